"""A series, a forecast of many steps with its fan, and what came."""

from __future__ import annotations

from typing import Any, Protocol

from components import colour
from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import ZERO
from components.forecast_marks import mark_colour
from components.forecasts import Forecasts
from components.palette import SERIES, TRUTH
from core.contracts import Floats

_BEFORE = 60  # values of the series that are drawn before the forecast


class Fan(Protocol):
    """See `core.fans.Fan`."""

    start: int
    path: Floats
    low: Floats
    high: Floats
    truth: Floats | None


def fan_figure(table: Forecasts, place: int, fan: Fan, steps: int, model: str) -> PlainFigure:
    """Return the figure: the past as dots, path and fan, and the true values as blue crosses.

    Args:
        table: All forecasts.
        place: Row of the series.
        fan: The forecast.
        steps: How many of its steps are drawn.
        model: Name of the forecaster.
    """
    values = [*table.series[place].tolist(), float(table.targets[place])]
    first = max(fan.start - _BEFORE, 0)
    past = values[first : fan.start]
    days = list(range(fan.start - 1, fan.start + steps))
    shade = mark_colour(model)
    data = [
        _band(days, _joined(past, fan.low, steps), _joined(past, fan.high, steps), shade),
        _past(list(range(first, fan.start)), past),
        _path(days, _joined(past, fan.path, steps), shade),
    ]
    if fan.truth is not None:
        data.append(_truth(days[1:], [round(float(v), 5) for v in fan.truth[:steps]]))
    return plain_figure(data, _layout(table.step(place), first, fan.start + len(fan.path)))


def _layout(step: str, first: int, end: int) -> dict[str, Any]:
    return {
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "showlegend": True,
        "xaxis": {"title": {"text": step}, "range": [first - 1, end], "fixedrange": True},
        "yaxis": {
            "title": {"text": "price, scaled", "standoff": 4},
            "nticks": 5,
            "fixedrange": True,
        },
    }


def _joined(past: list[float], values: Floats, steps: int) -> list[float]:
    """Return values that begin at the last known one."""
    return [round(past[-1], 5), *(round(float(value), 5) for value in values[:steps])]


def _band(days: list[int], low: list[float], high: list[float], shade: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days + days[::-1],
        "y": high + low[::-1],
        "fill": "toself",
        "fillcolor": colour.transparent(shade, 0.18),
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
        "name": "80 % of its earlier errors",
    }


def _past(days: list[int], values: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days,
        "y": [round(value, 5) for value in values],
        "mode": "lines+markers",
        "line": {"color": ZERO, "width": 1},
        "marker": {"color": SERIES, "size": 4},
        "hovertemplate": "%{x}<br>%{y:.3f}<extra></extra>",
        "name": "known",
    }


def _path(days: list[int], values: list[float], shade: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days,
        "y": values,
        "mode": "lines",
        "line": {"color": shade, "width": 2.5},
        "hovertemplate": "%{x}<br>forecast %{y:.3f}<extra></extra>",
        "name": "forecast",
    }


def _truth(days: list[int], values: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": days,
        "y": values,
        "mode": "markers",
        "marker": {
            "symbol": "cross-thin",
            "color": TRUTH,
            "size": 9,
            "line": {"color": TRUTH, "width": 2.5},
        },
        "hovertemplate": "%{x}<br>true %{y:.3f}<extra></extra>",
        "name": "what came",
    }
