"""How sure a model is of thousands of rows: its probabilities, apart by what the rows truly are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import SIZE, TEXT
from components.heat import heat_colorscale
from components.palette import LIGHT, SERIES

# The slider of the threshold runs exactly under the axis: assets/table_job.css.
LEFT, RIGHT = 72, 12
_LINE = 18
COLD, HOT = heat_colorscale()[0][1], heat_colorscale()[-1][1]


def score_histogram(reading: Mapping[str, Any]) -> PlainFigure:
    """Return the figure: rows of class 1 stand upwards, rows of class 0 hang down.

    A line, the first of the shapes, marks the threshold. Without labels all rows stand upwards in
    one colour.

    Args:
        reading: `bins` (counts per `no`, `yes`, `none`), `classes`, `threshold`, `has_labels`, and
            perhaps `mark`: a probability that gets a line of its own, and its words.
    """
    no, yes = reading["classes"]
    bins = reading["bins"]
    if reading["has_labels"]:
        data = [
            _bars(bins["yes"], HOT, f"labelled {yes}", 1),
            _bars(bins["no"], COLD, f"labelled {no}", -1),
        ]
        if any(bins["none"]):
            data.append(_bars(bins["none"], SERIES, "without label", 1))
    else:
        data = [_bars(bins["none"], SERIES, "rows", 1)]
    top = max(map(sum, zip(bins["yes"], bins["none"], strict=True)), default=1)
    deep = max(bins["no"], default=0) if reading["has_labels"] else 0
    marks = [reading["mark"]] if reading.get("mark") else []
    layout = {
        "barmode": "relative",
        "bargap": 0.08,
        "showlegend": False,
        "margin": {"l": LEFT, "r": RIGHT, "t": 24 + _LINE * len(marks), "b": 8},
        "xaxis": {
            "range": [0, 1],
            "fixedrange": True,
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "title": _title(f"probability of {yes}"),
        },
        "yaxis": {
            "fixedrange": True,
            "range": [-1.12 * deep, 1.12 * max(top, 1)],
            "title": _title("rows"),
            "automargin": False,
            **_ticks(-deep, top),
        },
        "shapes": [_threshold(reading["threshold"]), *(_marked(*mark) for mark in marks)],
        "annotations": [
            _threshold_words(reading["threshold"]),
            *_names(reading),
            *(_mark_words(*mark) for mark in marks),
        ],
    }
    return plain_figure(data, layout)


def _title(words: str) -> dict[str, Any]:
    return {"text": words, "font": {"size": SIZE, "color": TEXT}}


def _bars(counts: list[int], shade: str, name: str, sign: int) -> dict[str, Any]:
    width = 1 / len(counts)
    return {
        "type": "bar",
        "x": [(place + 0.5) * width for place in range(len(counts))],
        "y": [sign * count for count in counts],
        "width": 0.92 * width,
        "marker": {"color": shade},
        "customdata": [
            [f"{place * width:.2f}\u2013{(place + 1) * width:.2f}", f"{count:,}"]
            for place, count in enumerate(counts)
        ],
        "hovertemplate": f"%{{customdata[0]}}<br>%{{customdata[1]}} {name}<extra></extra>",
    }


def _ticks(low: int, high: int) -> dict[str, Any]:
    """Return round tick marks whose words have no sign: below zero are rows too."""
    reach = max(-low, high, 1)
    step = next(
        step
        for size in range(9)
        for step in (10**size, 2 * 10**size, 5 * 10**size)
        if reach / step <= 4
    )
    marks = [k * step for k in range(-(-low // step), high // step + 1)]
    return {"tickvals": marks, "ticktext": [f"{abs(mark):,}" for mark in marks]}


def _threshold(threshold: float) -> dict[str, Any]:
    upright = {"xref": "x", "yref": "paper", "x0": threshold, "x1": threshold, "y0": 0, "y1": 1}
    return {"type": "line", **upright, "line": {"color": TEXT, "width": 1.5, "dash": "4px,4px"}}


def _marked(place: float, _words: str) -> dict[str, Any]:
    upright = {"xref": "x", "yref": "paper", "x0": place, "x1": place, "y0": 0, "y1": 1}
    return {"type": "line", **upright, "line": {"color": LIGHT["ink"], "width": 3}}


def _mark_words(place: float, words: str) -> dict[str, Any]:
    """Return the words of a mark, a line higher than those of the threshold."""
    return {
        "x": place,
        "xref": "x",
        "xanchor": "right" if place > 0.5 else "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": _LINE,
        "text": f"<b>{words}</b>",
        "showarrow": False,
        "font": {"color": LIGHT["ink"]},
    }


def _threshold_words(threshold: float) -> dict[str, Any]:
    is_right = threshold > 0.5
    return {
        "x": threshold,
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "right" if is_right else "left",
        "text": f"threshold {threshold:.2f}",
        "showarrow": False,
        "font": {"color": TEXT},
    }


def _names(reading: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the words that stand where there are few such rows, instead of a legend."""
    if not reading["has_labels"]:
        return []
    no, yes = reading["classes"]
    words = [(f"labelled {yes}", HOT, "left", 0.98), (f"labelled {no}", COLD, "right", 0.1)]
    if any(reading["bins"]["none"]):
        words.append(("without label", SERIES, "left", 0.88))
    return [
        {
            "x": 0.06 if side == "left" else 0.94,
            "xref": "paper",
            "xanchor": side,
            "y": height,
            "yref": "paper",
            "yanchor": "top",
            "text": f"<b>{text}</b>",
            "showarrow": False,
            "font": {"color": shade},
        }
        for text, shade, side, height in words
    ]
