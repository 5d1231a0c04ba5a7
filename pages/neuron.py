"""One neuron, by hand: forward and backward through time (lecture "A Single Neuron RNN")."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, callback, html

from components import code_card
from components.beside_lecture import faults
from components.ids import page_ids
from components.link_state import keep_in_link
from components.neuron_miniature import chain_miniature
from components.neuron_training import (
    TrainingData,
    follow_training,
    kept_of_training,
    run_to_try,
    training_section,
)
from components.page import Topic, topic_page
from components.parameter_calculator import add_pieces, counted_table, parameter_section
from components.presets import Preset
from components.series_entry import SeriesChoices, offer_numbers, series_entry
from components.step_player import step_store
from components.unrolled_controls import follow_sliders, gradient_check, weight_sliders
from components.unrolled_formula import unrolled_formula
from components.unrolled_stage import follow_neuron, kept_of_neuron, unrolled_stage
from components.unrolled_table import unrolled_table
from core import registry, unrolling
from core.descent import train_piece, training_piece
from core.descent_examples import examples
from core.descent_settings import descent_from_link
from core.descent_story import LECTURE_MSE, LECTURE_WEIGHTS
from core.forecast_views import NEURON, favourite
from core.forecasts import forecast_table
from core.gradient_story import gradient_story
from core.loss_surface import surface_answer
from core.parameter_exercise import checked, exercise
from core.stack_text import LECTURE_STACKS, counted_lines, parameters_of, stack_from_link
from core.unrolled_answer import UnrolledRequest, steps_csv, unrolled, unrolled_answer
from core.unrolled_series import OWN, PATTERNS, default_source, stock_names
from core.unrolled_visit import (
    BACKWARD,
    DEFAULT_STEPS,
    FORWARD,
    LECTURE_RESULT,
    LECTURE_START,
    LINK_LIMIT,
    UnrolledVisit,
    visit_from_link,
)

ids = page_ids(__name__)


def miniature() -> Any:
    """Return the first answers of the lecture's neuron, for the card on the home page."""
    table = forecast_table()
    there = unrolling.forward(table.series[favourite(table)][:5], LECTURE_START)
    return chain_miniature(there.outputs[1:].tolist())


dash.register_page(
    __name__,
    path="/neuron",
    name="One neuron",
    title="One neuron \u00b7 Unrolled",
    section="Time",
    order=2,
    summary="Three weights and a memory of one number: step through time and back, by hand.",
    miniature=miniature,
)


def layout(stack: Any = None, train: Any = None, **query: Any) -> html.Article:
    """Return the page with the series, weights, direction and step that the link asks for."""
    visit = visit_from_link(query)
    return topic_page(
        __name__,
        Topic(
            question="What does one neuron remember?",
            hint="Step through time and read every number; then go backward and watch how much of "
            "the gradient is left. Drag w\u2082 and see it vanish, explode or stay.",
            presets=_presets(),
            stage=unrolled_stage(ids, visit.direction, visit.step, visit.remarks),
            controls=_controls(visit),
            formula=unrolled_formula(),
            sections=_sections(stack, train),
            hood=_hood(),
        ),
    )


def _presets() -> list[Preset]:
    lecture = default_source()
    return [
        _chip("The lecture\u2019s start", (lecture, DEFAULT_STEPS, LECTURE_START, FORWARD),
              "All weights 1: the answers rise to the edge of tanh, where it is flat."),
        _chip("The lecture\u2019s result", (lecture, DEFAULT_STEPS, LECTURE_RESULT, FORWARD),
              "After 1,000 epochs on 502 companies: the present value counts, memory hardly."),
        _chip("It vanishes", ("sine", 20, (0.0, 1.0, 0.5), BACKWARD),
              "w\u2082 is 0.5, so less than half is left at every step: the loss forgets step 1."),
        _chip("It explodes", ("constant", 30, (-0.5, 1.0, 1.5), BACKWARD),
              "The bias cancels the input, so the answers stay at 0, where tanh is steepest."),
        _chip("One nudge further", ("constant", 30, (-0.49, 1.0, 1.5), BACKWARD),
              "The same with w\u2080 0.01 larger: where do the answers go, and the gradient?"),
        _chip("It stays", ("spike", 20, (0.0, 0.1, 1.0), BACKWARD),
              "w\u2082 is 1 and the answers are small: the one way for this neuron to remember."),
    ]  # fmt: skip


def _chip(label: str, shown: tuple[str, int, tuple[float, ...], str], why: str) -> Preset:
    """Return a chip that shows a series over T steps with these weights, from where it begins."""
    source, steps, w, direction = shown
    begin = {step_store(ids("player")): {"data": 1 if direction == FORWARD else steps}}
    weights = {ids(f"w{place}"): weight for place, weight in enumerate(w)}
    asked = {ids("source"): source, ids("steps"): steps, ids("direction"): direction}
    return Preset(label, {**asked, **weights, **begin}, why)


