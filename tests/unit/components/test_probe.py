"""The parts of a probe, before the browser fills them."""

from __future__ import annotations

import json
from typing import Any

import dash_mantine_components as dmc
import plotly.graph_objects as go
import pytest
from dash import dcc, html

from components.beside_lecture import beside_lecture, faults
from components.figures.opinion import LEFT, RIGHT, opinion_curve
from components.lstm_equations import lstm_equations
from components.neuron_strip import neuron_strip
from components.probe import Probed, ProbeIds, probe
from components.review_entry import PAUSE, review_entry
from components.review_examples import EXAMPLES
from components.verdict import verdict
from core import registry
from core.contracts import STATES
from tests.sources import PROJECT
from tests.unit.components.walk import classes, only, parts, words

IDS = ProbeIds("p-probe", "p-curve", "p-trace", "p-neuron", "p-scale", "p-gate")
CSS = (PROJECT / "assets" / "neuron_strip.css").read_text("utf-8")


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def drawn(neuron: str = "3", scale: str = "review", gate: str = "state") -> html.Div:
    """Return a probe into a model with ten neurons."""
    return probe(
        IDS,
        Probed("sentiment-lstm", 0.4, 10, neuron, scale, gate),
        html.Div("entry"),
        note="what it means",
        empty="Type something.",
    )


def attributes(component: Any, name: str) -> list[str]:
    """Return the values of one attribute in reading order."""
    found = (getattr(part, name, None) for part in parts(component))
    return [value for value in found if value is not None]


def test_a_strip_offers_every_neuron_and_the_output_as_one_choice() -> None:
    strip = neuron_strip(10)
    assert attributes(strip, "data-neuron") == [*(str(n) for n in range(1, 11)), "output"]
    assert attributes(strip, "role") == ["radiogroup", *["radio"] * 11]
    spoken = attributes(strip, "aria-label")
    assert spoken[1:] == [*(f"Neuron {n}" for n in range(1, 11)), "Output neuron"]


def test_a_strip_runs_left_to_right_whatever_the_text() -> None:
    assert neuron_strip(2).dir == "ltr"


def test_the_columns_of_the_strip_lie_under_the_points_of_the_curve() -> None:
    margin = opinion_curve("sentiment-lstm", 0.5).layout.margin
    assert (margin.l, margin.r) == (LEFT, RIGHT)
    assert f"--label: {LEFT}px" in CSS
    assert f"--end: {RIGHT}px" in CSS


def test_the_curve_marks_the_models_own_threshold() -> None:
    figure = opinion_curve("sentiment-lstm", 0.37)
    (line,) = figure.layout.shapes
    assert (line.y0, line.y1) == (0.37, 0.37)
    assert "0.37" in figure.layout.yaxis.ticktext


def test_a_probe_starts_with_the_neuron_scale_and_gate_that_were_asked_for() -> None:
    whole = drawn(neuron="output", scale="review", gate="forget")
    stores = {part.id: part for part in parts(whole) if isinstance(part, dcc.Store)}
    assert stores["p-neuron"].data == "output"
    choices = [part for part in parts(whole) if isinstance(part, dmc.SegmentedControl)]
    assert {choice.id: choice.value for choice in choices} == {
        "p-gate": "forget", "p-scale": "review"
    }  # fmt: skip
    assert getattr(whole, "data-state") == "waiting"


def test_every_state_of_a_neuron_can_be_chosen_and_has_a_name() -> None:
    (choice,) = (part for part in parts(drawn()) if getattr(part, "id", "") == "p-gate")
    assert {entry["value"] for entry in choice.data} == set(STATES)
    assert {"forget gate", "candidate", "state"} <= {word.strip() for word in words(drawn())}


def test_a_probe_explains_itself_and_has_a_table_and_an_empty_state() -> None:
    said = words(drawn())
    assert "what it means" in said
    assert "Type something." in said
    assert only(drawn(), html.Table)
    assert {"only-read", "token-key", "heat-legend"} <= classes(drawn())


def test_every_number_of_the_equations_has_a_place_for_it() -> None:
    echoes = set(attributes(lstm_equations(), "data-echo"))
    named = ("forget", "input", "candidate", "output", "state", "state-before", "activation")
    assert echoes == {f"cell-{name}" for name in named}


def test_the_verdict_marks_the_threshold_and_says_what_it_means() -> None:
    said = verdict(0.37, no="negative", yes="positive")
    assert any("from 0.37 on" in word for word in words(said))
    (tick,) = (
        part for part in parts(said) if getattr(part, "className", "") == "verdict-threshold"
    )
    assert tick.style == {"insetInlineStart": "37.00%"}


def test_the_box_follows_typing_and_takes_the_direction_of_the_text() -> None:
    box = only(review_entry("x", "y", "Hi", 100), dmc.Textarea)
    assert (box.value, box.debounce) == ("Hi", PAUSE)
    assert box.attributes == {"input": {"dir": "auto"}}
    assert box.label


def test_remarks_about_the_link_are_said_beside_the_box() -> None:
    entry = review_entry("x", "y", "Hi", 100, ("No neuron 99.",))
    assert "No neuron 99." in words(entry)
    assert "status" in attributes(entry, "role")


def test_the_examples_are_different_and_one_is_longer_than_the_model_reads() -> None:
    texts = [example.text for example in EXAMPLES]
    assert len(set(texts)) == len(texts)
    assert 2 <= len(texts) <= 5
    assert max(len(text.split()) for text in texts) > 200


def entry(name: str, **more: Any) -> dict[str, Any]:
    """Return a model as the overview describes it."""
    lecture = {"accuracy": 0.9, "loss": 0.2, "protocol": "their rows"}
    return {"model": name, "title": name.upper(), "available": True, "lecture": lecture, **more}


def test_the_table_sets_our_test_figures_beside_the_lectures() -> None:
    test = {"data": "Yelp", "role": "test", "n": 1773, "accuracy": 0.8912, "loss": 0.25}
    own = {"data": "ours", "role": "sample", "n": 9, "accuracy": 0.1111, "loss": 0.75}
    said = words(beside_lecture([entry("a", parameters=123456, measured=[test, own])]))
    assert {"123,456", "0.9000", "0.2000", "0.8912", "0.2500"} <= set(said)
    assert "0.1111" not in said
    assert any("Yelp, 1,773 rows" in word for word in said)
    assert any("their rows" in word for word in said)


def test_a_model_that_is_unavailable_keeps_its_row_and_gives_its_reason() -> None:
    gone = entry("b", available=False, reason="It is not there.")
    said = words(beside_lecture([gone]))
    assert {"B", "0.9000", "–", " is unavailable. ", "It is not there."} <= set(said)


def test_a_fault_that_several_models_share_is_told_once_with_their_names() -> None:
    specs = [registry.model_spec(name) for name in ("sentiment-rnn", "sentiment-lstm")]
    said = words(faults(specs))
    assert "RNN, LSTM. " in said
    assert said.count(specs[0].faults[0]) == 1


def test_the_figure_is_small_enough_to_be_sent_with_the_page() -> None:
    figure = opinion_curve("sentiment-lstm", 0.5)
    assert isinstance(figure, go.Figure)
    assert len(json.dumps(figure.to_plotly_json(), default=str)) < 30_000
