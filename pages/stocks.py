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
    dcc,
    html,
)

from components import code_card
from components.beside_lecture import faults
from components.classical_bench import (
    ClassicalDesk,
    classical_bench,
    classical_store,
    follow_classical,
)
from components.fan_section import fan_section, roll_on_demand
from components.figures.next_value import next_value
from components.figures.true_against_predicted import point_out, true_against_predicted
from components.forecast_formula import NeuronStep, neuron_card, neuron_step, surprise
from components.forecast_grid import grid_columns, grid_rows, grid_style
from components.forecast_marks import marks
from components.forecast_readings import readings, said
from components.forecast_stage import forecast_controls, forecast_stage
from components.forecast_story import series_title
from components.forecaster_choice import forecaster_choice, loss_of, told_of
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import series_miniature
from components.own_data import OwnDesk, follow_own_data, own_data, own_stores, own_told
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.protocol_choice import explained, protocol_choice
from components.ranking_answer import ranking_answer, ranking_note, verdict_lines
from components.remedy_bench import remedy_bench, try_on_demand
from components.table_files import follow_table_files, table_files
from components.unavailable import unavailable
from core import classical_exam, linear, neuron, registry, remedy_trial, scores, visitor_files
from core.classical import TITLES, why_missing
from core.classical_exam import shown_with
from core.errors import LessonError
from core.fans import HORIZON, fan_or_reason, rolled, why_too_short
from core.forecast_files import forecast_file
from core.forecast_request import TickerRequest
from core.forecast_verdict import verdict
from core.forecast_views import (
    Visit,
    favourite,
    last_step,
    shown,
    table_of,
    visit_from_link,
    whole_number,
)
from core.forecasts import TASK, ForecastTable
from core.instructive import instructive
from core.models.stocks import build_stack, build_steps
from core.own_data import receive
from core.own_visit import opening
from core.protocols import LECTURE
from core.ranking import LAGS, ranked
from core.remedies import Remedies
from core.run_choice import RunChoice
from core.run_forecasts import run_from_link
from core.settings import settings

ids = page_ids(__name__)
FILES = {"table": "the table", "predictions": "all predictions"}
EXAMINED = {
    "protocol": "value",
    "lags": "value",
    "source": "data",
    "classical": "data",
    "run": "data",
}


def miniature() -> Any:
    """Return the lecture's series with every model's answer, for the card on the home page."""
    if _reason():
        return html.Div(className="state-drawing is-broken")
    table = table_of(None)
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


