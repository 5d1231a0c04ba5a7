"""A series and what every filter makes of it."""

from __future__ import annotations

from functools import cache

import plotly.graph_objects as go

from components import colour
from components.figures.template import TEMPLATE
from components.palette import SERIES

# Five hues that are no gate's and no model's meaning here; the dash tells them apart as well.
FILTER_COLOURS = tuple(
    colour.to_hex(colour.lch(0.6, 0.13, hue)) for hue in (25.0, 250.0, 150.0, 320.0, 75.0)
)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


@cache  # the same for everyone, and slow to build
def filter_curves() -> go.Figure:
    """Return the figure without points: the series first, then a curve for up to five filters."""
    curves = [_curve("X", SERIES, "dot")]
    for number, (shade, dash) in enumerate(zip(FILTER_COLOURS, _DASHES, strict=True), start=1):
        curves.append(_curve(f"filter {number}", shade, dash))
    figure = go.Figure(curves)
    figure.update_layout(
        template=TEMPLATE,
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
        hovermode="x",
        showlegend=True,
        xaxis={"title": {"text": "step"}, "fixedrange": True},
        yaxis={"fixedrange": True, "zeroline": True},
    )
    return figure


def _curve(name: str, shade: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=[], y=[], name=name, mode="lines+markers", line={"color": shade, "dash": dash},
        marker={"size": 5}, hovertemplate=f"{name} %{{y:.4g}}<extra></extra>",
    )  # fmt: skip
