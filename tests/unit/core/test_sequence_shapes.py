"""The columns of every shape: what is read when, and what is answered when."""

from __future__ import annotations

from itertools import pairwise

import pytest

from core.errors import InvalidInput
from core.sequence_shapes import (
    DIFFERENT,
    EQUAL,
    MANY_TO_ONE,
    MOST,
    ONE_TO_MANY,
    ONE_TO_ONE,
    SHAPES,
    lengths,
    shape_named,
    unrolled_columns,
)


def columns(name, T_x=1, T_y=1, is_repeated=False):
    found = unrolled_columns(SHAPES[name], T_x, T_y, is_repeated=is_repeated)
    return [(column.x, column.y, column.is_fed) for column in found]


def test_each_shape_reads_and_answers_when_its_name_says() -> None:
    assert columns(ONE_TO_ONE) == [(1, 1, False)]
    assert columns(ONE_TO_MANY, T_y=3) == [(1, 1, False), (0, 2, True), (0, 3, True)]
    assert columns(MANY_TO_ONE, T_x=3) == [(1, 0, False), (2, 0, False), (3, 1, False)]
    assert columns(EQUAL, 2, 2) == [(1, 1, False), (2, 2, False)]
    assert columns(DIFFERENT, 2, 2) == [(1, 0, False), (2, 1, False), (0, 2, True)]


def test_a_second_network_begins_to_write_after_the_last_input() -> None:
    assert columns(DIFFERENT, 2, 2, is_repeated=True) == [
        (1, 0, False), (2, 0, False), (0, 1, False), (0, 2, False),
    ]  # fmt: skip
    assert columns(ONE_TO_MANY, 1, 2, is_repeated=True) == [(0, 1, False), (0, 2, False)]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("wished", [(1, 1), (1, MOST), (MOST, 1), (7, 3)])
def test_every_input_is_read_once_and_every_output_given_once_in_order(name, wished) -> None:
    T_x, T_y = lengths(SHAPES[name], *wished)
    found = unrolled_columns(SHAPES[name], T_x, T_y)
    assert [column.x for column in found if column.x] == list(range(1, T_x + 1))
    assert [column.y for column in found if column.y] == list(range(1, T_y + 1))
    assert T_x == 1 or SHAPES[name].has_x
    assert all(before.y for before, after in pairwise(found) if after.is_fed)


@pytest.mark.parametrize("wrong", ["", "many", None, 3, ["one-to-one"]])
def test_a_shape_that_is_none_is_refused(wrong) -> None:
    with pytest.raises(InvalidInput, match="There is no shape"):
        shape_named(wrong)
