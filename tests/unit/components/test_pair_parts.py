"""The parts of the questions page, each with what it promises."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import pytest
from dash import html

from components.figures.pair_vectors import pair_vectors
from components.figures.siamese import SiameseSize, siamese_drawing
from components.figures.token_slots import token_slots
from components.live_number import live_number
from components.pair_answer import pair_answer, pair_similarities
from components.pair_figures import pair_figures
from components.pair_formula import LastNeuron, pair_formula
from components.question_boxes import question_boxes
from components.word_matches import word_matches
from core.contracts import Reference
from tests.unit.components.walk import classes, only, parts, words

SIZE = SiameseSize(rows=25_002, embedding=128, units=64, length=20)


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def live(component: Any) -> list[str]:
    """Return the names of the live numbers in a component."""
    named = (getattr(part, "data-live", None) for part in parts(component))
    return [name for name in named if name]


def test_a_live_number_is_a_dash_until_it_is_known() -> None:
    place = live_number("dot", digits=2, sign=True)
    assert place.children == "–"
    assert getattr(place, "data-digits") == "2"
    assert getattr(place, "data-sign") == "yes"
    assert getattr(place, "data-echo") == "dot"
    assert not hasattr(live_number("dot", echo=False), "data-echo")


def test_the_boxes_are_labelled_and_read_in_the_direction_of_their_text() -> None:
    boxes = question_boxes(("a", "b"), "s", ("one?", "two?"))
    fields = [part for part in parts(boxes) if isinstance(part, dmc.Textarea)]
    assert [(f.id, f.value) for f in fields] == [("a", "one?"), ("b", "two?")]
    assert [f.label for f in fields] == ["First question", "Second question"]
    assert all(f.attributes["input"]["dir"] == "auto" and f.debounce == 150 for f in fields)
    button = only(boxes, dmc.ActionIcon)
    assert button.id == "s"
    assert getattr(button, "aria-label") == "Swap the questions"


def test_the_answer_names_the_lectures_own_figure() -> None:
    card = pair_answer(0.5638776)
    assert "0.5638776" in words(card)
    assert {"probability", "threshold", "raw"} == set(live(card))
    assert "empty-state" in classes(card)


def test_dot_product_and_cosine_stand_side_by_side() -> None:
    card = pair_similarities()
    assert live(card) == ["dot", "cosine", "length-u", "length-v"]
    assert "cosine similarity" in " ".join(words(card))


def test_the_slots_are_two_labelled_lists() -> None:
    slots = token_slots(20)
    lists = [part for part in parts(slots) if isinstance(part, html.Ol)]
    assert [getattr(part, "aria-label") for part in lists] == ["First question", "Second question"]
    (rows,) = (p for p in parts(slots) if getattr(p, "className", "") == "pair-slot-rows")
    assert rows.style == {"--slots": "20"}
    explained = " ".join(words(slots))
    for mark in ("padding", "unknown", "in both", "cut off"):
        assert mark in explained


def test_the_strips_can_be_walked_with_the_keyboard_and_read_as_a_table() -> None:
    figure = pair_vectors(64, "order")
    (strips,) = (part for part in parts(figure) if getattr(part, "role", "") == "slider")
    assert strips.tabIndex == 0
    assert getattr(strips, "aria-valuemax") == "64"
    assert "The same as a table" in words(figure)
    assert only(figure, dmc.SegmentedControl).id == "order"


def test_the_drawing_shows_shared_layers_once_and_everything_else_twice() -> None:
    drawing = siamese_drawing(SIZE)
    said = words(drawing)
    assert said.count("Embedding") == said.count("LSTM") == 1
    assert said.count("First question") == said.count("Second question") == 1
    assert "25,002 rows × 128" in said
    assert "64 neurons, 20 steps" in said
    assert {"dot", "raw", "probability", "length-u", "length-v"} == set(live(drawing))


def test_every_part_of_the_drawing_has_its_own_place() -> None:
    placed = [
        p for p in parts(siamese_drawing(SIZE)) if getattr(p, "className", "") == "siamese-at"
    ]
    places = [(p.style["--step"], p.style["--lane"]) for p in placed]
    assert len(places) == len(set(places)) == 18
    assert {int(step) for step, _ in places} == set(range(1, 14))


def test_the_formula_has_the_weights_in_it_and_their_signs() -> None:
    card = pair_formula(LastNeuron(1.25, -3.5, (0.9, 0.125)))
    equation = "".join(words(card))
    assert "1.250 · – − 3.500" in equation
    assert "– · 0.900 + 0.125" in equation
    assert {"dot", "score", "raw", "probability", "cosine"} <= set(live(card))


def test_without_calibration_or_without_a_model_the_formula_is_shorter() -> None:
    assert "probability" not in live(pair_formula(LastNeuron(1.0, 0.0)))
    assert live(pair_formula(None)) == []


def test_the_figures_of_all_stand_beside_the_lectures_ordered_by_what_was_measured_on() -> None:
    asked = {"role": "test", "data": "quora", "n": 1000, "loss": 0.5, "accuracy": 0.75, "auc": 0.8}
    kept = {"role": "validation", "data": "kept", "n": 130, "accuracy": 0.625}
    models = [
        {"title": "One", "measured": [asked, kept]},
        {"title": "Gone", "reason": "It is damaged."},
        {"title": "Two", "measured": [{**asked, "accuracy": 0.875}]},
    ]
    training = {"note": "Real pairs.", "rows": {"labelled_pairs": 1200}, "validation_rows": 130}
    cells = words(pair_figures(Reference({"accuracy": 0.8326}, "400,000 pairs"), models, training))
    assert "1,000" in cells
    places = [cells.index(figure) for figure in ("0.8326", "0.6250", "0.7500", "0.8750")]
    assert places == sorted(places)
    named = [cell for cell in cells if cell.startswith(("One", "Two", "Gone"))]
    assert named == [
        "One \u00b7 pairs kept out of training",
        "One \u00b7 quora_small",
        "Two \u00b7 quora_small",
    ]
    assert any("400,000 pairs" in cell and "1,200 labelled pairs" in cell for cell in cells)


def test_without_a_model_only_the_lectures_figures_are_left() -> None:
    cells = words(pair_figures(Reference({"loss": 0.4397}, "400,000 pairs"), (), {}))
    assert "0.4397" in cells
    assert not any("quora_small" in cell for cell in cells)


@pytest.mark.parametrize(("asked", "chosen"), [("b", "b"), (None, "a"), ("c", "a"), (["b"], "a")])
def test_the_words_are_those_of_the_model_a_link_asks_for_or_of_the_first(asked, chosen) -> None:
    section = word_matches(lambda name: name, [("a", "The A"), ("b", "The B")], asked)
    assert only(section, dmc.SegmentedControl).value == chosen
    assert "is-one" not in classes(section)


def test_a_single_model_is_no_choice() -> None:
    assert "is-one" in classes(word_matches(lambda name: name, [("a", "The A")]))
