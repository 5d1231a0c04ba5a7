"""A series, what came next, and what every forecaster said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import PAPER, TEXT, TEXT_FAINT, ZERO
from components.forecast_marks import (
    TRUE_VALUE,
    Mark,
    mark_colour,
    mark_symbol,
    plain,
    short_title,
)
from components.palette import SERIES

TOP = 1.14
_GAP = 0.115  # between two labels, on the scale of the values


def next_value(values: Sequence[float], marks: Sequence[Mark], step: str) -> PlainFigure:
    """Return the figure: dots, a blue cross at x = T, one marker per forecaster, all labelled.

    Args:
        values: The T values of the series, between -1 and 1.
        marks: The true next value and the forecasts; later ones are drawn on top.
        step: What lies between two values, `day` or `week`.
    """
    end = len(values)
    places = spread([mark.value for mark in marks], _GAP, 1.0)
    labels = [_label(mark, end, place) for mark, place in zip(marks, places, strict=True)]
    layout = {
        "margin": {"l": 8, "r": 122, "t": 8, "b": 8},
        "showlegend": False,
        "shapes": [_tomorrow(end)],
        "annotations": [*labels, _name_of_tomorrow(end, step)],
        "xaxis": {
            "title": {"text": step},
            "range": [-0.02 * end - 0.5, 1.015 * end + 0.5],
            "fixedrange": True,
        },
        "yaxis": {
            "title": {"text": "price, scaled", "standoff": 4},
            "range": [-TOP, TOP],
            "tickvals": [-1, -0.5, 0, 0.5, 1],
            "ticktext": ["\u22121", "", "0", "", "1"],
            "fixedrange": True,
        },
    }
    return plain_figure([_series(values, step), *(_marker(mark, end) for mark in marks)], layout)


def spread(values: Sequence[float], gap: float, limit: float) -> list[float]:
    """Return places for labels: at least `gap` apart, within ±limit, as near as can be.

    The nearest places in the sense of least squares: the values less their rank times the gap,
    pooled where they would decrease.
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    pools: list[tuple[float, int]] = []  # (mean, how many)
    for rank, i in enumerate(order):
        mean, count = values[i] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    highest = limit - gap * (len(values) - 1)
    places = [0.0] * len(values)
    for rank, i in enumerate(order):
        places[i] = min(max(flat[rank], -limit), highest) + rank * gap
    return places


def _series(values: Sequence[float], step: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(len(values))),
        "y": [round(float(value), 5) for value in values],
        "mode": "lines+markers",
        "line": {"color": ZERO, "width": 1},
        "marker": {"color": SERIES, "size": 5},
        "hovertemplate": f"{step} %{{x}}<br>%{{y:.3f}}<extra></extra>",
        "name": "series",
    }


def _marker(mark: Mark, end: int) -> dict[str, Any]:
    shade, symbol = mark_colour(mark.name), mark_symbol(mark.name)
    is_line = symbol == "line-ew"
    look: dict[str, Any] = {"color": shade, "symbol": symbol, "size": 11}
    look["line"] = {"color": shade if is_line else PAPER, "width": 3 if is_line else 1}
    if mark.name == TRUE_VALUE:
        look |= {"symbol": "cross-thin", "size": 22, "line": {"color": shade, "width": 4}}
    return {
        "type": "scatter",
        "x": [end],
        "y": [round(mark.value, 5)],
        "mode": "markers",
        "marker": look,
        "name": mark.title,
        "meta": mark.name,
        "cliponaxis": False,
        "hovertemplate": f"{mark.title}<br>%{{y:.3f}}<extra></extra>",
    }


def _label(mark: Mark, end: int, place: float) -> dict[str, Any]:
    words = f"{short_title(mark.name)} {plain(mark.value, 2)}"
    return {
        "x": end,
        "y": mark.value,
        "ax": 26,
        "ay": place,
        "axref": "pixel",
        "ayref": "y",
        "xanchor": "left",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": ZERO,
        "standoff": 8,
        "text": f"<b>{words}</b>" if mark.name == TRUE_VALUE else words,
        "font": {"color": TEXT},
        "align": "left",
        "borderpad": 1,
    }


def _tomorrow(end: int) -> dict[str, Any]:
    line = {"color": ZERO, "width": 1, "dash": "2px,3px"}
    return {
        "type": "line",
        "x0": end,
        "x1": end,
        "y0": -TOP,
        "y1": TOP,
        "line": line,
        "layer": "below",
    }


def _name_of_tomorrow(end: int, step: str) -> dict[str, Any]:
    words = {"day": "tomorrow", "week": "next week"}.get(step, "next")
    return {
        "x": end,
        "y": -TOP,
        "xanchor": "right",
        "yanchor": "bottom",
        "xshift": -4,
        "text": words,
        "font": {"color": TEXT_FAINT},
    }
