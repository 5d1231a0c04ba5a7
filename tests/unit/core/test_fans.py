"""Many steps ahead: rolled honestly, with a width that comes from other days."""

from __future__ import annotations

import numpy as np
import pytest

from core import fans
from core.errors import InvalidInput
from core.fans import CHECK, HORIZON, TODAY, fan, horizon, rolled, spread, step_size
from core.forecasts import ForecastTable
from core.own_series import table_of

SERIES, LENGTH = 80, 101


def walks(seed: int = 4) -> ForecastTable:
    """Return random walks of the lecture's length."""
    steps = np.random.default_rng(seed).normal(size=(SERIES, LENGTH))
    return table_of([f"W{i}" for i in range(SERIES)], np.cumsum(steps, axis=1))


@pytest.fixture(scope="module")
def table() -> ForecastTable:
    return walks()


def test_a_path_is_the_forecast_of_one_step_fed_back() -> None:
    doubled = rolled(lambda known: 2 * known[:, -1], np.array([[5.0, 1.0]]), 4)
    np.testing.assert_array_equal(doubled, [[2, 4, 8, 16]])


def test_the_last_value_stays_and_the_drift_goes_on(table: ForecastTable) -> None:
    known = table.values[:, : LENGTH - HORIZON]
    np.testing.assert_array_equal(
        fan(table, "last-value", 3, CHECK).path, np.full(HORIZON, known[3, -1])
    )
    steps = np.diff(fan(table, "drift", 3, CHECK).path)
    np.testing.assert_allclose(steps, np.full(HORIZON - 1, steps[0]), rtol=1e-9)


@pytest.mark.parametrize("model", ["last-value", "drift", "mean", "ridge", "stocks-rnn"])
def test_a_fan_widens_and_holds_about_what_it_promises_on_random_walks(
    table: ForecastTable, model: str
) -> None:
    one = fan(table, model, 0, CHECK)
    width = one.high - one.low
    assert width[-1] > width[0]
    assert (one.low < one.high).all()
    assert 0.6 < one.coverage.mean() < 0.95
    np.testing.assert_array_equal(one.truth, table.values[0, -HORIZON:])


def test_the_last_days_decide_on_the_coverage_and_nothing_else(table: ForecastTable) -> None:
    values = np.array(table.values)
    values[:, -HORIZON:] = values[:, -HORIZON - 1 : -HORIZON]
    still = table_of(table.names, values)
    before, after = (fan(one, "ridge", 5, CHECK) for one in (table, still))
    units = [step_size(one.values[:, : LENGTH - HORIZON])[5] for one in (table, still)]
    for name in ("low", "high"):
        mine, other = (
            (getattr(one, name) - one.path) / unit
            for one, unit in zip((before, after), units, strict=True)
        )
        np.testing.assert_allclose(mine, other, rtol=1e-6)
    assert after.coverage.mean() > before.coverage.mean()


def test_from_the_last_day_on_nobody_knows_what_comes(table: ForecastTable) -> None:
    one = fan(table, "last-value", 2, TODAY)
    assert one.truth is None
    assert one.start == LENGTH
    assert one.path[0] == table.values[2, -1]


@pytest.mark.parametrize(("length", "furthest"), [(8, 2), (30, 7), (80, 20), (2000, 20)])
def test_short_series_are_rolled_less_far(length: int, furthest: int) -> None:
    assert horizon(length) == furthest


@pytest.mark.parametrize("length", [3, 7])
def test_series_that_are_too_short_are_refused(length: int) -> None:
    assert "too short" in str(fans.why_too_short(length))
    short = table_of(["A"], np.arange(float(length))[None])
    with pytest.raises(InvalidInput, match="too short"):
        fan(short, "last-value", 0, CHECK)


@pytest.mark.parametrize(("model", "start"), [("nobody", CHECK), ("drift", "yesterday")])
def test_what_is_no_forecaster_or_no_start_is_refused(
    table: ForecastTable, model: str, start: str
) -> None:
    with pytest.raises(InvalidInput, match=r"No forecaster|A fan starts"):
        fan(table, model, 0, start)


def test_a_constant_series_has_a_fan_without_width() -> None:
    made = table_of(["A", "B"], np.stack([np.ones(40), np.random.default_rng(1).normal(size=40)]))
    one = fan(made, "last-value", 0, CHECK)
    np.testing.assert_array_equal(one.low, one.high)


def test_a_table_is_rolled_once(table: ForecastTable) -> None:
    assert spread(table, "drift", 20) is spread(table, "drift", 20)
