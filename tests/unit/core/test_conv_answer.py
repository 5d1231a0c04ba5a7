"""What the browser gets of kernels along a series, and what a link asks for."""

from __future__ import annotations

import numpy as np
import pytest

from core.cell_series import OWN, PATTERNS, stock_names
from core.conv_answer import LECTURE, LECTURE_FILTERS, conv_answer, conv_series, conv_titles
from core.conv_visit import ConvVisit, conv_visit
from core.convolution import LECTURE_KERNEL
from core.review import LECTURE_REVIEW


def test_several_filters_come_with_their_sums_turned_round_too() -> None:
    answer = conv_answer(OWN, "1 2 4 8", "valid", "1", "1,-1|0;0,1|2")
    assert answer["sums"] == [[-1, -2, -4], [4, 6, 10]]
    assert answer["turned"] == [[1, 2, 4], [3, 4, 6]]
    assert (answer["zeros"], answer["starts"]) == ((0, 0), [0, 1, 2])


def test_own_numbers_are_read_as_they_are() -> None:
    assert conv_series(OWN, "5 -1000 3").values.tolist() == [5, -1000, 3]
    assert len(conv_series(OWN, "1 " * 100_000).values) == 200


@pytest.mark.parametrize(
    ("source", "numbers", "padding", "stride", "filters", "said"),
    [
        (OWN, "", "same", 1, "1|0", "Type some numbers"),
        (OWN, "one", "same", 1, "1|0", "'one' is no number"),
        (OWN, "1", "valid", 1, "1,1|0", "does not fit into a series of 1"),
        ("<b>", "", "same", 1, "1|0", "There is no series"),
        (LECTURE, "", "full", 1, "1|0", "There is no padding 'full'"),
        (LECTURE, "", "same", "9", "1|0", "There is no stride '9'"),
        (LECTURE, "", "same", 1, "", "There must be 1 to 5 filters"),
    ],
)
def test_what_cannot_be_done_is_said(source, numbers, padding, stride, filters, said) -> None:
    answer = conv_answer(source, numbers, padding, stride, filters)
    assert list(answer) == ["missing"]
    assert said in answer["missing"]


def test_patterns_and_stocks_can_be_read_too() -> None:
    assert set(conv_titles()) == {LECTURE, *PATTERNS}
    for source in (*PATTERNS, stock_names()[0]):
        answer = conv_answer(source, "", "same", 2, "0.5,0.5|0")
        assert np.isfinite(answer["sums"]).all()
        assert len(answer["sums"][0]) == -(-len(answer["series"]) // 2)


def test_every_recipe_fits_the_kernels() -> None:
    for filters, size in ((LECTURE_FILTERS, 3), ("1,1,1,1,1|0", 5)):
        recipes = conv_answer(LECTURE, "", "same", 1, filters)["recipes"]
        assert {len(weights) for _, weights, _ in recipes} == {size}
    assert conv_answer(LECTURE, "", "same", 1, LECTURE_FILTERS)["recipes"][0][1] == list(
        LECTURE_KERNEL
    )


def test_a_bare_link_shows_the_lectures_example() -> None:
    assert conv_visit({}) == ConvVisit()


def test_a_link_brings_everything() -> None:
    query = {"source": "wave", "numbers": "1 2", "padding": "valid", "stride": "3", "step": "4",
             "filters": "1,2|0;3,4|1", "filter": "2", "text": "not bad"}  # fmt: skip
    visit = conv_visit(query)
    assert (visit.source, visit.numbers, visit.padding, visit.stride) == ("wave", "1 2", "valid", 3)
    assert (visit.filters, visit.chosen, visit.step) == ("1,2|0;3,4|1", 2, 4)
    assert visit.text == "not bad"


def test_nonsense_is_replaced_and_said() -> None:
    query = {"source": "x", "padding": "y", "stride": "7", "filters": "a", "filter": "0"}
    visit = conv_visit(query)
    assert len(visit.remarks) == 5
    assert (visit.filters, visit.text) == (LECTURE_FILTERS, LECTURE_REVIEW)
