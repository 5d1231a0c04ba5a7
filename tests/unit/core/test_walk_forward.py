"""Forecasts from the past only: known answers, nothing taken from the future."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets.stocks import load
from core.errors import InvalidInput
from core.walk_forward import walk_forward, walk_forward_of_loaded


def recursion(series: int, days: int) -> np.ndarray:
    """Return series that follow x_t = 0.1 + 0.6 x_{t-1} - 0.2 x_{t-2} exactly."""
    values = np.random.default_rng(3).normal(size=(series, days))
    for day in range(2, days):
        values[:, day] = 0.1 + 0.6 * values[:, day - 1] - 0.2 * values[:, day - 2]
    return values


def test_an_exact_recursion_is_found_and_the_last_value_misses_it() -> None:
    values = recursion(30, 12)
    found = walk_forward(values, days=4, lags=(1, 2))
    assert found.autoregression[2] == pytest.approx(0, abs=1e-20)
    assert found.autoregression[1] > found.autoregression[2]
    assert found.last_value == pytest.approx(np.mean((values[:, -4:] - values[:, -5:-1]) ** 2))
    assert found.days == 4


def test_each_day_is_forecast_by_least_squares_on_the_days_before_it() -> None:
    values = np.random.default_rng(5).normal(size=(6, 9))
    errors = []
    for day in (7, 8):
        known = np.concatenate([values[:, t - 1] for t in range(1, day)])
        design = np.column_stack([np.ones(len(known)), known])
        wanted = np.concatenate([values[:, t] for t in range(1, day)])
        bias, slope = np.linalg.lstsq(design, wanted, rcond=None)[0]
        errors.append((bias + slope * values[:, day - 1] - values[:, day]) ** 2)
    assert walk_forward(values, days=2, lags=(1,)).autoregression[1] == pytest.approx(
        np.mean(errors)
    )


def test_the_future_changes_no_forecast_of_the_past() -> None:
    values = np.random.default_rng(7).normal(size=(6, 20))
    before = walk_forward(values[:, :-1], days=3, lags=(2,)).autoregression[2]
    later = values.copy()
    later[:, -1] += 100
    forecasts = walk_forward(later, days=4, lags=(2,)).autoregression[2]
    last_alone = walk_forward(later, days=1, lags=(2,)).autoregression[2]
    assert 4 * forecasts - last_alone == pytest.approx(3 * before)


def test_series_that_are_too_short_are_refused() -> None:
    with pytest.raises(InvalidInput, match="Series of 30 values are too short"):
        walk_forward(np.zeros((2, 30)))


def test_what_is_loaded_is_measured_once() -> None:
    assert walk_forward_of_loaded() is walk_forward_of_loaded()


@pytest.mark.usefixtures("real_data")
def test_on_the_lectures_file_nothing_simple_beats_the_last_value() -> None:
    data = load().columns
    found = walk_forward(np.column_stack([data["series"], data["target"]]))
    assert round(found.last_value, 4) == 0.0198
    assert {k: round(mse, 4) for k, mse in found.autoregression.items()} == {1: 0.0204, 20: 0.0210}
