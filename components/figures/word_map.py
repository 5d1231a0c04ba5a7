"""Word vectors on the plane of their two principal components."""

from __future__ import annotations

import plotly.graph_objects as go

from components.figures.template import PAPER, TEMPLATE, TEXT, TEXT_FAINT, ZERO
from components.palette import LIGHT, PREDICTION, TRUTH

_HOVER = "%{hovertext}<extra></extra>"


def word_map() -> go.Figure:
    """Return the figure without points; `assets/word_map.js` fills its traces in this order.

    Cloud, landmarks, the path of a sentence, neighbours, the chosen word.
    """
    traces = [
        _dots("the most frequent words", {"color": ZERO, "size": 5, "opacity": 0.8}),
        _dots("outermost", {"color": TEXT_FAINT, "size": 5}, text=TEXT_FAINT),
        _path(),
        _dots("neighbours", {"color": TRUTH, "size": 8}, text=TRUTH),
        _dots("chosen", {"color": PREDICTION, "size": 12, "line": {"color": PAPER, "width": 2}},
              text=PREDICTION),
    ]  # fmt: skip
    figure = go.Figure(traces)
    axis = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}
    figure.update_layout(
        template=TEMPLATE,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        hovermode="closest",
        uirevision="map",
        xaxis={**axis, "title": {"text": "1st component"}},
        yaxis={**axis, "title": {"text": "2nd component"}, "scaleanchor": "x"},
    )
    return figure


def _dots(name: str, marker: dict[str, object], text: str = "") -> go.Scatter:
    labelled = (
        {"mode": "markers+text", "textposition": "top center"} if text else {"mode": "markers"}
    )
    return go.Scatter(
        x=[], y=[], text=[], name=name, marker=marker, hovertemplate=_HOVER,
        textfont={"color": text or TEXT, "size": 12}, **labelled,
    )  # fmt: skip


def _path() -> go.Scatter:
    ink = LIGHT["ink"]
    return go.Scatter(
        x=[], y=[], text=[], name="the sentence", mode="lines+markers+text",
        line={"color": ink, "width": 1.5},
        marker={"color": ink, "size": 10, "symbol": "arrow", "angleref": "previous"},
        textposition="bottom center", textfont={"color": ink, "size": 13}, hovertemplate=_HOVER,
    )  # fmt: skip
