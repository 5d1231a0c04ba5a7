"""What the neuron reads and says over time, and how much of the gradient is left, step by step."""

from __future__ import annotations

from functools import cache

import plotly.graph_objects as go

from components.figures.template import TEMPLATE
from components.palette import GRADIENT, PREDICTION, SERIES, TRUTH

# `assets/unrolled_curves.js` fills the curves in this order.
CURVES = (
    "x, what it reads",
    "\u0177, what it says",
    "y, the target",
    "left of the gradient",
    "nothing",
)
_LEFT = "Left of the gradient: |\u2202o<sub>T</sub>/\u2202o<sub>t</sub>|"
_UPPER, _LOWER = (0.6, 1.0), (0.0, 0.46)


@cache  # the same for everyone, and slow to build
def unrolled_curves() -> go.Figure:
    """Return the figure without points; the gradient's axis holds powers of ten.

    The lower axis is linear in the logarithm, because a product of many factors may be smaller than
    any number a logarithmic axis takes; the browser writes its ticks. A gradient of exactly 0
    stands at the foot.
    """
    figure = go.Figure(
        [
            _curve(0, "y", {"mode": "lines+markers", "line": {"color": SERIES, "dash": "dot"}}),
            _curve(1, "y", {"mode": "lines+markers", "line": {"color": PREDICTION}}),
            _curve(2, "y", {"mode": "markers", "marker": _cross()}),
            _curve(3, "y2", {"mode": "lines+markers", "line": {"color": GRADIENT, "width": 2.5}}),
            _curve(4, "y2", {"mode": "markers", "marker": _ring()}),
        ]
    )
    figure.update_layout(
        template=TEMPLATE,
        margin={"l": 64, "r": 16, "t": 28, "b": 36},
        hovermode="x",
        xaxis={"title": {"text": "step"}, "fixedrange": True, "anchor": "y2", "automargin": False},
        yaxis={"domain": _UPPER, "fixedrange": True, "automargin": False},
        yaxis2={"domain": _LOWER, "fixedrange": True, "automargin": False, "zeroline": True},
        annotations=[
            {
                "text": _LEFT,
                "xref": "paper", "yref": "paper", "x": 0, "y": 0.475,
                "xanchor": "left", "yanchor": "bottom",
            }
        ],
    )  # fmt: skip
    return figure


def _curve(place: int, axis: str, style: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        x=[], y=[], name=CURVES[place], yaxis=axis, showlegend=place < 3,
        hovertemplate="%{text}<extra></extra>", **style,
    )  # fmt: skip


def _cross() -> dict[str, object]:
    return {
        "color": TRUTH,
        "symbol": "cross-thin",
        "size": 12,
        "line": {"width": 3, "color": TRUTH},
    }


def _ring() -> dict[str, object]:
    return {"color": GRADIENT, "symbol": "circle-open", "size": 7}
