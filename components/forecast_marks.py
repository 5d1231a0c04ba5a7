"""One mark per forecaster, the same in the figure, the readings and the table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType

from dash import html

from components.forecasts import Forecasts, answers
from components.palette import BASELINES, MODELS, RUN, TRUTH, model_colour, model_symbol

TRUE_VALUE = "truth"
_SYMBOLS = MappingProxyType(
    {
        "last-value": "triangle-right",
        "mean": "line-ew",
        "drift": "triangle-up",
        "linear": "pentagon",
        "ridge": "hexagon",
        "auto-arima": "triangle-down",
        "auto-ets": "triangle-left",
        "theta": "bowtie",
        TRUE_VALUE: "cross",
    }
)


@dataclass(frozen=True)
class Mark:
    """What a forecaster says about one series.

    Attributes:
        name: Name of the model or baseline; `truth` for what really came next.
        title: Its name on screen.
        value: The forecast.
    """

    name: str
    title: str
    value: float


def marks(table: Forecasts, place: int) -> list[Mark]:
    """Return the truth about a series and what everyone says, the least accurate first.

    A forecaster that was not asked about this series (NaN) is left out.
    """
    everyone = [(one, float(answers(one)[place])) for one in reversed(table.able)]
    forecasts = [
        Mark(one.name, one.title, value) for one, value in everyone if math.isfinite(value)
    ]
    return [Mark(TRUE_VALUE, "True next value", float(table.targets[place])), *forecasts]


def mark_colour(name: str) -> str:
    """Return the colour: truth blue, baselines grey, models of the red family."""
    if name == TRUE_VALUE:
        return TRUTH
    return BASELINES.get(name) or model_colour(name)


def mark_symbol(name: str) -> str:
    """Return the plotly symbol, so that colours need not be told apart."""
    return _SYMBOLS.get(name) or model_symbol(name)


def short_title(name: str) -> str:
    """Return a name that fits beside a point: `stocks-stack` is `stack` there."""
    if name == TRUE_VALUE:
        return "true"
    if name.startswith(RUN):
        return "your run"
    return name.split("-", maxsplit=1)[1] if name in MODELS else name.replace("-", " ")


def glyph(name: str) -> html.Span:
    """Return the mark of a forecaster as a small drawing beside its title."""
    return html.Span(
        className=f"forecast-glyph is-{mark_symbol(name)}",
        style={"--shade": mark_colour(name)},
        **{"aria-hidden": "true"},
    )


def signed(value: float, digits: int = 3) -> str:
    """Return a number with a real minus or a plus in front."""
    return f"{value:+.{digits}f}".replace("-", "\u2212")


def plain(value: float, digits: int = 3) -> str:
    """Return a number with a real minus in front of negative ones."""
    return f"{value:.{digits}f}".replace("-", "\u2212")
