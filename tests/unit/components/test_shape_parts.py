"""The drawing of the sequence shapes: what flows where, and that nobody's text breaks it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from components.shape_drawing import shape_sketch, shape_svg, spoken
from components.shape_stage import drawn_shape
from components.shape_table import layers_card, shapes_table
from core.sequence_shapes import DIFFERENT, EQUAL, ONE_TO_ONE, SHAPES, Column, unrolled_columns
from core.shape_answer import answer_or_reason
from core.shape_carried import CarriedStep
from core.shape_layers import LAYERS, Sizes, tensors
from tests.unit.components.walk import words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(steps, has_loop=True):
    return ElementTree.fromstring(shape_svg(steps, has_loop=has_loop))  # noqa: S314 - our own text


def kinds(group):
    return [part.get("class") for part in group]


def test_every_step_is_a_group_and_hands_its_state_to_the_next() -> None:
    steps = [CarriedStep(column) for column in unrolled_columns(SHAPES[EQUAL], 3, 3)]
    groups = list(drawn(steps))
    assert [group.get("data-t") for group in groups] == ["0", "1", "2"]
    assert ["shape-wire is-memory" in kinds(group) for group in groups] == [False, True, True]


def test_a_decoder_gets_no_state_but_what_is_repeated() -> None:
    columns = unrolled_columns(SHAPES[DIFFERENT], 2, 2, is_repeated=True)
    groups = list(drawn([CarriedStep(column) for column in columns]))
    assert ["shape-wire is-memory" in kinds(group) for group in groups] == [
        False,
        True,
        False,
        True,
    ]
    assert ["shape-wire is-repeat" in kinds(group) for group in groups] == [
        False,
        False,
        True,
        True,
    ]


def test_an_answer_that_is_read_next_is_drawn_as_fed_back() -> None:
    steps = [CarriedStep(Column(1, 1), "0.1", "0.2"), CarriedStep(Column(0, 2, True), "0.2", "0.3")]
    first, second = drawn(steps)
    assert "shape-wire is-fed" not in kinds(first)
    assert "shape-wire is-fed" in kinds(second)


@pytest.mark.parametrize("word", ["<b>&\"'", "\u05e9\u05dc\u05d5\u05dd", "\U0001f600", "x" * 500])
def test_any_word_is_written_as_text_and_cut_where_it_is_long(word) -> None:
    (group,) = drawn([CarriedStep(Column(1, 0), word)])
    (text,) = (part for part in group if part.get("class") == "shape-read")
    shown = text.text or ""
    assert shown == word if len(word) <= 11 else shown == word[:10] + "\u2026"
    assert len(word) <= 11 or text[0].text == word


def test_a_cell_has_a_stripe_per_unit_on_its_heat_colour() -> None:
    (group,) = drawn([CarriedStep(Column(1, 0), "a", states=(0.0, 0.5, 1.0))])
    assert [kind for kind in kinds(group) if kind.startswith("heat")] == [
        "heat-0",
        "heat-16",
        "heat-32",
    ]


def test_a_step_is_told_in_words() -> None:
    read = CarriedStep(Column(3, 1), "bar", "0.06", "1.00")
    assert spoken(read, 3, 6) == "Step 3 of 6: reads bar, answers 0.06; in truth 1.00 came."
    fed = CarriedStep(Column(0, 2, True), "0.20", "0.30")
    assert spoken(fed, 2, 2) == "Step 2 of 2: reads its own last answer 0.20, answers 0.30."
    assert spoken(CarriedStep(Column(1, 0)), 1, 2) == "Step 1 of 2: reads, answers nothing yet."


def test_a_sketch_has_a_mark_for_every_input_cell_and_output() -> None:
    made = shape_sketch(unrolled_columns(SHAPES[DIFFERENT], 2, 3), has_loop=True)
    sketch = ElementTree.fromstring(made)  # noqa: S314 - our own text
    found = [part.get("class") for part in sketch]
    counts = [found.count(f"sketch-{name}") for name in ("in", "cell", "out", "wire")]
    assert counts == [2, 4, 3, 2 + 3 + 3]


@pytest.mark.usefixtures("dash_app")
def test_the_browser_gets_the_drawing_the_words_and_the_shapes() -> None:
    sent = drawn_shape(
        answer_or_reason(["one-to-one", "neuron", 6, 4, "", ""]), ("(N, p)", "(N, q)")
    )
    assert sent["page"] == ["/neuron", "One neuron"]
    assert sent["flow"] == "(N, p) \u2192 (N, q)"
    assert sent["here"] == "(1, 1) \u2192 (1, 1)"
    assert len(sent["spoken"]) == 1
    assert drawn_shape("why") == {"missing": "why"}


@pytest.mark.usefixtures("dash_app")
def test_the_table_and_the_layers_say_what_keras_makes() -> None:
    pages = {shape.title: [("/stocks", "Stocks")] for shape in SHAPES.values()}
    said = words(shapes_table(list(SHAPES.values()), pages))
    assert "(N, T_x, p) \u2192 (N, T_y, q)" in said
    card = words(layers_card(LAYERS[ONE_TO_ONE], tensors(ONE_TO_ONE, Sizes()), str(Sizes())))
    assert "(N, 10)" in card
    assert any("T_x = 6" in word for word in card)
