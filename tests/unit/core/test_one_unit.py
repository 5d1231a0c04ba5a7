"""An LSTM of one unit by hand: its weights, the series it reads, and what its recipes promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cell_series import LONGEST, OWN, PATTERNS, own_series, series_of, stock_names
from core.errors import InvalidInput
from core.one_unit import LIMIT, RECIPES, STEP, OneUnit


def state(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return series, candidate and state of a recipe on the series that comes with it."""
    recipe = RECIPES[name]
    values = series_of(recipe.source).values
    states = OneUnit(recipe.weights).read(values)
    return values, states.candidate[0, :, 0], states.state[0, :, 0]


def test_what_forgets_everything_has_only_the_last_candidate_in_memory() -> None:
    _, candidate, C = state("forget")
    np.testing.assert_allclose(C, candidate, atol=2e-4)


def test_what_remembers_everything_keeps_the_pulse_through_the_noise() -> None:
    _, _, C = state("remember")
    assert C[0] > 0.95
    np.testing.assert_allclose(C, C[0], atol=0.01)


def test_what_integrates_adds_up_what_it_read() -> None:
    values, _, C = state("integrate")
    np.testing.assert_allclose(C, np.cumsum(np.tanh(0.2 * values)), atol=0.01)
    assert C.max() > 1


def test_the_lecture_like_unit_has_the_same_three_weights_in_every_gate() -> None:
    assert len({RECIPES["lecture"].weights[at : at + 3] for at in (0, 3, 6, 9)}) == 1


def test_every_recipe_can_be_set_on_the_sliders() -> None:
    for recipe in RECIPES.values():
        steps = np.array(OneUnit(recipe.weights).weights) / STEP
        np.testing.assert_allclose(steps, np.rint(steps), atol=1e-9)


def test_weights_come_back_from_the_link_that_carries_them() -> None:
    unit = OneUnit(RECIPES["lecture"].weights)
    assert OneUnit.of(unit.text()).weights == unit.weights


@pytest.mark.parametrize(
    "wrong", ["", "1,2", "a," * 12, [1] * 13, [LIMIT + 1] * 12, [float("nan")] * 12, None, 5, {}]
)
def test_weights_that_are_none_are_refused(wrong) -> None:
    with pytest.raises(InvalidInput):
        OneUnit.of(wrong)


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_lies_between_minus_one_and_one(name) -> None:
    values = series_of(name).values
    assert np.abs(values).max() <= 1
    assert len(values) > 10


def test_a_stock_price_can_be_read() -> None:
    series = series_of(stock_names()[0])
    assert len(series.values) >= 90
    assert series.note


def test_small_numbers_are_read_as_they_are() -> None:
    assert own_series("0.5, -0.25;\n\u22121").values.tolist() == [0.5, -0.25, -1]


def test_large_numbers_are_scaled_as_the_lecture_does_and_this_is_told() -> None:
    series = own_series("10 20 15")
    assert series.values.tolist() == [-1, 1, 0]
    assert "10 is read as -1, 20 as 1" in series.note


def test_numbers_that_are_all_the_same_are_read_as_zero() -> None:
    assert own_series("7 7 7").values.tolist() == [0, 0, 0]


def test_too_many_numbers_are_cut_and_this_is_told() -> None:
    series = own_series("0.1 " * 500)
    assert len(series.values) == LONGEST
    assert "of your 500" in series.note


@pytest.mark.parametrize("wrong", ["", "  ,", "one", "1 x", "nan", "inf", "1e99", None])
def test_what_is_no_number_is_refused_with_what_to_do(wrong) -> None:
    with pytest.raises(InvalidInput, match=r"0\.1 0\.5"):
        series_of(OWN, wrong)


@pytest.mark.parametrize("wrong", ["no such", "", None, 5, ["wave"]])
def test_a_series_that_does_not_exist_is_refused(wrong) -> None:
    with pytest.raises(InvalidInput):
        series_of(wrong)


@given(st.text(max_size=80))
def test_any_text_is_either_a_series_in_range_or_refused(numbers) -> None:
    try:
        values = own_series(numbers).values
    except InvalidInput:
        return
    assert len(values)
    assert np.abs(values).max() <= 1
