"""Two pictures of gradient descent: the loss over the epochs, and the way over the loss surface.

Both come without points. The browser (`assets/descent_figures.js`) fills the traces of a run while
it is trained: trace N of the curves, traces 1 + 2N and 2 + 2N of the surface, whose trace 0 is the
surface itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Any

from components import colour
from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import TEXT_FAINT, ZERO
from components.palette import RUNS, SERIES

DASHES = ("solid", "8px,4px", "2px,3px", "10px,4px,2px,4px", "14px,4px", "4px,2px")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "star", "hexagon")
WINDOW = ((-1.0, 3.0), (-2.0, 2.0))
_STEEPEST = 0.78  # opacity of the highest loss
_LINES = 0.15  # powers of ten from one line of equal loss to the next


def descent_curves() -> PlainFigure:
    """Return the loss of every run over its epochs, on a logarithmic axis."""
    curves = [
        {
            "type": "scatter",
            "x": [],
            "y": [],
            "mode": "lines",
            "name": f"run {run + 1}",
            "line": {"color": RUNS[run], "dash": DASHES[run], "width": 2},
            "hovertemplate": "epoch %{x:,}<br>MSE %{y:.4~g}",
        }
        for run in range(len(RUNS))
    ]
    layout: dict[str, Any] = {
        "showlegend": False,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "xaxis": {"title": {"text": "epoch"}, "range": [0, 1000], "fixedrange": True},
        "yaxis": {
            "type": "log",
            "title": {"text": "MSE", "standoff": 4},
            "range": [log10(0.02), 0],
            "fixedrange": True,
            "tickvals": [0.02, 0.05, 0.1, 0.2, 0.5, 1],
        },
    }
    return plain_figure(curves, layout)


def loss_surface(w: Sequence[float]) -> PlainFigure:
    """Return the surface over w1 and w2 with the way of every run, and the start weights.

    Args:
        w: (w0, w1, w2) of a run that has not begun.
    """
    ways = [trace for run in range(len(RUNS)) for trace in (_way(run), _ends(run))]
    ways[1] |= {"x": [w[1]], "y": [w[2]]}
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "constrain": "domain"}
    layout: dict[str, Any] = {
        "showlegend": False,
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
        "xaxis": {**axis, "title": {"text": "w₁, input"}, "range": list(WINDOW[0])},
        "yaxis": {
            **axis, "title": {"text": "w₂, own last answer", "standoff": 4},
            "range": list(WINDOW[1]),
        },
    }  # fmt: skip
    return plain_figure([_surface(), *ways], layout)


def surface_colours() -> list[tuple[float, str]]:
    """Return the colour scale: nothing in the valley, ever more ink on the way up."""
    return [(level / 8, colour.transparent(SERIES, _STEEPEST * level / 8)) for level in range(9)]


def _surface() -> dict[str, Any]:
    return {
        "type": "contour",
        "z": [],
        "colorscale": surface_colours(),
        "contours": {"coloring": "heatmap", "showlines": True, "size": _LINES},
        "autocontour": False,
        "line": {"color": ZERO, "width": 0.75, "smoothing": 0},
        "hovertemplate": "w₁ %{x:.2f}, w₂ %{y:.2f}<br>MSE %{text}<extra></extra>",
        "colorbar": {
            "title": {"text": "MSE", "side": "top"},
            "thickness": 10,
            "outlinewidth": 0,
            "tickfont": {"color": TEXT_FAINT},
            "ticks": "",
            "x": 1.01,
            "xpad": 4,
        },
    }


def _way(run: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [],
        "y": [],
        "mode": "lines",
        "line": {"color": RUNS[run], "dash": DASHES[run], "width": 2.25},
        "hoverinfo": "skip",
    }


def _ends(run: int) -> dict[str, Any]:
    """Return the trace of a run's first point, hollow, and its last one with its number."""
    return {
        "type": "scatter",
        "x": [],
        "y": [],
        "mode": "markers+text",
        "text": ["", f"{run + 1}"],
        "textposition": "top right",
        "cliponaxis": False,
        "marker": {
            "color": RUNS[run],
            "size": [9, 10],
            "symbol": [f"{SYMBOLS[run]}-open", SYMBOLS[run]],
            "line": {"width": 2, "color": RUNS[run]},
        },
        "customdata": ["start", "now"],
        "hovertemplate": f"run {run + 1}, %{{customdata}}<br>w₁ %{{x:.4f}}, w₂ %{{y:.4f}}"
        "<extra></extra>",
    }
