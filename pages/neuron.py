"""One neuron, by hand: forward and backward through time (lecture "A Single Neuron RNN")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
from dash import Input, Output, callback, html

from components import code_card
from components.formula import formula_card, symbol
from components.ids import page_ids
from components.link_state import keep_in_link
from components.neuron_miniature import chain_miniature
from components.neuron_steps import SHOWN, neuron_steps, weight_inputs
from components.page import Topic, panel, topic_page
from components.parameter_calculator import add_pieces, counted_table, parameter_section
from components.presets import Preset
from core import unrolling
from core.forecast_views import favourite
from core.forecasts import forecast_table
from core.parameter_exercise import checked, exercise
from core.stack_text import LECTURE_STACKS, counted_lines, parameters_of, stack_from_link

ids = page_ids(__name__)
LECTURE_START = (1.0, 1.0, 1.0)


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


def layout(stack: Any = None, **_query: Any) -> html.Article:
    """Return the page; the stack of the calculator may come from the link."""
    return topic_page(
        __name__,
        Topic(
            question="What does one neuron remember?",
            hint="Change a weight and read from below how much of the gradient is left.",
            stage=_stage(),
            formula=_formula(),
            sections=_sections(stack),
            hood=_hood(),
        ),
    )


def _stage() -> Any:
    table = forecast_table()
    title = f"{table.names[favourite(table)]}, the last {SHOWN} of {table.series.shape[1]} steps"
    steps = html.Div(_steps(LECTURE_START), id=ids("steps"), role="status")
    return panel([weight_inputs(ids, LECTURE_START), steps], title=title)


def _steps(w: Sequence[float]) -> Any:
    table = forecast_table()
    place = favourite(table)
    there = unrolling.forward(table.series[place], w)
    target = float(table.targets[place])
    return neuron_steps(there, unrolling.backward(there, target), target)


def _sections(stack: Any) -> dict[str, Any]:
    """Return the further parts of the page, by their titles, in order."""
    text = stack_from_link(stack)
    lines = counted_lines(text)
    counted = counted_table(lines, parameters_of(lines))
    return {"How many parameters?": parameter_section(ids, text, counted, _stacks())}


def _stacks() -> list[Preset]:
    return [Preset(label, {ids("stack"): text}, why) for label, text, why in LECTURE_STACKS]


def _formula() -> html.Section:
    before = symbol("ŷ", sub="t\u22121")
    line = [
        symbol("ŷ", sub="t"), " = tanh(", symbol("w", sub="0"), " + ", symbol("w", sub="1"), " ",
        symbol("x", sub="t"), " + ", symbol("w", sub="2"), " ", before, ")",
    ]  # fmt: skip
    return formula_card([line])


def _hood() -> list[Any]:
    return [code_card.of(unrolling.forward, unrolling.backward, unrolling.carried_forward)]


@callback(
    Output(ids("steps"), "children"),
    Input(ids("w0"), "value"),
    Input(ids("w1"), "value"),
    Input(ids("w2"), "value"),
    prevent_initial_call=True,
)
def go_there_and_back(w0: Any, w1: Any, w2: Any) -> Any:
    """Show every number for other weights."""
    return _steps(unrolling.checked_weights(w0, w1, w2))


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


add_pieces(ids)
keep_in_link({"stack": (ids("stack"), "value")})
