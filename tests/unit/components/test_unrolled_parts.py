"""The parts of the page of one neuron, as the server makes them."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import dash_mantine_components as dmc
import pytest

from components.figures.unrolled_curves import CURVES, unrolled_curves
from components.ids import page_ids
from components.number_slider import NumberRange, number_slider, slider_id
from components.unrolled_controls import gradient_check, weight_sliders
from components.unrolled_drawing import unrolled_drawing
from components.unrolled_formula import step_formula, unrolled_formula
from components.unrolled_stage import kept_of_neuron, unrolled_stage
from components.unrolled_table import unrolled_table
from tests.unit.components.walk import only, parts, words

pytestmark = pytest.mark.usefixtures("dash_app")  # icons need an app

ids = page_ids("pages.bench")
SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = ("data-step-drawing", "data-start-drawing", "data-end-drawing", "data-svg")


def attributes(component: Any, name: str) -> list[str]:
    """Return every value of an attribute in a component."""
    return [getattr(part, name) for part in parts(component) if hasattr(part, name)]


def drawn(name: str) -> ElementTree.Element:
    """Return one of the drawings as XML."""
    (svg,) = attributes(unrolled_drawing(), name)
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def places(name: str) -> set[str]:
    """Return where the browser writes numbers in one of the drawings."""
    return {part.get("data-at", "") for part in drawn(name).iter()} - {""}


def test_a_copy_has_a_place_for_every_number_of_its_step() -> None:
    weights = {"w0", "w1", "w2"}
    there = {"t", "x", "sum", "answer"}
    assert places("data-step-drawing") == weights | there | {"factor", "delta", "product"}
    assert places("data-svg") == weights | there | {"t-before", "before"}
    assert places("data-end-drawing") == {"T", "loss", "target", "aim"}


def test_every_weight_lights_up_with_its_other_places() -> None:
    for name in ("data-step-drawing", "data-svg"):
        echoes = {part.get("data-echo") for part in drawn(name).iter()} - {None}
        assert echoes == {"w0", "w1", "w2"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_is_drawn_lies_within_the_height_of_its_box(name: str) -> None:
    svg = drawn(name)
    high = float(svg.get("viewBox", "").split()[3])
    for text in svg.iter(f"{SVG}text"):
        assert 0 < float(text.get("y", "-1")) < high


def test_the_widths_that_the_browser_is_told_are_those_of_the_drawings() -> None:
    (told,) = attributes(unrolled_drawing(), "data-widths")
    drawings = ("data-start-drawing", "data-step-drawing", "data-end-drawing")
    assert told.split() == [drawn(name).get("viewBox", "").split()[2] for name in drawings]


def test_the_formula_of_a_step_has_the_numbers_of_both_ways() -> None:
    named = set(attributes(step_formula(), "data-live"))
    assert {"x", "before", "sum", "answer", "w0", "w1", "w2"} <= named
    assert {"delta", "delta-after", "factor", "product", "product-after", "J-0", "J-2"} <= named
    whole = set(attributes(unrolled_formula(), "data-live"))
    assert whole == {"loss", "gradient-0", "gradient-1", "gradient-2", "product-first"}


def test_every_gradient_stands_beside_its_check_and_their_difference() -> None:
    named = set(attributes(gradient_check(), "data-live"))
    columns = ("gradient", "check", "off")
    assert named == {f"{name}-{place}" for name in columns for place in range(3)} | {"checked"}


def test_a_number_can_be_dragged_and_typed_within_the_same_range() -> None:
    row = number_slider("bench-w0", "w", 0.25, NumberRange(-5, 5, 0.01, 4), "w0, the bias")
    slider, box = only(row, dmc.Slider), only(row, dmc.NumberInput)
    assert (slider.id, box.id) == (slider_id("bench-w0"), "bench-w0")
    for control in (slider, box):
        assert (control.min, control.max, control.value) == (-5, 5, 0.25)
    assert getattr(box, "aria-label") == slider.thumbLabel == "w0, the bias"


def test_four_numbers_are_set_the_weights_and_the_steps() -> None:
    panel = weight_sliders(ids, (1.0, 2.0, 3.0), 12, (5.0, 400))
    boxes = {part.id: part.value for part in parts(panel) if isinstance(part, dmc.NumberInput)}
    assert boxes == {"bench-w0": 1, "bench-w1": 2, "bench-w2": 3, "bench-steps": 12}


def test_the_stage_says_what_of_a_link_could_not_be_used_and_keeps_the_rest() -> None:
    stage = unrolled_stage(ids, "backward", 7, ("No such series.",))
    assert getattr(stage, "data-direction") == "backward"
    assert "No such series." in words(stage)
    kept = kept_of_neuron(ids)
    assert set(kept) == {"source", "numbers", "T", "w0", "w1", "w2", "direction", "step"}


def test_the_table_has_a_column_for_every_number_of_a_step() -> None:
    headings = [part for part in parts(unrolled_table(ids)) if getattr(part, "scope", "") == "col"]
    assert len(headings) == 10


def test_the_figure_has_its_curves_on_two_axes_that_do_not_overlap() -> None:
    figure = unrolled_curves()
    assert [curve.name for curve in figure.data] == list(CURVES)
    assert [curve.yaxis for curve in figure.data] == ["y", "y", "y", "y2", "y2"]
    assert figure.layout.yaxis2.domain[1] < figure.layout.yaxis.domain[0]
