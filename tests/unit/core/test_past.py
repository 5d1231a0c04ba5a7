"""What is known on a day: nothing but the values before it."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InvalidInput
from core.past import PAST, past_of, past_rows

VALUES = np.random.default_rng(2).normal(size=(7, 40))


def test_the_past_is_scaled_on_itself_and_what_comes_later_changes_nothing() -> None:
    later = VALUES.copy()
    later[:, 20:] += 1000
    for size in (5, 20):
        before, after = past_of(VALUES, 20, size), past_of(later, 20, size)
        np.testing.assert_array_equal(before.window, after.window)
        assert np.abs(before.window).max() <= 1 + 1e-12
    whole = past_of(VALUES, 20, 20).window
    np.testing.assert_allclose([whole.min(axis=1), whole.max(axis=1)], [[-1] * 7, [1] * 7])


def test_scaling_and_back_gives_the_values_again() -> None:
    past = past_of(VALUES, 30)
    np.testing.assert_allclose(past.unscaled(past.scaled(VALUES[:, 30])), VALUES[:, 30])


def test_a_short_past_begins_with_its_first_value_and_a_long_one_is_cut() -> None:
    short = past_of(VALUES, 3, 5)
    np.testing.assert_array_equal(short.window[:, :2], np.repeat(short.window[:, 2:3], 2, axis=1))
    long = np.concatenate([np.full((1, 50), 1e9), np.tile([0.0, 1.0], PAST // 2)[None]], axis=1)
    assert past_of(long, long.shape[1]).half == 0.5


def test_a_series_that_has_not_moved_stays_where_it_is() -> None:
    past = past_of(np.full((2, 9), 7.0), 9)
    assert (past.half == 0).all()
    np.testing.assert_array_equal(past.window, np.zeros((2, 30)))
    np.testing.assert_array_equal(past.unscaled(np.array([0.4, -3.0])), [7, 7])


def test_huge_values_do_not_overflow() -> None:
    past = past_of(np.array([[-1e100, 1e100, 3e99]]), 3)
    assert np.isfinite(past.window).all()


def test_rows_come_day_by_day_each_with_the_value_that_came_next() -> None:
    rows = past_rows(VALUES, (20, 30), 4)
    assert rows["series"].shape == (14, 4)
    past = past_of(VALUES, 30, 4)
    np.testing.assert_allclose(rows["target"][7:], past.scaled(VALUES[:, 30]))


@pytest.mark.parametrize("day", [0, -1, 41])
def test_on_a_day_that_is_not_there_nothing_is_known(day: int) -> None:
    with pytest.raises(InvalidInput, match="Nothing is known"):
        past_of(VALUES, day)
