"""What several models make of one text after every word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import TEXT_FAINT, ZERO
from components.palette import model_colour, model_symbol

_LEGIBLE = 40  # columns that have room for their word
_MARKED = 60  # more words than this, and a curve is a line without marks
_LONGEST_WORD = 12


def opinion_curves(entries: Sequence[Mapping[str, Any]], words: Sequence[str]) -> PlainFigure:
    """Return one curve per model over the words of the text.

    Args:
        entries: One per model, as `core.opinions.opinions` returns them.
        words: Every word of the text, also those that no model read.
    """
    has_room = len(words) <= _LEGIBLE
    layout: dict[str, Any] = {
        "margin": {"l": 72, "r": 12, "t": 8, "b": 84 if has_room else 44},
        "hovermode": "x unified",
        "showlegend": False,
        "xaxis": {
            "range": [-0.5, max(1, len(words)) - 0.5],
            "tickvals": list(range(len(words))) if has_room else None,
            "ticktext": [_short(word) for word in words] if has_room else None,
            "tickangle": -90 if has_room else 0,
            "title": {"text": "" if has_room else "word of the text", "font": {"size": 13}},
            "automargin": False,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [-0.04, 1.04],
            "showgrid": False,
            "tickvals": [0, 0.5, 1],
            "ticktext": ["negative", "0.50", "positive"],
            "tickfont": {"color": TEXT_FAINT},
            "automargin": False,
            "fixedrange": True,
        },
        "shapes": [_middle()],
    }
    there = [entry for entry in entries if "reason" not in entry]
    return plain_figure([_curve(entry, words) for entry in there], layout)


def _curve(entry: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    points = list(_with_gaps(entry["columns"], entry["opinion"]))
    shade = model_colour(entry["model"])
    return {
        "type": "scatter",
        "x": [column for column, _ in points],
        "y": [opinion for _, opinion in points],
        "text": [words[column] for column, _ in points],
        "name": entry["title"],
        "mode": "lines+markers" if len(points) <= _MARKED else "lines",
        "line": {"color": shade},
        "marker": {"size": 6, "color": shade, "symbol": model_symbol(entry["model"])},
        "hovertemplate": "%{y:.2f}",
    }


def _with_gaps(
    columns: Sequence[int], opinion: Sequence[float]
) -> Iterator[tuple[int, float | None]]:
    """Yield the points; where words were left out between two of them, the curve is broken."""
    before = None
    for column, value in zip(columns, opinion, strict=True):
        if before is not None and column > before + 1:
            yield before + 1, None
        yield column, value
        before = column


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[: _LONGEST_WORD - 1]}\u2026"


def _middle() -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": 0.5, "y1": 0.5, "yref": "y"}
    return {"type": "line", **ends, "line": {"color": ZERO, "width": 1, "dash": "4px,4px"}}
