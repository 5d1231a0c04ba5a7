"""Series that somebody brings along."""

from __future__ import annotations

import numpy as np
import pytest

from core.contracts import OWN
from core.errors import InvalidInput
from core.own_series import LONGEST, checked, scaled, table_of

NAN = np.nan


def test_they_become_a_table_like_the_lectures() -> None:
    made = table_of(["A", "B"], np.array([[1.0, 3, 2], [10, 0, 5]]), "From a file.")
    np.testing.assert_allclose(made.values, [[-1, 1, 0], [1, -1, 0]])
    assert (made.names, made.origin, made.origins) == (("A", "B"), OWN, (OWN, OWN))
    assert made.note == "From a file."
    assert made.step(0) == "step"
    assert {"last-value", "stocks-stack"} <= {one.name for one in made.able}


def test_gaps_are_filled_with_the_value_before_and_it_is_said() -> None:
    good = checked(["A"], np.array([[NAN, NAN, 4.0, NAN, 5.0]]))
    np.testing.assert_array_equal(good.values, [[4, 4, 4, 4, 5]])
    assert good.remarks == ("3 missing values were filled with the value before them.",)


def test_a_hundred_thousand_values_are_cut_to_the_last_ones_and_it_is_said() -> None:
    good = checked(["A"], np.arange(100_000.0)[None])
    assert good.values.shape == (1, LONGEST)
    assert good.values[0, -1] == 99_999
    assert good.remarks == ("Of 100,000 values per series the last 2,000 are used.",)


def test_a_constant_series_becomes_zero_and_is_named() -> None:
    np.testing.assert_array_equal(scaled(np.full((1, 4), 1e90)), np.zeros((1, 4)))
    assert checked(["A"], np.ones((1, 5))).remarks[0].startswith("One series never moves")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (np.zeros((0, 5)), "give at least one series"),
        (np.zeros((1, 0)), "Series of 0 values"),
        (np.zeros((1, 1)), "Series of 1 values"),
        (np.zeros((1, 2)), "Series of 2 values"),
        ([[NAN, NAN, NAN]], "A has no values at all"),
        ([[1.0, 2.0, NAN]], "A has no last value"),
        ([[1.0, np.inf, 2.0]], "cannot be squared"),
        ([[1.0, -1e200, 2.0]], "cannot be squared"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_a_sentence(values: object, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        checked(["A"][: len(np.array(values, ndmin=2))], np.array(values, float))


def test_equal_and_empty_names_are_told_apart() -> None:
    names = checked(["A", "A", " ", "x" * 500, "A"], np.arange(15.0).reshape(5, 3)).names
    assert names == ("A", "A (2)", "unnamed", "x" * 60, "A (3)")
    assert len(set(checked(["A", "A", "A (2)"], np.arange(9.0).reshape(3, 3)).names)) == 3
