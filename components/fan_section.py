"""Many steps ahead: a forecaster fed with its own answers, how unsure it is, and what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, callback, html

from components.figure_files import figure_files
from components.figures.fan_figure import fan_figure
from components.figures.plain_figure import PlainFigure, plain_figure
from components.forecasts import Forecasts
from components.graph import graph
from components.page import panel
from components.unavailable import unavailable
from core.contracts import Floats

_STARTS = (("check", "From 20 days ago, to check"), ("today", "From the last day"))
_NOTE = (
    "The forecaster gets its own answers as input, step by step. The shaded fan holds 80 % of the "
    "errors that the same forecaster made at the same distance on the days just before; neither "
    "those days nor the last ones were fitted to. Its width grows with the size of the steps of "
    "the series."
)
_NO_AXES = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}


class Fan(Protocol):
    """One series rolled forward; see `core.fans.Fan`."""

    start: int
    path: Floats
    low: Floats
    high: Floats
    truth: Floats | None
    coverage: Floats
    width: tuple[int, int]


Rolled = Callable[[Any, Any, Any, Any, Any], tuple[Forecasts, int, Fan | str]]


def fan_section(
    ids: Callable[[str], str], furthest: int, horizon: int, start: str, reason: str | None = None
) -> html.Section:
    """Return the slider, the choice of the start and the place of the figure.

    Args:
        ids: Names the parts `horizon`, `start`, `fan` and `fan-said`.
        furthest: How many steps are possible.
        horizon: How many are shown at first.
        start: `check` or `today`.
        reason: Why nothing can be rolled forward; None when it can.
    """
    row = _choices(ids, furthest, horizon, start)
    if reason is not None:
        words = unavailable("The forecast of many steps", reason)
        return panel([html.Div(row, hidden=True), words])
    drawn = graph(
        ids("fan"),
        label="The series, the forecast of many steps with its fan, and what came",
        height=380,
    )
    told = html.P("\u2013", id=ids("fan-said"), className="series-said", role="status")
    files = figure_files(ids("fan"), "unrolled-many-steps", named_by=ids("asked"))
    return panel([row, drawn, told, files], note=_NOTE)


def _choices(ids: Callable[[str], str], furthest: int, horizon: int, start: str) -> html.Div:
    slider = dmc.Slider(
        id=ids("horizon"),
        min=1,
        max=furthest,
        value=min(horizon, furthest),
        step=1,
        marks=[{"value": n, "label": str(n)} for n in (1, 5, 10, 15, 20) if n <= furthest],
        updatemode="drag",
        thumbLabel="Steps ahead",
        className="fan-slider",
    )
    switch = dmc.SegmentedControl(
        id=ids("start"),
        value=start,
        data=[{"value": value, "label": label} for value, label in _STARTS],
        size="xs",
    )
    return html.Div(
        [html.Div([html.Span("Steps ahead", className="presets-label"), slider]), switch],
        className="fan-row",
    )


def roll_on_demand(ids: Callable[[str], str], rolled: Rolled) -> None:
    """Register what draws the fan; once per page.

    Args:
        ids: Those of `fan_section`, and of the page's `ticker`, `model`, `lags` and `source`.
        rolled: (source, ticker, model, start, lags) -> table, row of the series, its fan or why
            there is none.
    """

    @callback(
        Output(ids("fan"), "figure"),
        Output(ids("fan-said"), "children"),
        Input(ids("ticker"), "value"),
        Input(ids("model"), "value"),
        Input(ids("horizon"), "value"),
        Input(ids("start"), "value"),
        Input(ids("lags"), "value"),
        Input(ids("source"), "data"),
    )
    def roll_forward(*asked: Any) -> tuple[PlainFigure, str]:
        """Show the chosen forecaster many steps ahead on the chosen series."""
        ticker, model, horizon, start, lags, source = asked
        table, place, fan = rolled(source, ticker, model, start, lags)
        if isinstance(fan, str):
            return plain_figure([], _NO_AXES), fan
        wanted = int(horizon) if isinstance(horizon, int | float) else 1
        steps = min(max(wanted, 1), len(fan.path))
        figure = fan_figure(table, place, fan, steps, model)
        return figure, fan_said(table, model, fan, steps)


def fan_said(table: Forecasts, model: str, fan: Fan, steps: int) -> str:
    """Return how well the fan holds what it promises, in one or two sentences."""
    title = next((one.title for one in table.forecasters if one.name == model), model)
    share = float(fan.coverage[:steps].mean())
    days, series = fan.width
    whose = f"all {len(table.names):,} series" if len(table.names) > 1 else "this series"
    ahead = f"{steps} step{'' if steps == 1 else 's'}"
    words = (
        f"{title}, {ahead} ahead. Of the true values of {whose}, up to {ahead} after the start, "
        f"{share:.0%} lay inside such a fan; it promises 80 %. Its width comes from {days} "
        f"earlier start{'' if days == 1 else 's'} on {series:,} series."
    )
    if fan.truth is None:
        return f"{words} What will come from here on nobody knows."
    inside = (fan.truth >= fan.low) & (fan.truth <= fan.high)
    return f"{words} On this series {int(inside[:steps].sum())} of {steps} lie inside."
