"""Links to the page of one neuron are written by anyone: whatever they say, a page comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.unrolled_series import default_source
from core.unrolled_visit import LECTURE_RESULT, LINK_LIMIT, UnrolledVisit, visit_from_link

NAMES = ("source", "numbers", "T", "w0", "w1", "w2", "direction", "step")


def test_a_bare_link_shows_the_lectures_series_and_result() -> None:
    assert visit_from_link({}) == UnrolledVisit(default_source())


def test_a_link_that_makes_sense_is_taken_as_it_is() -> None:
    query = {"source": "own", "numbers": "1 2 3", "T": "40", "w0": "-0.5", "w1": "1e-3"}
    visit = visit_from_link({**query, "w2": "5", "direction": "backward", "step": "7"})
    assert visit == UnrolledVisit("own", "1 2 3", 40, (-0.5, 0.001, 5.0), "backward", 7)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("source", "no such"), ("T", "0"), ("T", "401"), ("T", "x"), ("w0", "nan"), ("w1", "5.1"),
        ("w2", ""), ("w0", "inf"), ("direction", "up"), ("step", "-1"), ("step", "1.5"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_replaced_and_remarked_upon_once(name, wrong) -> None:
    visit = visit_from_link({name: wrong})
    (remark,) = visit.remarks
    assert name in remark
    assert visit == UnrolledVisit(default_source(), remarks=visit.remarks)


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_link_at_all_gives_a_visit_that_can_be_shown(query) -> None:
    visit = visit_from_link(query)
    assert len(visit.w) == len(LECTURE_RESULT)
    assert all(abs(w) <= 5 for w in visit.w)
    assert 1 <= visit.steps <= 400
    assert len(visit.numbers) <= LINK_LIMIT
