"""Stocks: the next price of a series, forecast by everyone (lecture section "Time series")."""

from __future__ import annotations

from typing import Any

import dash
from dash import (
    ClientsideFunction,
    Input,
    Output,
    Patch,
    State,
    callback,
    clientside_callback,
    html,
)

from components import code_card
from components.beside_lecture import faults
from components.figures.next_value import next_value
from components.figures.plain_figure import PlainFigure
from components.figures.true_against_predicted import point_out, true_against_predicted
from components.forecast_formula import (
    NeuronStep,
    OutOfSample,
    neuron_card,
    neuron_step,
    surprise,
)
from components.forecast_grid import forecast_grid, grid_rows
from components.forecast_marks import marks
from components.forecast_readings import readings, said
from components.forecast_stage import forecast_controls, forecast_stage
from components.forecast_story import in_words, measured_note, series_title
from components.forecaster_choice import forecaster_choice, loss_of, told_of
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import series_miniature
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.unavailable import unavailable
from core import neuron, registry
from core.errors import LessonError
from core.forecast_request import TickerRequest
from core.forecast_views import Visit, favourite, last_step, visit_from_link
from core.forecasts import TASK, ForecastTable, forecast_table
from core.instructive import instructive
from core.models.stocks import build_stack
from core.walk_forward import walk_forward, walk_forward_of_loaded

ids = page_ids(__name__)


def miniature() -> Any:
    """Return the lecture's series with every model's answer, for the card on the home page."""
    if _reason():
        return html.Div(className="state-drawing is-broken")
    table = forecast_table()
    place = favourite(table)
    models = {one.name for one in table.able if one.card is not None}
    said_of_it = {mark.name: mark.value for mark in marks(table, place) if mark.name in models}
    return series_miniature(table.series[place].tolist(), float(table.targets[place]), said_of_it)


dash.register_page(
    __name__,
    path="/stocks",
    name="Stocks",
    title="Stocks \u00b7 Unrolled",
    section="Time",
    order=1,
    summary="A hundred prices, three networks that guess the next one, and the guess that needs "
    "no network at all.",
    miniature=miniature,
)


def layout(ticker: Any = None, model: Any = None, **_query: Any) -> html.Article:
    """Return the page with the series and the forecaster of the link, or the lecture's GOOG."""
    hint = (
        "Choose a series and see who comes nearest to the blue cross. Then look at all series: "
        "does any network beat saying \u201clike today\u201d?"
    )
    if reason := _reason():
        stage = panel(unavailable("The table of prices", reason))
        return topic_page(__name__, Topic(_asked("GOOG"), hint, stage, hood=_hood()))
    table = forecast_table()
    visit = visit_from_link(table, ticker, model)
    topic = Topic(
        question=_asked(table.names[visit.place]),
        hint=hint,
        presets=_presets(table),
        stage=forecast_stage(ids, table, visit.place, visit.remarks),
        controls=forecast_controls(ids, table, visit.place),
        formula=_formula(table, visit.place),
        measured=_measured(table, visit),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _asked(name: str) -> list[Any]:
    """Return the lecture's question about a series."""
    return ["What would be the price of ", html.Span(name, id=ids("asked")), " tomorrow?"]


def _reason() -> str | None:
    """Return why there are no series to show; None when there are."""
    try:
        forecast_table()
    except LessonError as error:
        return str(error)
    return None


def _presets(table: ForecastTable) -> list[Preset]:
    chips = []
    for one in instructive(table):
        name = table.names[one.place]
        label = f"{name}: {one.label}" if one.label else name
        chips.append(Preset(label, {ids("ticker"): name}, one.why))
    return chips


def _formula(table: ForecastTable, place: int) -> html.Div:
    extremes = f"{table.extremes} of {len(table.names)}"
    card = neuron_card(ids("step"), _step(table, place), table.series.shape[1], extremes)
    walked = walk_forward_of_loaded()
    if walked is None:
        return html.Div([card, surprise(None)])
    figures = (walked.last_value, walked.autoregression, walked.days)
    return html.Div([card, surprise(OutOfSample(*figures, in_words(table)))])


def _step(table: ForecastTable, place: int) -> NeuronStep | None:
    step = last_step(table, place)
    if step is None:
        return None
    w = (step.bias, step.kernel, step.recurrent)
    return NeuronStep(w, step.x, step.before, step.answer, float(table.targets[place]))


def _measured(table: ForecastTable, visit: Visit) -> list[Any]:
    return [
        forecast_grid(ids("table"), table, visit.place),
        html.P(measured_note(table), className="table-note"),
        forecaster_choice(ids, table, visit.model, visit.place),
    ]


def _hood() -> list[Any]:
    data = registry.dataset_spec("stocks")
    return [
        html.P([html.Strong("Data. "), data.source, " ", data.licence]),
        faults([spec for spec in registry.models().values() if spec.task == TASK]),
        code_card.of(neuron.forward, neuron.backward, build_stack, walk_forward),
    ]


@callback(
    Output(ids("asked"), "children"),
    Output(ids("title"), "children"),
    Output(ids("next"), "figure"),
    Output(ids("said"), "children"),
    Output(ids("readings"), "children"),
    Output(ids("step"), "children"),
    Output(ids("table"), "rowData"),
    Output(ids("remarks"), "children"),
    Input(ids("ticker"), "value"),
    prevent_initial_call=True,
)
def show_the_series(ticker: Any) -> tuple[Any, ...]:
    """Show another series, with what everyone says about it."""
    table = forecast_table()
    place = table.place(TickerRequest(ticker))
    name, told, step = table.names[place], marks(table, place), table.step(place)
    return (
        name,
        series_title(table, place),
        next_value(table.series[place].tolist(), told, step),
        said(told, name, step),
        readings(told),
        neuron_step(_step(table, place), table.series.shape[1]),
        grid_rows(table, place),
        None,
    )


@callback(
    Output(ids("all"), "figure", allow_duplicate=True),
    Input(ids("ticker"), "value"),
    State(ids("model"), "value"),
    prevent_initial_call=True,
)
def point_out_the_series(ticker: Any, model: Any) -> Patch:
    """Mark another series among all of them."""
    table = forecast_table()
    return point_out(table, model, table.place(TickerRequest(ticker)))


@callback(
    Output(ids("all"), "figure"),
    Output(ids("loss"), "figure"),
    Output(ids("told"), "children"),
    Input(ids("model"), "value"),
    State(ids("ticker"), "value"),
    prevent_initial_call=True,
)
def look_closer(model: Any, ticker: Any) -> tuple[PlainFigure, PlainFigure, str]:
    """Show another forecaster on all series, and how it was trained."""
    table = forecast_table()
    place = table.place(TickerRequest(ticker))
    return true_against_predicted(table, model, place), loss_of(table, model), told_of(table, model)


clientside_callback(
    ClientsideFunction("forecasts", "step"),
    Output(ids("ticker"), "value"),
    Input(ids("back"), "n_clicks"),
    Input(ids("on"), "n_clicks"),
    State(ids("ticker"), "value"),
    State(ids("ticker"), "data"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("forecasts", "pick"),
    Output(ids("ticker"), "value", allow_duplicate=True),
    Output(ids("all"), "clickData"),
    Input(ids("all"), "clickData"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("forecasts", "point_at"),
    Input(ids("next"), "hoverData"),
    prevent_initial_call=True,
)
keep_in_link(
    {"ticker": (ids("ticker"), "value"), "model": (ids("model"), "value")}, steps={"ticker"}
)
