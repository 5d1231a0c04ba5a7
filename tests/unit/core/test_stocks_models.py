"""What the forecasters read, how their rows are divided, how far our own one is trusted."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InvalidInput
from core.models.stocks import (
    ForecastOptions,
    StepOptions,
    divide_by_day,
    encode,
    encode_steps,
    trusted,
)

RANDOM = np.random.default_rng(6)
OPTIONS = StepOptions(units=2, window=4, unseen=3)


def test_a_residual_forecaster_also_gets_the_last_value() -> None:
    series = RANDOM.normal(size=(3, 5))
    (alone,) = encode({"series": series}, ForecastOptions())
    both = encode({"series": series}, ForecastOptions(residual=True))
    np.testing.assert_array_equal(alone, both[0])
    np.testing.assert_array_equal(both[1], series[:, -1:])


def test_steps_are_read_in_their_own_size_whatever_the_scale() -> None:
    series = RANDOM.normal(size=(3, 9))
    steps, size, today = encode_steps({"series": series}, OPTIONS)
    assert steps.shape == (3, 4, 1)
    np.testing.assert_allclose(np.mean(steps**2, axis=1), np.ones((3, 1)))
    other = encode_steps({"series": series * 1e6 - 4}, OPTIONS)
    np.testing.assert_allclose(other[0], steps, rtol=1e-6)
    np.testing.assert_allclose(other[1], size * 1e6)
    np.testing.assert_array_equal(today, series[:, -1:])


@pytest.mark.parametrize("series", [[[2.0]], [[2.0] * 9]], ids=["one value", "constant"])
def test_without_steps_there_is_no_size(series: list[list[float]]) -> None:
    steps, size, _ = encode_steps({"series": np.array(series)}, OPTIONS)
    assert not steps.any()
    assert not size.any()


def test_days_to_fit_to_check_and_not_to_touch_follow_each_other() -> None:
    values = np.cumsum(RANDOM.normal(size=(5, 30)), axis=1)
    columns = {"series": values[:, :-1], "target": values[:, -1]}
    fitted, held = divide_by_day(columns, OPTIONS)
    assert len(held["target"]) == 5 * 10
    assert len(fitted["target"]) == 5 * (30 - 3 - 10 - 5)
    changed = {"series": values[:, :-1].copy(), "target": values[:, -1] + 9}
    changed["series"][:, -2:] = 9
    again = divide_by_day(changed, OPTIONS)
    for mine, other in zip((fitted, held), again, strict=True):
        np.testing.assert_array_equal(mine["series"], other["series"])
        np.testing.assert_array_equal(mine["target"], other["target"])


def test_series_that_are_too_short_to_be_divided_are_refused() -> None:
    columns = {"series": np.zeros((2, 15)), "target": np.zeros(2)}
    with pytest.raises(InvalidInput, match="too short"):
        divide_by_day(columns, OPTIONS)


def held_out(share: float, noise: float) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return answered steps, and rows whose true steps are that share of them and noise."""
    answered = RANDOM.normal(size=200)
    true = share * answered + noise * RANDOM.normal(size=200)
    return answered, {"series": np.zeros((200, 5)), "target": true}


def test_a_step_that_is_borne_out_is_trusted_and_one_that_is_not_is_given_up() -> None:
    weights = {"dense/0": np.ones((2, 1), np.float32), "lstm/0": np.ones((1, 8))}

    def share(true_share: float, noise: float) -> float:
        kept = trusted(weights, *held_out(true_share, noise))
        np.testing.assert_array_equal(kept["lstm/0"], weights["lstm/0"])
        return float(kept["dense/0"][0, 0])

    assert share(0.5, 0.01) == pytest.approx(0.5, abs=0.01)
    assert share(3, 0.01) == 1
    assert share(-1, 0.01) == 0
    assert share(0.05, 5) < 0.3
    silent = trusted(weights, np.zeros(200), held_out(1, 1)[1])
    assert silent["dense/0"][0, 0] == 0
