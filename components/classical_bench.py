"""The classical forecasters: fitted on demand in the background, then part of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, dcc, html

from components.background import background_callback
from components.figures.fan_figure import fan_figure
from components.figures.plain_figure import PlainFigure, plain_figure
from components.forecasts import Forecasts
from components.graph import graph
from components.page import panel
from core.contracts import Floats

COUNTS = (1, 10, 25, 50, 100)
_STARTS = (("check", "From days ago, to check"), ("today", "From the last day"))
_OFTEN = 700  # ms between two looks at how far the job is
_NO_AXES = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
_WHY = (
    "\u201cDon\u2019t reinvent the wheel\u201d, says the lecture: statisticians have forecast "
    "series for decades. These three choose their own form and size for every single series. "
    "Fitted here, they take their places in the table above, under every protocol."
)
_COST = (
    "Each is fitted anew for each of ten days, and twice more to look many steps ahead. AutoARIMA "
    "takes 1 to 4 seconds per series, the other two a tenth of that; it runs beside the page, "
    "and can be cancelled."
)


class Fan(Protocol):
    """See `core.classical_exam.ClaimedFan`."""

    start: int
    path: Floats
    low: Floats
    high: Floats
    truth: Floats | None
    coverage: float | None
    series: int


@dataclass(frozen=True)
class ClassicalDesk:
    """What a page does with classical forecasters.

    Attributes:
        fit: (say, names, source, ticker, count) -> token of the answers.
        fan: (source, token, name, ticker, start) -> table, row, fan or why there is none.
    """

    fit: Callable[[Callable[[int, int, str], object], Any, Any, Any, Any], str]
    fan: Callable[[Any, Any, Any, Any, Any], tuple[Forecasts, int, Fan | str]]


def classical_bench(
    ids: Callable[[str], str], titles: Mapping[str, str], reason: str | None
) -> html.Section:
    """Return the section.

    Args:
        ids: Names the parts, all of which begin with `classical`.
        titles: Name -> title of each forecaster.
        reason: Why none of them can be fitted here; None when they can.
    """
    first = next(iter(titles))
    fan = graph(
        ids("classical-fan"),
        label="The series, the forecast of many steps with the interval it claims, and what came",
        height=340,
    )
    switches = html.Div(
        [
            _switch(ids("classical-shown"), first, tuple(titles.items())),
            _switch(ids("classical-start"), "check", _STARTS),
        ],
        className="fan-row",
    )
    shown = html.Div(
        [switches, fan, html.P(id=ids("classical-said"), className="series-said", role="status")],
        id=ids("classical-answer"),
        className="classical-answer",
        hidden=True,
    )
    asked = html.P(reason, className="state-reason") if reason else None
    orders = html.Div(_orders(ids, titles), hidden=reason is not None)
    return panel([html.P(_WHY, className="classical-why"), asked, orders, shown])


def _orders(ids: Callable[[str], str], titles: Mapping[str, str]) -> list[Any]:
    chips = dmc.ChipGroup(
        [dmc.Chip(title, value=name) for name, title in titles.items()],
        id=ids("classical-names"),
        multiple=True,
        value=list(titles),
    )
    count = dmc.Select(
        id=ids("classical-count"),
        label="On how many series",
        value="10",
        data=[{"value": str(n), "label": "this one" if n == 1 else str(n)} for n in COUNTS],
        allowDeselect=False,
        size="xs",
        className="classical-count",
    )
    start = dmc.Button("Fit them", id=ids("classical-start-fit"), variant="default", size="sm")
    cancel = dmc.Button(
        "Cancel",
        id=ids("classical-cancel"),
        variant="subtle",
        color="gray",
        size="sm",
        disabled=True,
    )
    group = html.Div(
        chips, className="closer-choice", role="group", **{"aria-label": "Classical forecasters"}
    )
    progress = html.Div(
        [
            dmc.Progress(id=ids("classical-done"), value=0, **{"aria-label": "Progress"}),
            html.P("Loading \u2026", id=ids("classical-progress-said"), role="status"),
        ],
        id=ids("classical-progress"),
        className="classical-progress",
        hidden=True,
    )
    row = html.Div([group, count, start, cancel], className="classical-row")
    return [row, html.P(_COST, className="panel-note"), progress]


def follow_classical(ids: Callable[[str], str], desk: ClassicalDesk) -> None:
    """Register the job and what shows its answers; once per page.

    Args:
        ids: Those of `classical_bench` and of `classical_store`, and of the page's `source` and
            `ticker`.
        desk: Fits, and shows what was fitted.
    """

    @background_callback(
        Output(ids("classical"), "data"),
        Output(ids("classical-shown"), "value"),
        Input(ids("classical-start-fit"), "n_clicks"),
        State(ids("classical-names"), "value"),
        State(ids("source"), "data"),
        State(ids("ticker"), "value"),
        State(ids("classical-count"), "value"),
        running=[
            (Output(ids("classical-start-fit"), "disabled"), True, False),
            (Output(ids("classical-cancel"), "disabled"), False, True),
            (Output(ids("classical-progress"), "hidden"), False, True),
        ],
        progress=[
            Output(ids("classical-done"), "value"),
            Output(ids("classical-progress-said"), "children"),
        ],
        cancel=[Input(ids("classical-cancel"), "n_clicks")],
        interval=_OFTEN,
        prevent_initial_call=True,
    )
    def fit_them(
        progress: Callable[[Any], None], _clicks: int, names: list[str], *where: Any
    ) -> tuple[str, str]:
        def say(done: int, total: int, title: str) -> None:
            progress((100 * done / total, f"{title}: {done} of {total} fitted"))

        progress((0, "Loading the package \u2026"))
        return desk.fit(say, names, *where), names[0]

    @callback(
        Output(ids("classical-fan"), "figure"),
        Output(ids("classical-said"), "children"),
        Output(ids("classical-answer"), "hidden"),
        Input(ids("classical"), "data"),
        Input(ids("classical-shown"), "value"),
        Input(ids("ticker"), "value"),
        Input(ids("classical-start"), "value"),
        Input(ids("source"), "data"),
        prevent_initial_call=True,
    )
    def show_what_they_say(*asked: Any) -> tuple[PlainFigure, str, bool]:
        """Show a classical forecaster many steps ahead."""
        token, name, ticker, start, source = asked
        table, place, fan = desk.fan(source, token, name, ticker, start)
        if isinstance(fan, str):
            return plain_figure([], _NO_AXES), fan, token is None
        figure = fan_figure(table, place, fan, len(fan.path), name)
        figure["data"][0]["name"] = "the 80 % it claims"
        return figure, fan_told(fan), False


def classical_store(ids: Callable[[str], str]) -> dcc.Store:
    """Return the store with the token of what was fitted in this tab."""
    return dcc.Store(id=ids("classical"), storage_type="session", data=None)


def fan_told(fan: Fan) -> str:
    """Return how well the claimed interval holds."""
    steps = len(fan.path)
    if fan.truth is None or fan.coverage is None:
        return (
            f"The next {steps} steps. What will come nobody knows; the interval is its own claim."
        )
    inside = int(((fan.truth >= fan.low) & (fan.truth <= fan.high)).sum())
    return (
        f"{steps} steps, forecast from {steps} days ago. The interval is its own claim of 80 %: on "
        f"this series {inside} of {steps} true values lie inside, over {fan.series} fitted series "
        f"{fan.coverage:.0%}."
    )


def _switch(switch_id: str, value: str, choices: tuple[tuple[str, str], ...]) -> Any:
    data = [{"value": name, "label": title} for name, title in choices]
    return dmc.SegmentedControl(id=switch_id, value=value, data=data, size="xs")
