"""Linear forecasts: exact where they must be, and blind to the future."""

from __future__ import annotations

import numpy as np
import pytest

from core import linear
from core.errors import InvalidInput
from core.past import past_of

RANDOM = np.random.default_rng(5)


def recursion(series: int, days: int) -> np.ndarray:
    """Return series that follow x_t = 0.6 x_{t-1} + 0.4 x_{t-2} exactly: the same on any scale."""
    values = RANDOM.normal(size=(series, days))
    for day in range(2, days):
        values[:, day] = 0.6 * values[:, day - 1] + 0.4 * values[:, day - 2]
    return values


def test_the_normal_equations_give_least_squares_and_the_penalty_shrinks_all_but_the_bias() -> None:
    X, y = RANDOM.normal(size=(50, 3)), RANDOM.normal(size=50) + 5
    design = np.column_stack([np.ones(50), X])
    np.testing.assert_allclose(linear.solve(X, y), np.linalg.lstsq(design, y, rcond=None)[0])
    extended = np.vstack([design, np.diag([0, 2.0, 2.0, 2.0])])  # √λ = 2
    padded = np.concatenate([y, np.zeros(4)])
    by_rows = np.linalg.lstsq(extended, padded, rcond=None)[0]
    np.testing.assert_allclose(linear.solve(X, y, penalty=4.0), by_rows)
    assert linear.solve(X, y, 1e12)[0] == pytest.approx(y.mean(), abs=1e-6)


def test_an_exact_recursion_is_found_walking_forward() -> None:
    values = recursion(20, 16)
    found = linear.walked(values, range(12, 16), 2)
    np.testing.assert_allclose(found["linear"], values[:, 12:], atol=1e-8)
    assert np.abs(found["ridge"] - values[:, 12:]).max() > 1e-4


def test_each_day_is_fitted_to_the_days_before_it_and_no_later_one() -> None:
    values = RANDOM.normal(size=(9, 30))
    before = linear.walked(values[:, :25], range(20, 25), 3)
    later = values.copy()
    later[:, 25:] = 1e6
    after = linear.walked(later, range(20, 30), 3)
    for name, answers in before.items():
        np.testing.assert_allclose(after[name][:, :5], answers, rtol=1e-9)


def test_what_walks_forward_is_what_forecasts_ahead() -> None:
    values = RANDOM.normal(size=(9, 30))
    walked = linear.walked(values, range(29, 30), 3)["ridge"][:, 0]
    ahead = linear.linear_ahead(values, 29, 3, linear.PENALTIES["ridge"])
    np.testing.assert_allclose(ahead(values[:, :29]), walked, rtol=1e-9)
    assert past_of(values, 29, 3).half.min() > 0


def test_the_lectures_rows_are_fitted_and_answered_and_other_companies_are_kept_apart() -> None:
    series, targets = RANDOM.normal(size=(40, 6)), RANDOM.normal(size=40)
    fold = np.arange(40) % 5
    seen = linear.same_rows(series, targets, 4, 0)
    assert np.mean((seen - targets) ** 2) < np.var(targets)
    apart = linear.other_companies(series, targets, fold, 4, 0)
    mine = linear.applied(series[:, -4:], linear.solve(series[fold != 2, -4:], targets[fold != 2]))
    np.testing.assert_allclose(apart[fold == 2], mine[fold == 2])
    changed = targets.copy()
    changed[fold == 2] = 99
    np.testing.assert_allclose(
        linear.other_companies(series, changed, fold, 4, 0)[fold == 2], apart[fold == 2]
    )


def test_what_cannot_be_fitted_is_said() -> None:
    with pytest.raises(InvalidInput, match="no other companies"):
        linear.other_companies(np.zeros((1, 3)), np.zeros(1), np.zeros(1, int), 1, 0)
    with pytest.raises(InvalidInput, match="Choose fewer lags"):
        linear.walked(np.zeros((3, 12)), range(10, 12), 20)


def test_series_that_never_move_are_forecast_to_stay() -> None:
    still = np.full((4, 20), 3.0)
    np.testing.assert_allclose(linear.walked(still, range(18, 20), 2)["linear"], still[:, 18:])
