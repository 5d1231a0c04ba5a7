"""Linear forecasts of the next value from the last k, in closed form, under every protocol.

    x_t = b + Σ_j a_j x_{t-j},  j = 1 … k,  the same b and a for all series

fitted by least squares, or with a penalty λ Σ a_j² on top (ridge). Letters: N series, T values of
each, k lags, D days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.past import last_of, past_of

LINEAR, RIDGE = "linear", "ridge"
PENALTIES = {LINEAR: 0.0, RIDGE: 1.0}
LAGS = (1, 2, 5, 10, 20, 50)
_FITTED_DAYS = 100

Ahead = Callable[[Floats], Floats]  # (N, t) values -> (N,) the next one


def solve(X: Floats, y: Floats, penalty: float = 0.0) -> Floats:
    """Return (b, a_1 … a_k) that fit y (n,) to X (n, k); b is not penalised."""
    squares, products = moments(X, y)
    return solved(squares, products, penalty)


def moments(X: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return Zᵀ Z (k + 1, k + 1) and Zᵀ y (k + 1,) with Z = (1, X)."""
    Z = _with_one(X)
    return Z.T @ Z, Z.T @ y


def solved(squares: Floats, products: Floats, penalty: float) -> Floats:
    """Return the weights of the normal equations; the smallest ones where many fit."""
    weight = np.full(len(products), penalty)
    weight[0] = 0
    return np.asarray(np.linalg.lstsq(squares + np.diag(weight), products, rcond=None)[0])


def applied(X: Floats, weights: Floats) -> Floats:
    """Return b + X a, (n,)."""
    return np.asarray(_with_one(X) @ weights)


def same_rows(series: Floats, targets: Floats, k: int, penalty: float) -> Floats:
    """Return the answers (N,) for the very rows the regression was fitted to."""
    X = last_of(series, k)
    return applied(X, solve(X, targets, penalty))


def other_companies(
    series: Floats, targets: Floats, fold: np.ndarray, k: int, penalty: float
) -> Floats:
    """Return the answers (N,) for each fold of a regression fitted to the other folds.

    Raises:
        InvalidInput: There is one fold only, so nothing to fit to.
    """
    if len(np.unique(fold)) < 2:
        raise InvalidInput("One series alone has no other companies to learn from.")
    X, answers = last_of(series, k), np.empty(len(series))
    for i in np.unique(fold):
        weights = solve(X[fold != i], targets[fold != i], penalty)
        answers[fold == i] = applied(X[fold == i], weights)
    return answers


def walked(values: Floats, days: range, k: int) -> dict[str, Floats]:
    """Return name -> answers (N, D), fitted anew before each day to all earlier days.

    Every row is scaled on its own past. `values` is (N, T).

    Raises:
        InvalidInput: There is no earlier day with k values before it.
    """
    squares, products = _earlier(values, days.start, k)
    answers: dict[str, list[Floats]] = {name: [] for name in PENALTIES}
    for day in days:
        past = past_of(values, day, k)
        for name, penalty in PENALTIES.items():
            weights = solved(squares, products, penalty)
            answers[name].append(past.unscaled(applied(past.window, weights)))
        more = moments(past.window, past.scaled(values[:, day]))
        squares, products = squares + more[0], products + more[1]
    return {name: np.stack(said, axis=1) for name, said in answers.items()}


def linear_ahead(values: Floats, end: int, k: int, penalty: float) -> Ahead:
    """Return what forecasts the next value by a regression fitted to the days before `end`."""
    weights = solved(*_earlier(values, end, k), penalty)
    return partial(_next_by, weights=weights, k=k)


def _next_by(values: Floats, weights: Floats, k: int) -> Floats:
    past = past_of(values, values.shape[1], k)
    return past.unscaled(applied(past.window, weights))


def _earlier(values: Floats, end: int, k: int) -> tuple[Floats, Floats]:
    """Return the moments of all rows whose target lies before `end`, scaled on their past."""
    days = range(max(k, 2, end - _FITTED_DAYS), end)
    if not days:
        raise InvalidInput(
            f"Before value {end + 1} there is no day with {max(k, 2)} values before it to fit to. "
            "Choose fewer lags or longer series."
        )
    return _summed(_moments_of(values, day, k) for day in days)


def _moments_of(values: Floats, day: int, k: int) -> tuple[Floats, Floats]:
    past = past_of(values, day, k)
    moved = past.half > 0
    return moments(past.window[moved], past.scaled(values[:, day])[moved])


def _summed(parts: Iterable[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    squares, products = zip(*parts, strict=True)
    return np.sum(squares, axis=0), np.sum(products, axis=0)


def _with_one(X: Floats) -> Floats:
    return np.concatenate([np.ones((len(X), 1)), X], axis=1)
