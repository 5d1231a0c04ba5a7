"""How the loss of a model fell while it was trained."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import TEXT, ZERO
from components.forecast_marks import mark_colour, plain
from components.palette import BASELINE

_TICKS = (1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)


def loss_curve(
    model: str,
    loss: Sequence[float],
    val_loss: Sequence[float] = (),
    lecture: float | None = None,
) -> PlainFigure:
    """Return the curve on a logarithmic axis, the lecture's figure as a line across.

    Args:
        model: Name of the model, for its colour.
        loss: One figure per epoch, on the training rows; empty for a baseline.
        val_loss: The same on rows kept out of training; empty without such.
        lecture: What the lecture's model reached; None for no line.
    """
    if not loss:
        return _nothing()
    curves = [_curve(loss, mark_colour(model), "training")]
    if val_loss:
        curves.append(_curve(val_loss, BASELINE, "validation"))
    layout: dict[str, Any] = {
        "showlegend": bool(val_loss),
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "xaxis": {"title": {"text": "epoch"}, "fixedrange": True, "rangemode": "tozero"},
        "yaxis": {
            "type": "log",
            "title": {"text": "MSE", "standoff": 4},
            "tickvals": _TICKS,
            "ticktext": [f"{tick:g}" for tick in _TICKS],
            "fixedrange": True,
        },
    }
    if lecture is not None:
        layout |= {"shapes": [_across(lecture)], "annotations": [_lecture(lecture)]}
    return plain_figure(curves, layout)


def _nothing() -> PlainFigure:
    """Return the picture of something that was never trained: words instead of empty axes."""
    words = {"text": "Nothing to train here: this is a baseline.", "showarrow": False}
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "font": {"color": TEXT}}
    hidden = {"visible": False, "fixedrange": True}
    return plain_figure([], {"xaxis": hidden, "yaxis": hidden, "annotations": [words | place]})


def _across(value: float) -> dict[str, Any]:
    line = {"color": ZERO, "dash": "4px,4px", "width": 1}
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": line,
    }


def _curve(values: Sequence[float], shade: str, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(1, len(values) + 1)),
        "y": [float(f"{value:.5g}") for value in values],
        "mode": "lines",
        "line": {"color": shade, "width": 2},
        "name": name,
        "hovertemplate": f"epoch %{{x}}<br>{name} %{{y:.4f}}<extra></extra>",
    }


def _lecture(value: float) -> dict[str, Any]:
    """Return the words beside the line; on a logarithmic axis plotly wants the exponent."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 2,
        "y": log10(value),
        "yanchor": "top",
        "text": f"lecture {plain(value, 4)}",
        "font": {"color": TEXT},
    }
