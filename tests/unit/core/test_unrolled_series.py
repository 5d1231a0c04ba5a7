"""A series and its target: patterns, prices, typed numbers, nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.forecasts import forecast_table
from core.unrolled_series import OWN, PATTERNS, UnrolledSeries, default_source, series_of


def own(text: str, steps: int = 12, count: int = 0) -> UnrolledSeries:
    """Return typed numbers as a series."""
    return series_of(OWN, {"text": text, "count": count}, steps)


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("steps", [1, 7, 400])
def test_a_pattern_has_as_many_steps_as_are_asked_for_and_its_last_number_is_the_target(
    name: str, steps: int
) -> None:
    series = series_of(name, None, steps)
    values = PATTERNS[name][1](steps + 1)
    assert series.x.tolist() == values[:-1].tolist()
    assert series.target == values[-1]
    assert np.abs(values).max() <= 1
    assert "the last one is the target" in series.note


def test_a_price_comes_with_its_true_next_value() -> None:
    table, name = forecast_table(), default_source()
    place = table.names.index(name)
    series = series_of(name.lower(), None, 5)
    assert series.x.tolist() == table.series[place, -5:].tolist()
    assert series.target == table.targets[place]
    assert f"The last 5 of {table.series.shape[1]} values" in series.note


def test_more_steps_than_a_price_has_are_all_it_has_and_this_is_told() -> None:
    series = series_of(default_source(), None, 400)
    T = forecast_table().series.shape[1]
    assert len(series.x) == T
    assert f"All {T} values there are" in series.note


def test_of_typed_numbers_the_last_is_the_target_however_they_are_separated() -> None:
    series = own("0.5, -0.25;\n\u22121\t0.75")
    assert series.x.tolist() == [0.5, -0.25, -1]
    assert series.target == 0.75
    assert series.note.startswith("Your 4 numbers: the 3 before the last are read")


def test_only_the_last_numbers_are_read_and_this_is_told() -> None:
    series = own("0.1 " * 50 + "0.2 0.3 0.4", steps=2, count=100_000)
    assert (series.x.tolist(), series.target) == ([0.2, 0.3], 0.4)
    assert "Of your 100,000 numbers the 2 before the last are read" in series.note


@pytest.mark.parametrize(("gaps", "said"), [(1, "One empty place"), (1200, "1,200 empty places")])
def test_a_gap_is_left_out_and_this_is_told(gaps: int, said: str) -> None:
    series = series_of(OWN, {"text": "0.1 0.2 0.3", "count": 3, "gaps": gaps}, 5)
    assert said in series.note
    assert "empty" not in own("0.1 0.2 0.3").note


def test_large_numbers_are_scaled_without_looking_at_the_target() -> None:
    series = own("10 20 15 30")
    assert series.x.tolist() == [-1, 1, 0]
    assert series.target == 3
    assert "10 becomes \u22121, 20 becomes 1" in series.note


def test_numbers_that_are_all_the_same_are_divided_by_their_size() -> None:
    series = own("-8 -8 -8 4")
    assert series.x.tolist() == [-1, -1, -1]
    assert series.target == 0.5
    assert "divided by 8" in series.note


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type some numbers"), (" ,;\n", "Type some numbers"), ("5", "One number is not"),
        ("1 two 3", "'two' is no number"), ("1 nan", "'nan' is no number"),
        ("1 inf", "'inf'"), ("1e13 1", "'1e13'"), ("x" * 1_000_000, "'xxxxx"),
    ],
)  # fmt: skip
def test_what_is_no_series_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=r"0\.1 0\.5") as refused:
        own(text)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("wrong", ["no such", "", None, 5, ["sine"], "x" * 1000])
def test_a_series_that_does_not_exist_is_refused(wrong: object) -> None:
    with pytest.raises(InvalidInput):
        series_of(wrong, None, 5)


@pytest.mark.parametrize("steps", [0, -1, 401, None, "5", 2.5, True])
def test_a_number_of_steps_that_makes_no_sense_is_refused(steps: object) -> None:
    with pytest.raises(InvalidInput, match="1 to 400"):
        series_of("sine", None, steps)


@given(st.text(max_size=80), st.integers(1, 400))
def test_any_text_is_either_a_series_in_range_or_refused(text: str, steps: int) -> None:
    try:
        series = own(text, steps)
    except InvalidInput:
        return
    assert 1 <= len(series.x) <= steps
    assert np.abs(series.x).max() <= 1
    assert np.isfinite(series.target)


@pytest.mark.parametrize("typed", [None, 5, "1 2 3", {"text": 5}, {"count": "x"}, {"text": None}])
def test_a_store_that_holds_something_else_is_refused(typed: object) -> None:
    with pytest.raises(InvalidInput):
        series_of(OWN, typed, 5)