def layout(**link: Any) -> html.Article:
    """Return the page as the link asks for it, or with the lecture's GOOG."""
    hint = (
        "Choose a series and see who comes nearest to the blue cross. Then change how the "
        "forecasters are examined: does any of them still beat saying \u201clike today\u201d?"
    )
    if reason := _reason():
        stage = panel(unavailable("The table of prices", reason))
        return topic_page(__name__, Topic(_asked("GOOG"), hint, stage, hood=_hood()))
    run = run_from_link(link.get("model"), link.pop("run", None))
    table = table_of(None, run.run)
    if run.remark:
        link.pop("model", None)
    visit = visit_from_link(table, link)
    ranking = ranked(table, visit.protocol, visit.lags)
    choice = protocol_choice(ids, visit.protocol, linear.LAGS, visit.lags)
    topic = Topic(
        question=_asked(table.names[visit.place]),
        hint=hint,
        presets=_presets(table),
        stage=[
            *own_stores(ids),
            dcc.Store(id=ids("run"), data=run.run or None),
            classical_store(ids),
            own_told(ids),
            *forecast_stage(ids, ranking, visit.place, _remarks(run, visit), choice),
        ],
        controls=[
            forecast_controls(ids, ranking, visit.place),
            own_data(ids, settings().upload_bytes),
        ],
        formula=_formula(table, visit.place),
        sections=_sections(ranking, visit),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _remarks(run: RunChoice, visit: Visit) -> list[str]:
    """Return what in a link could not be used."""
    return [*filter(None, [run.remark]), *visit.remarks]


def _asked(name: str) -> list[Any]:
    """Return the lecture's question about a series."""
    return ["What would be the price of ", html.Span(name, id=ids("asked")), " tomorrow?"]


def _reason() -> str | None:
    """Return why there are no series to show; None when there are."""
    try:
        table_of(None)
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
    return html.Div([card, surprise()])


def _step(table: ForecastTable, place: int) -> NeuronStep | None:
    step = last_step(table, place)
    if step is None:
        return None
    w = (step.bias, step.kernel, step.recurrent)
    return NeuronStep(w, step.x, step.before, step.answer, float(table.targets[place]))


def _sections(ranking: ForecastTable, visit: Visit) -> dict[str, Any]:
    """Return the further parts of the page, by their titles, in order."""
    answer = ranking_answer(ids, ranking, visit.protocol, verdict(ranking, visit.protocol))
    closer = forecaster_choice(ids, ranking, visit.model, visit.place)
    return {
        "Measured": [*answer, table_files(ids, FILES), closer],
        "Do we have to invent the wheel?": classical_bench(ids, TITLES, why_missing()),
        "How could we easily improve?": remedy_bench(
            ids, visit.remedies.names, remedy_trial.why_unavailable()
        ),
        "And the day after tomorrow?": fan_section(
            ids, HORIZON, visit.horizon, visit.start, why_too_short(ranking.values.shape[1])
        ),
    }


def _hood() -> list[Any]:
    data = registry.dataset_spec("stocks")
    return [
        html.P([html.Strong("Data. "), data.source, " ", data.licence]),
        faults([spec for spec in registry.models().values() if spec.task == TASK]),
        code_card.of(neuron.forward, build_stack, build_steps, linear.walked, scores.score, rolled),
    ]


@callback(
    Output(ids("asked"), "children"),
    Output(ids("title"), "children"),
    Output(ids("next"), "figure"),
    Output(ids("said"), "children"),
    Output(ids("readings"), "children"),
    Output(ids("step"), "children"),
    Output(ids("remarks"), "children"),
    Input(ids("ticker"), "value"),
    Input(ids("protocol"), "value"),
    Input(ids("lags"), "value"),
    Input(ids("source"), "data"),
    Input(ids("classical"), "data"),
    State(ids("run"), "data"),
    prevent_initial_call=True,
)
def show_the_series(ticker: Any, protocol: Any, lags: Any, *data: Any) -> tuple[Any, ...]:
    """Show a series, with what everyone says about it."""
    table = shown_with(protocol, lags, *data)
    place = table.place(TickerRequest(ticker))
    name, told, step = table.names[place], marks(table, place), table.step(place)
    return (
        name,
        series_title(table, place),
        next_value(table.series[place].tolist(), told, step),
        said(told, name, step),
        readings(told),
        neuron_step(_step(table, place), table.series.shape[1]),
        None,
    )


@callback(
    Output(ids("explained"), "children"),
    Output(ids("table"), "columnDefs"),
    Output(ids("table"), "rowData"),
    Output(ids("table"), "style"),
    Output(ids("verdict"), "children"),
    Output(ids("note"), "children"),
    Input(ids("protocol"), "value"),
    Input(ids("lags"), "value"),
    Input(ids("source"), "data"),
    Input(ids("classical"), "data"),
    State(ids("run"), "data"),
    prevent_initial_call=True,
)
def examine(protocol: Any, lags: Any, *data: Any) -> tuple[Any, ...]:
    """Show how good every forecaster is under a protocol."""
    table = shown_with(protocol, lags, *data)
    rows = grid_rows(table)
    return (
        explained(protocol),
        grid_columns(protocol),
        rows,
        grid_style(rows),
        verdict_lines(verdict(table, protocol)),
        ranking_note(table, protocol),
    )


@callback(
    Output(ids("all"), "figure", allow_duplicate=True),
    Input(ids("ticker"), "value"),
    State(ids("model"), "value"),
    State(ids("protocol"), "value"),
    State(ids("lags"), "value"),
    State(ids("source"), "data"),
    State(ids("run"), "data"),
    prevent_initial_call=True,
)
def point_out_the_series(ticker: Any, model: Any, *asked: Any) -> Patch:
    """Mark another series among all of them."""
    protocol, lags, source, run = asked
    table = shown(source, protocol, lags, run)
    return point_out(table, model, table.place(TickerRequest(ticker)))


@callback(
    Output(ids("all"), "figure"),
    Output(ids("loss"), "figure"),
    Output(ids("told"), "children"),
    Input(ids("model"), "value"),
    Input(ids("protocol"), "value"),
    Input(ids("lags"), "value"),
    Input(ids("source"), "data"),
    State(ids("run"), "data"),
    State(ids("ticker"), "value"),
    prevent_initial_call=True,
)
def look_closer(model: Any, protocol: Any, lags: Any, *asked: Any) -> tuple[Any, ...]:
    """Show another forecaster on all series, and how it was trained."""
    source, run, ticker = asked
    table = shown(source, protocol, lags, run)
    place = table.place(TickerRequest(ticker))
    return true_against_predicted(table, model, place), loss_of(table, model), told_of(table, model)


def _rolled(source: Any, ticker: Any, model: Any, start: Any, lags: Any) -> tuple[Any, ...]:
    """Return a table, the row of a series and the series rolled forward."""
    table = table_of(source)
    place = table.place(TickerRequest(ticker))
    k = whole_number(lags, 1, linear.LAGS[-1], LAGS)
    return ranked(table, LECTURE, k), place, fan_or_reason(table, model, place, start, k)


def _tried(source: Any, names: Any) -> tuple[Any, ...]:
    """Return the errors with the chosen remedies, with none, and of the last value."""
    table = table_of(source)
    chosen, none = Remedies.from_names(names), Remedies()
    tried = (remedy_trial.trial(table, one) for one in (chosen, none))
    return (*tried, remedy_trial.yardstick(table))


def _written(kind: str, protocol: Any, lags: Any, *data: Any) -> tuple[str, str]:
    """Return name and content of a file with the forecasters or their predictions."""
    return forecast_file(kind, shown_with(protocol, lags, *data), str(protocol), data[0])


def _fitted(say: Any, *order: Any) -> str:
    """Return the token of what the classical forecasters say."""
    return classical_exam.fit(classical_exam.order_of(*order), say)


def _claimed(source: Any, token: Any, name: Any, ticker: Any, start: Any) -> tuple[Any, ...]:
    """Return a table, the row of a series and the series many steps ahead."""
    table = table_of(source)
    place = table.place(TickerRequest(ticker))
    return table, place, classical_exam.claimed_fan(source, token, name, ticker, start)


follow_own_data(ids, OwnDesk(receive, visitor_files.forget, opening))
follow_table_files(ids, FILES, EXAMINED, _written)
follow_classical(ids, ClassicalDesk(_fitted, _claimed))
roll_on_demand(ids, _rolled)
try_on_demand(ids, _tried)
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
    {
        **{
            name: (ids(name), "value")
            for name in ("ticker", "model", "protocol", "lags", "horizon", "start", "remedies")
        },
        "run": (ids("run"), "data"),
    },
    steps={"ticker"},
)
