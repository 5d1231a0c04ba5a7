"""Links are written by anyone: whatever they say, a page comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cell_visit import CellVisit, visit_from_link
from core.forced_gates import Forcing
from core.one_unit import DEFAULT, OneUnit
from core.review import LECTURE_REVIEW

UNITS = (10, 1)
NAMES = ("mode", "text", "forget", "input", "layer", "unit", "step", "word", "source", "weights")


def asked(**query: object) -> CellVisit:
    """Return the visit of a link to a model of ten units and one, of which the fourth leads."""
    return visit_from_link(query, UNITS, leading=4)


def test_a_bare_link_shows_the_lectures_review_and_the_leading_unit() -> None:
    visit = asked()
    assert (visit.text, visit.unit, visit.layer, visit.step) == (LECTURE_REVIEW, 4, 1, 1)
    assert visit.forcing == Forcing()
    assert not visit.remarks


def test_a_link_that_makes_sense_is_taken_as_it_is() -> None:
    twelve = ",".join(str(weight) for weight in range(12))
    visit = asked(
        mode="series", text="fine", forget="0", input="1", layer="2", unit="1", step="7",
        word="3", source="wave", numbers="1 2", weights=twelve,
    )  # fmt: skip
    assert not visit.remarks
    assert visit == CellVisit(
        "series", "fine", Forcing("0", "1"), 2, 1, 7, 3, "wave", "1 2",
        OneUnit(tuple(float(weight) for weight in range(12))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("mode", "video"), ("layer", "3"), ("layer", "0"), ("unit", "11"), ("unit", "x"),
        ("step", "-1"), ("step", "1.5"), ("word", "\u0663"), ("forget", "2"), ("input", ""),
        ("source", "no such"), ("weights", "1,2"), ("weights", "nan," * 12),
        ("weights", "99," * 12),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_replaced_and_remarked_upon_once(name, wrong) -> None:
    visit = asked(**{name: wrong})
    assert len(visit.remarks) == 1
    assert name in visit.remarks[0]
    assert visit == CellVisit(unit=4, remarks=visit.remarks)


def test_the_second_layer_has_one_unit_only() -> None:
    assert asked(layer="2").unit == 1
    assert "1 to 1" in asked(layer="2", unit="5").remarks[0]


def test_of_a_parameter_given_twice_the_last_counts() -> None:
    assert asked(text=["first", "second"]).text == "second"


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_link_at_all_gives_a_visit_that_can_be_shown(query) -> None:
    visit = visit_from_link(query, UNITS, leading=4)
    assert 1 <= visit.unit <= UNITS[visit.layer - 1]
    assert len(visit.text) <= 500
    assert len(visit.weights.weights) == len(DEFAULT.weights)
