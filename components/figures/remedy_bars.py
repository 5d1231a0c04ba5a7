"""Two errors side by side, both with the last value as 1: on the fitted rows, on unseen days."""

from __future__ import annotations

from typing import Any, Protocol

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import PAPER, TEXT
from components.palette import BASELINE_DARKER, model_colour

_ROWS = ("walk-forward", "lecture\u2019s rows")  # plotly draws from below
_STACK = "stocks-stack"
_WIDEST = 3.0


class Errors(Protocol):
    """MSE on the lecture's rows and walking forward."""

    lecture: float
    walk: float


def remedy_bars(now: Errors, without: Errors, last: Errors) -> PlainFigure:
    """Return the figure: bars for the chosen remedies, diamonds without any, a line at 1.

    Args:
        now: Errors with the chosen remedies.
        without: Errors of the stack as it is in the lecture.
        last: Errors of the last value.
    """
    chosen, plain = _shares(now, last), _shares(without, last)
    widest = min(max(*chosen, *plain, 1.25) * 1.12, _WIDEST)
    layout = {
        "showlegend": False,
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "bargap": 0.45,
        "shapes": [_line()],
        "annotations": [_named()],
        "xaxis": {
            "title": {"text": "MSE, last value = 1"},
            "range": [0, widest],
            "fixedrange": True,
            "showgrid": True,
        },
        "yaxis": {"fixedrange": True, "showgrid": False},
    }
    return plain_figure([_bars(chosen), _diamonds(plain)], layout)


def _shares(errors: Errors, last: Errors) -> list[float]:
    pairs = ((errors.walk, last.walk), (errors.lecture, last.lecture))
    return [round(error / yard, 4) if yard else 0.0 for error, yard in pairs]


def _bars(shares: list[float]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": shares,
        "y": list(_ROWS),
        "marker": {"color": model_colour(_STACK)},
        "text": [f"{share:.2f}" for share in shares],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textfont": {"color": PAPER},
        "hovertemplate": "with the remedies %{x:.3f}<extra></extra>",
    }


def _diamonds(shares: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": shares,
        "y": list(_ROWS),
        "marker": {
            "symbol": "diamond-open",
            "size": 13,
            "color": TEXT,
            "line": {"color": TEXT, "width": 2},
        },
        "cliponaxis": False,
        "hovertemplate": "without remedies %{x:.3f}<extra></extra>",
    }


def _line() -> dict[str, Any]:
    return {
        "type": "line",
        "x0": 1,
        "x1": 1,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": BASELINE_DARKER, "width": 2},
    }


def _named() -> dict[str, Any]:
    return {
        "x": 1,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "text": "last value",
        "font": {"color": TEXT},
    }
