"""LSTM: the numbers inside one cell, step by step (lecture section "LSTM")."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, callback, dcc, html

from components import code_card
from components.beside_lecture import beside_lecture, faults
from components.cell_controls import gate_choice, unit_choice
from components.cell_stage import cell_stage, follow_cell, kept_of_cell
from components.ids import page_ids
from components.link_state import keep_in_link
from components.lstm_equations import lstm_equations
from components.memory_race import follow_race, memory_race, race_curves
from components.miniature import token_miniature
from components.page import Topic, panel, topic_page
from components.presets import Preset
from components.review_entry import count_letters, review_entry
from components.review_examples import EXAMPLES
from components.series_entry import SeriesChoices, offer_numbers, series_entry
from components.step_player import step_store
from components.unavailable import unavailable
from components.unit_sliders import (
    SliderRange,
    join_weights,
    recipe_values,
    unit_sliders,
)
from components.verdict import verdict
from core import overview, registry
from core.cell_answer import review_answer, series_answer
from core.cell_series import OWN, PATTERNS, stock_names
from core.cell_trace import review_cells, unit_counts
from core.cell_visit import REVIEW, SERIES, CellVisit, visit_from_link
from core.forced_gates import LEARNT, Forcing, forced_network
from core.lstm_stack import JointLoop
from core.memory import lstm_memory, rnn_memory
from core.memory_race import LSTM, RNN, packed_race, race
from core.models.sentiment import build_lstm
from core.one_unit import LIMIT, RECIPES, STEP
from core.probes import leading_neuron
from core.review import LECTURE_REVIEW, ReviewRequest
from core.settings import settings

MODELS = (RNN, LSTM)

ids = page_ids(__name__)


def miniature() -> Any:
    """Return the lecture's sentence in the colours of what the leading unit has in memory."""
    if registry.why_unavailable(LSTM):
        return html.Div(className="state-drawing is-broken")
    cells = review_cells(LSTM, LECTURE_REVIEW, Forcing())
    state = cells.trace.gates["state"][:, leading_neuron(LSTM) - 1] / cells.largest[0]
    words = [LECTURE_REVIEW[token.start : token.end] for token in cells.trace.tokens]
    return token_miniature(words, ((state + 1) / 2).tolist())


