"""A series, and the state and the output of the one unit that reads it."""

from __future__ import annotations

from functools import cache

import plotly.graph_objects as go

from components.figures.template import TEMPLATE
from components.palette import GATES, PREDICTION, SERIES

# Name, colour, dash; in the order in which `assets/cell.js` fills them.
_CURVES = (
    ("X, what it reads", SERIES, "dot"),
    ("C, its state", GATES["state"], "solid"),
    ("Y\u0302, its output", PREDICTION, "solid"),
)


@cache  # the same for everyone, and slow to build
def series_states() -> go.Figure:
    """Return the figure without points: the browser puts in those of the present series."""
    curves = [
        go.Scatter(
            x=[], y=[], name=name, mode="lines", line={"color": shade, "dash": dash},
            hovertemplate=f"{name[:1]} %{{y:.3f}}<extra></extra>",
        )
        for name, shade, dash in _CURVES
    ]  # fmt: skip
    figure = go.Figure(curves)
    figure.update_layout(
        template=TEMPLATE,
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
        hovermode="x",
        xaxis={"title": {"text": "step"}, "fixedrange": True},
        yaxis={"fixedrange": True},
    )
    return figure