def _controls(visit: UnrolledVisit) -> list[Any]:
    patterns = {name: title for name, (title, _) in PATTERNS.items()}
    typed = [
        "With spaces, commas, semicolons or new lines between them and a point before decimals. "
        "The last number is the target; of many, the last T before it are read.",
        html.Span(**{"data-live": "link-note"}),
    ]
    choices = SeriesChoices(patterns, stock_names(), OWN, typed)
    limits = (unrolling.LARGEST_WEIGHT, unrolling.MOST_STEPS)
    return [
        weight_sliders(ids, visit.w, visit.steps, limits),
        series_entry(ids, choices, visit.source, visit.numbers),
        gradient_check(),
    ]


def _sections(stack: Any, train: Any) -> dict[str, Any]:
    """Return the further parts of the page, by their titles, in order."""
    text = stack_from_link(stack)
    lines = counted_lines(text)
    counted = counted_table(lines, parameters_of(lines))
    return {
        "Every step": unrolled_table(ids),
        "Train it": _training(train),
        "How many parameters?": parameter_section(ids, text, counted, _stacks()),
    }


def _training(train: Any) -> Any:
    table = forecast_table()
    settings, remark = descent_from_link(train)
    note = f"Trained and measured on the same series, as in the lecture. {table.note}"
    lecture = (*LECTURE_WEIGHTS, LECTURE_MSE)
    ticker = table.names[favourite(table)]
    data = TrainingData(table.names, ticker, note, lecture, unrolling.LARGEST_WEIGHT)
    chips = [run_to_try(ids, *example) for example in examples(table)]
    return training_section(ids, settings, data, chips, remark)


def _stacks() -> list[Preset]:
    return [Preset(label, {ids("stack"): text}, why) for label, text, why in LECTURE_STACKS]


def _hood() -> list[Any]:
    data = registry.dataset_spec("stocks")
    way = (unrolling.forward, unrolling.backward, unrolling.carried_forward)
    return [
        html.P([html.Strong("Data. "), data.source, " ", data.licence]),
        faults([registry.model_spec(NEURON)]),
        code_card.of(
            *way, unrolling.central_differences, unrolling.loss, gradient_story, train_piece
        ),
    ]


@callback(Output(ids("answer"), "data"), Input(ids("asked"), "data"), prevent_initial_call=True)
def unroll(asked: Any) -> dict[str, Any]:
    """Read the series and go back; the browser steps through what comes back."""
    return unrolled_answer(UnrolledRequest.of(asked))


@callback(
    Output(ids("csv"), "data"),
    Input(ids("download"), "n_clicks"),
    State(ids("asked"), "data"),
    prevent_initial_call=True,
)
def download_steps(_clicks: Any, asked: Any) -> dict[str, str]:
    """Hand over every step as a file."""
    one = unrolled(UnrolledRequest.of(asked))
    return {"content": steps_csv(one), "filename": "one-neuron.csv", "type": "text/csv"}


@callback(Output(ids("counted"), "children"), Input(ids("stack"), "value"))
def count_parameters(text: Any) -> Any:
    """Show the sum of terms of every layer."""
    lines = counted_lines(text or "")
    return counted_table(lines, parameters_of(lines))


@callback(
    Output(ids("asked"), "children"),
    Output(ids("checked"), "children"),
    Input(ids("question"), "value"),
    Input(ids("guess"), "value"),
)
def check_the_count(question: Any, guess: Any) -> tuple[str, str]:
    """Ask one of the lecture's questions and say what to make of the answer."""
    asked = exercise(question)
    return asked.question, checked(asked, guess)


@callback(
    Output(ids("train-piece"), "data"), Input(ids("train-ask"), "data"), prevent_initial_call=True
)
def train_on(ask: Any) -> Any:
    """Train the next epochs of a run."""
    return training_piece(ask)


@callback(
    Output(ids("train-surface"), "data"),
    Input(ids("train-look"), "data"),
    prevent_initial_call=True,
)
def look_at_the_surface(ask: Any) -> Any:
    """Compute the loss around the present weights."""
    return surface_answer(ask)


add_pieces(ids)
offer_numbers(ids, OWN)
follow_sliders(ids)
follow_neuron(ids)
follow_training(ids)
keep_in_link({"stack": (ids("stack"), "value"), **kept_of_training(ids)})
keep_in_link(kept_of_neuron(ids), steps={"source"}, limit=LINK_LIMIT)
