"""Loss and accuracy of training runs over their epochs; the browser fills in the points.

Traces 2N and 2N + 1 belong to the run in slot N: what it learns from, thin, and what it is measured
on, thick (`assets/training.js`).
"""

from __future__ import annotations

from typing import Any

from components.figures.descent import DASHES, SYMBOLS
from components.figures.plain_figure import PlainFigure, plain_figure
from components.palette import RUNS

LOG_TICKS = tuple(round(digit * 10.0**power, 9) for power in range(-5, 10) for digit in (1, 2, 5))


def log_axis() -> dict[str, Any]:
    """Return what makes an axis logarithmic, its ticks written out in full."""
    words = [f"{tick:,.10f}".rstrip("0").rstrip(".") for tick in LOG_TICKS]
    return {"type": "log", "tickmode": "array", "tickvals": LOG_TICKS, "ticktext": words}


def training_curves(what: str, *, is_share: bool = False, is_log: bool = False) -> PlainFigure:
    """Return the empty figure of one quantity.

    Args:
        what: The quantity, on the axis.
        is_share: Whether it goes from 0 to 1.
        is_log: Whether its axis is logarithmic.
    """
    traces = [trace for slot in range(len(RUNS)) for trace in _pair(slot, what)]
    values: dict[str, Any] = {"title": {"text": what, "standoff": 4}, "fixedrange": True}
    values |= {"range": [0, 1.02], "tickformat": ".0%"} if is_share else {"rangemode": "tozero"}
    values |= log_axis() if is_log else {}
    layout = {
        "showlegend": False,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "xaxis": {"title": {"text": "epoch"}, "rangemode": "tozero", "fixedrange": True},
        "yaxis": values,
    }
    return plain_figure(traces, layout)


def _pair(slot: int, what: str) -> list[dict[str, Any]]:
    shared = {"type": "scatter", "x": [], "y": [], "connectgaps": False}
    colour = RUNS[slot]
    return [
        {
            **shared,
            "mode": "lines",
            "name": f"run {slot + 1}, learnt from",
            "opacity": 0.55,
            "line": {"color": colour, "width": 1.25},
            "hovertemplate": f"epoch %{{x:.2f}}<br>{what} while learning %{{y:.4~g}}",
        },
        {
            **shared,
            "mode": "lines+markers",
            "name": f"run {slot + 1}, held out",
            "line": {"color": colour, "width": 2.5, "dash": DASHES[slot]},
            "marker": {"symbol": SYMBOLS[slot], "size": 7},
            "hovertemplate": f"epoch %{{x}}<br>{what} on held-out rows %{{y:.4~g}}",
        },
    ]
