"""Questions on the plane of their two principal components."""

from __future__ import annotations

from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import PAPER, SIZE, TEXT, ZERO
from components.palette import LIGHT


def question_map() -> PlainFigure:
    """Return the figure without points; `assets/question_map.js` fills its traces in this order.

    The loaded questions, the line between the two, the first, the second.
    """
    ink = LIGHT["ink"]
    data: list[dict[str, Any]] = [
        _dots({"color": ZERO, "size": 5, "opacity": 0.75}),
        {"type": "scatter", "x": [], "y": [], "mode": "lines", "hoverinfo": "skip",
         "line": {"color": ink, "width": 1.5, "dash": "2px,3px"}},
        _labelled({"color": ink, "size": 12, "line": {"color": PAPER, "width": 2}}, "top"),
        _labelled({"color": PAPER, "size": 11, "line": {"color": ink, "width": 3}}, "bottom"),
    ]  # fmt: skip
    axis = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}
    layout = {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "uirevision": "questions",
        "xaxis": {**axis, "title": _title("1st component")},
        "yaxis": {**axis, "title": _title("2nd component"), "scaleanchor": "x"},
    }
    return plain_figure(data, layout)


def _title(words: str) -> dict[str, Any]:
    return {"text": words, "font": {"size": SIZE, "color": TEXT}}


def _dots(marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "x": [], "y": [], "mode": "markers", "marker": marker,
        "hovertext": [], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _labelled(marker: dict[str, Any], side: str) -> dict[str, Any]:
    look = {"textposition": f"{side} center", "textfont": {"color": LIGHT["ink"], "size": SIZE}}
    return {**_dots(marker), "mode": "markers+text", "text": [], **look}
