"""The parts of the page of the cell, as the server makes them."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import dash_mantine_components as dmc
import numpy as np
import plotly.graph_objects as go
import pytest
from dash import dcc

from components.cell_controls import gate_choice, unit_choice
from components.cell_drawing import cell_drawing
from components.cell_rows import ROWS, cell_rows, cell_table
from components.figures.memory_curve import MemoryCurve, memory_curve, percentage
from components.figures.series_states import series_states
from components.ids import page_ids
from components.lstm_equations import lstm_equations
from components.memory_race import memory_race, race_curves
from components.palette import GATES
from components.series_entry import SeriesChoices, series_entry
from components.unit_sliders import SliderRange, recipe_values, unit_sliders
from tests.unit.components.walk import classes, only, parts, words

pytestmark = pytest.mark.usefixtures("dash_app")  # icons need an app

ids = page_ids("pages.cell")
SVG = "{http://www.w3.org/2000/svg}"


def attributes(component: Any, name: str) -> list[str]:
    """Return every value of an attribute in a component."""
    return [getattr(part, name) for part in parts(component) if hasattr(part, name)]


def drawn() -> ElementTree.Element:
    """Return the drawing of the cell as XML."""
    (svg,) = attributes(cell_drawing(), "data-svg")
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def test_the_drawing_has_a_place_for_every_number_of_a_step() -> None:
    echoes = [part.get("data-echo") for part in drawn().iter(f"{SVG}text")]
    named = {"forget", "input", "candidate", "output", "state", "activation"}
    named |= {"state-before", "activation-before", "kept", "added"}
    assert {echo for echo in echoes if echo} == {f"cell-{name}" for name in named}


def test_every_gate_is_drawn_once_in_its_own_colour() -> None:
    gates = [part.get("class") for part in drawn().iter(f"{SVG}g")]
    assert sorted(gates) == sorted(f"cell-gate is-{name}" for name in GATES if name != "state")


def test_the_drawing_lies_within_its_box_and_says_what_it_shows() -> None:
    svg = drawn()
    *_, wide, high = (float(value) for value in svg.get("viewBox", "").split())
    for text in svg.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "-1")) < wide
        assert 0 < float(text.get("y", "-1")) < high
    assert any("forget gate" in label for label in attributes(cell_drawing(), "aria-label"))


def test_there_are_six_rows_and_a_table_with_the_same_columns() -> None:
    states = attributes(cell_rows(), "data-state")
    assert states == ["input", "forget", "candidate", "output", "state", "activation"]
    assert {letter for _, letter, _ in ROWS} <= set(words(cell_table()))


def test_the_equations_take_the_sums_of_every_gate_only_where_they_are_asked_for() -> None:
    gates = ("forget", "input", "candidate", "output")
    wanted = {f"{gate}-{of}" for gate in gates for of in ("bias", "input", "output")}
    assert set(attributes(lstm_equations(with_sums=True), "data-sum")) == wanted
    assert not attributes(lstm_equations(), "data-sum")


def test_the_choice_of_a_unit_offers_those_of_the_first_layer() -> None:
    layer, unit = (
        part
        for part in parts(unit_choice(ids, (10, 1), 2, 1))
        if isinstance(part, dmc.SegmentedControl)
    )
    assert [one["label"] for one in layer.data] == ["1 · 10 units", "2 · 1 unit, the answer"]
    assert (layer.value, len(unit.data)) == ("2", 10)


def test_each_gate_can_be_left_as_learnt_shut_or_open() -> None:
    for control in parts(gate_choice(ids, {"forget": "1", "input": "learnt"})):
        if isinstance(control, dmc.SegmentedControl):
            assert [one["value"] for one in control.data] == ["learnt", "0", "1"]
    assert "when-forced" in classes(gate_choice(ids, {"forget": "0", "input": "learnt"}))


def test_twelve_sliders_hold_twelve_weights_and_a_chip_sets_them_all() -> None:
    weights = [float(place) for place in range(12)]
    panel = unit_sliders(ids, weights, SliderRange(20, 0.05), ())
    sliders = [part for part in parts(panel) if isinstance(part, dmc.Slider)]
    assert [slider.value for slider in sliders] == weights
    assert recipe_values(ids, weights) == {slider.id: slider.value for slider in sliders}
    assert only(panel, dcc.Store).data == "0,1,2,3,4,5,6,7,8,9,10,11"
    assert len({slider.thumbLabel for slider in sliders}) == 12


@pytest.mark.parametrize(("source", "hidden"), [("own", False), ("wave", True)])
def test_the_box_for_numbers_is_there_when_they_are_chosen(source, hidden) -> None:
    choices = SeriesChoices({"wave": "A wave"}, ("GOOG",), "own")
    entry = series_entry(ids, choices, source, "1 2")
    (own,) = (part for part in parts(entry) if getattr(part, "id", "") == "cell-own")
    assert own.hidden is hidden


def test_the_curve_of_memory_is_a_figure_that_plotly_accepts() -> None:
    shares = {"rnn": [np.nan, 1.0, 0.0], "lstm": [np.nan, 1.0, 1e-4], "state": [np.nan, 1.0, 3.0]}
    figure = go.Figure(race_curves(("sentiment-rnn", "sentiment-lstm"), ["a", "b", "c"], shares))
    assert [list(curve.y) for curve in figure.data] == [
        [None, 1.0, None],
        [None, 1.0, 1e-4],
        [None, 1.0, 3.0],
    ]
    assert figure.layout.yaxis.type == "log"
    low, high = figure.layout.yaxis.range
    assert low < -4 < 0 < high


def test_without_any_word_the_curve_is_an_empty_figure() -> None:
    figure = go.Figure(memory_curve([], [MemoryCurve("a", "#000000", "solid", [])]))
    assert not figure.data[0].y


@pytest.mark.parametrize(
    ("share", "said"), [(1, "100 %"), (10, "1,000 %"), (0.05, "5 %"), (0.001, "0.1 %")]
)
def test_a_tick_says_its_percentage_without_needless_digits(share, said) -> None:
    assert percentage(share) == said


def test_the_race_has_a_row_per_unit_of_both_networks_and_says_its_sentence_aloud() -> None:
    panel = memory_race(ids, ("sentiment-rnn", "sentiment-lstm"), 10)
    rows = [part for part in parts(panel) if getattr(part, "className", "") == "strip-row"]
    assert len(rows) == 20
    assert "status" in attributes(panel, "role")


def test_the_figure_of_a_series_shows_what_is_read_kept_and_shown() -> None:
    assert [curve.name[:1] for curve in series_states().data] == ["X", "C", "Y"]
