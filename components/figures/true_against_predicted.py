"""What a forecaster said about every series, against what came next."""

from __future__ import annotations

from typing import Any

from dash import Patch

from components import colour
from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import PAPER, TEXT, ZERO
from components.forecast_marks import mark_colour, mark_symbol
from components.forecasts import Forecasts, answers
from components.palette import SERIES
from core.contracts import SIMULATED, Floats

CHOSEN = 2  # its place among the traces
_DIGITS = 4
_HOVER = "%{customdata}<br>true %{x:.3f}<br>predicted %{y:.3f}<extra></extra>"
_EDGE = 1.08
_AXIS = {
    "range": [-_EDGE, _EDGE],
    "tickvals": [-1, 0, 1],
    "ticktext": ["\u22121", "0", "1"],
    "fixedrange": True,
    "constrain": "domain",
}


def true_against_predicted(table: Forecasts, model: str, place: int) -> PlainFigure:
    """Return the figure: one point per series, the chosen one marked, the diagonal of being right.

    Simulated series are hollow. A click on a point reports the name of its series.

    Args:
        table: All forecasts.
        model: Name of the forecaster.
        place: Row of the chosen series.
    """
    x, y = _rounded(table.targets), _rounded(answers(table.forecaster(model)))
    data = [
        _diagonal(),
        _points(x[::-1], y[::-1], table, mark_colour(model)),
        _chosen(x[place], y[place], table.names[place], model),
    ]
    layout = {
        "showlegend": False,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": {**_AXIS, "title": {"text": "true next value"}, "zeroline": True},
        "yaxis": {**_AXIS, "title": {"text": "predicted", "standoff": 4}, "scaleanchor": "x"},
        "annotations": [_label(x[place], y[place], table.names[place])],
    }
    return plain_figure(data, layout)


def point_out(table: Forecasts, model: str, place: int) -> Patch:
    """Return the change of the figure that marks another series."""
    name, x = table.names[place], round(float(table.targets[place]), _DIGITS)
    y = round(float(answers(table.forecaster(model))[place]), _DIGITS)
    patch = Patch()
    patch["data"][CHOSEN]["x"], patch["data"][CHOSEN]["y"] = [x], [y]
    patch["data"][CHOSEN]["customdata"] = [name]
    patch["layout"]["annotations"] = [_label(x, y, name)]
    return patch


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), _DIGITS) for value in values]


def _diagonal() -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [-1, 1],
        "y": [-1, 1],
        "mode": "lines",
        "line": {"color": ZERO, "width": 1},
        "hoverinfo": "skip",
    }


def _points(x: list[float], y: list[float], table: Forecasts, shade: str) -> dict[str, Any]:
    """Return the points, the last row first: the first ones, which may be real, lie on top."""
    symbols = ["circle-open" if origin == SIMULATED else "circle" for origin in table.origins]
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "markers",
        "marker": {"color": colour.transparent(shade, 0.55), "size": 7, "symbol": symbols[::-1]},
        "customdata": list(table.names[::-1]),
        "hovertemplate": _HOVER,
    }


def _chosen(x: float, y: float, name: str, model: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers",
        "marker": {
            "color": mark_colour(model),
            "symbol": mark_symbol(model).replace("line-ew", "circle"),
            "size": 13,
            "line": {"color": SERIES, "width": 2},
        },
        "customdata": [name],
        "cliponaxis": False,
        "hovertemplate": _HOVER,
    }


def _label(x: float, y: float, name: str) -> dict[str, Any]:
    is_right = x > 0.5
    return {
        "x": x,
        "y": y,
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "xanchor": "right" if is_right else "left",
        "xshift": -11 if is_right else 11,
        "font": {"color": TEXT},
        "bgcolor": PAPER,
        "borderpad": 2,
        "opacity": 0.9,
    }