dash.register_page(
    __name__,
    path="/lstm",
    name="LSTM",
    title="LSTM \u00b7 Unrolled",
    section="Text",
    order=3,
    summary="Step through a text inside one cell: what it forgets, what it lets in, what it shows.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the text or series, the unit and the step that the link asks for."""
    reason = registry.why_unavailable(LSTM)
    title = registry.model_spec(LSTM).title
    visit = None if reason else visit_from_link(query, unit_counts(LSTM), leading_neuron(LSTM))
    topic = Topic(
        question="Will it remember that you hated it?",
        hint="Step through the review and watch one unit of an LSTM: what it forgets, what it "
        "lets in, what it shows. Then hold a gate open or shut.",
        presets=_presets() if visit else [],
        stage=_stage(visit) if visit else panel(unavailable(title, reason or "")),
        controls=_controls(visit) if visit else None,
        formula=lstm_equations(with_sums=True),
        sections={"Who forgets first?": _race(visit)} if visit else {},
        measured=beside_lecture(overview.every_model(MODELS)),
        hood=_hood(),
    )
    return topic_page(__name__, topic)


def _presets() -> list[Preset]:
    lecture = {ids("mode"): REVIEW, ids("text"): LECTURE_REVIEW, ids("word"): {"data": 1}}
    start = {step_store(ids("player")): {"data": 1}}
    plain = {ids("forget"): LEARNT, ids("input"): LEARNT}
    long = next(text for label, text, _ in EXAMPLES if label == "Long and mixed")
    by_hand = RECIPES["integrate"]
    return [
        Preset("The lecture\u2019s sentence", {**lecture, **plain, **start},
               "\u201cHated\u201d comes second and praise last. What is left of it at the end?"),
        Preset("Forget everything", {**lecture, **plain, ids("forget"): "0"},
               "The forget gate is held shut: every word finds an empty memory."),
        Preset("Remember everything", {**lecture, **plain, ids("forget"): "1"},
               "The forget gate is held open: nothing ever leaves the memory. Is that better?"),
        Preset("Let nothing in", {**lecture, **plain, ids("input"): "0"},
               "The input gate is held shut: the same answer for every text of this length."),
        Preset("Long and mixed", {**lecture, **plain, **start, ids("text"): long},
               "Longer than what either network reads. How far back does a memory go?"),
        Preset("Numbers, by hand", {**recipe(by_hand.weights, by_hand.source),
                                    ids("mode"): SERIES, **start},
               "One unit, twelve weights that you set: here it adds up what it reads."),
    ]  # fmt: skip


def recipe(weights: tuple[float, ...], source: str) -> dict[str, Any]:
    """Return what a chip sets that brings weights and the series to try them on."""
    return {**recipe_values(ids, weights), ids("source"): source}


def _stage(visit: CellVisit) -> Any:
    entry = review_entry(
        ids("text"), ids("letters"), visit.text, settings().text_limit, visit.remarks
    )
    answer = verdict(registry.predictor(LSTM).card.threshold, no="negative", yes="positive")
    patterns = {name: title for name, (title, _) in PATTERNS.items()}
    choices = SeriesChoices(patterns, stock_names(), OWN)
    return cell_stage(
        ids,
        visit.mode,
        visit.step,
        html.Div([entry, answer], className="probe-entry"),
        series_entry(ids, choices, visit.source, visit.numbers),
    )


def _controls(visit: CellVisit) -> list[Any]:
    gates = {"forget": visit.forcing.forget, "input": visit.forcing.input}
    recipes = [Preset(r.title, recipe(r.weights, r.source), r.why) for r in RECIPES.values()]
    sliders = unit_sliders(ids, visit.weights.weights, SliderRange(LIMIT, STEP), recipes)
    return [
        html.Div(
            [unit_choice(ids, unit_counts(LSTM), visit.layer, visit.unit), gate_choice(ids, gates)],
            className="only-review cell-controls",
        ),
        html.Div(sliders, className="only-series"),
    ]


def _race(visit: CellVisit) -> list[Any]:
    reason = registry.why_unavailable(RNN)
    title, units = registry.model_spec(RNN).title, unit_counts(LSTM)[0]
    panels = panel(unavailable(title, reason)) if reason else memory_race(ids, MODELS, units)
    return [panels, dcc.Store(id=ids("word"), data=visit.word)]


def _hood() -> list[Any]:
    data = registry.dataset_spec(registry.model_spec(LSTM).dataset)
    return [
        html.P([html.Strong("Data. "), data.source, " ", data.licence]),
        faults([registry.model_spec(name) for name in MODELS]),
        code_card.of(JointLoop, forced_network, rnn_memory, lstm_memory, build_lstm),
    ]


@callback(
    Output(ids("review"), "data"),
    Input(ids("text"), "value"),
    Input(ids("forget"), "value"),
    Input(ids("input"), "value"),
)
def read_review(text: str | None, forget: str, gate: str) -> dict[str, Any]:
    """Read the review; the browser steps through what comes back."""
    return review_answer(LSTM, ReviewRequest(text or "").text, Forcing(forget, gate))


@callback(
    Output(ids("series"), "data"),
    Input(ids("source"), "value"),
    Input(ids("numbers"), "value"),
    Input(ids("weights"), "data"),
)
def read_series(source: str, numbers: str | None, weights: str) -> dict[str, Any]:
    """Let the unit with these weights read the series."""
    return series_answer(source, numbers, weights)


@callback(
    Output(ids("memory"), "figure"),
    Output(ids("race"), "data"),
    Input(ids("text"), "value"),
    Input(ids("word"), "data"),
    Input(ids("forget"), "value"),
    Input(ids("input"), "value"),
)
def show_memory(text: str | None, word: Any, forget: str, gate: str) -> tuple[Any, dict[str, Any]]:
    """Measure how long both networks remember one word."""
    run = race(ReviewRequest(text or "").text, word, Forcing(forget, gate))
    return race_curves(MODELS, run.words, run.shares()), packed_race(run)


count_letters(ids("text"), ids("letters"))
join_weights(ids)
offer_numbers(ids, OWN)
follow_cell(ids)
follow_race(ids)
keep_in_link(
    {
        **kept_of_cell(ids),
        **{name: (ids(name), "value") for name in ("text", "layer", "unit", "forget", "input")},
        **{name: (ids(name), "value") for name in ("source", "numbers")},
        "word": (ids("word"), "data"),
        "weights": (ids("weights"), "data"),
    },
    limit=settings().link_limit,
)
