"""A ridge regression on bags of what is said of a shoe and on its 84 numbers, for its log price.

With weights w of the things said, v of the numbers: log price = usual + Σ w / √G + x · v. What is
rare among the products may have a larger weight (inverse document frequency), as in TF-IDF.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np

from core.contracts import Floats, Integers

_DEAREST = np.log(400.0)  # dollars; what costs more is rare, and mostly a mistyped price


class Penalty(Protocol):
    """How it is fitted."""

    @property
    def rows(self) -> int: ...  # noqa: D102
    @property
    def penalty(self) -> float: ...  # noqa: D102
    @property
    def numbers(self) -> float: ...  # noqa: D102


class Ridge(NamedTuple):
    """What was found: weights of the rows of the bag (rows,), of the table (84,), and the start."""

    said: Floats
    table: Floats
    usual: float


def fit_ridge(
    said: Integers, table: Floats, target: Floats, weights: Floats, how: Penalty
) -> Ridge:
    """Return the ridge regression of the log prices `target` (N,).

    Args:
        said: (N, G) rows of the bag, 0 behind them.
        table: (N, 84).
        target: (N,).
        weights: (N,) of the rows.
        how: Size and penalties.
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import Ridge as Regression

    words, rare = _weighted(said, how.rows)
    together = csr_matrix(hstack([words, csr_matrix(table * how.numbers)]))
    price = np.minimum(target, _DEAREST)
    usual = float(np.average(price, weights=weights))
    model = Regression(alpha=how.penalty, fit_intercept=True, solver="sparse_cg", tol=1e-5)
    model.fit(together, price - usual, sample_weight=weights)
    return Ridge(
        model.coef_[: how.rows] * rare,
        model.coef_[how.rows :] * how.numbers,
        usual + float(model.intercept_),
    )


def _weighted(said: Integers, rows: int) -> tuple[Any, Floats]:
    """Return the sparse (N, rows) matrix of weighted things, and the weight of each (rows,)."""
    from scipy.sparse import csr_matrix

    is_there = said != 0
    sizes = is_there.sum(axis=1)
    columns = said[is_there]
    rare = np.log((1 + len(said)) / (1 + np.bincount(columns, minlength=rows))) + 1
    rare = rare / rare[columns].mean() if len(columns) else rare
    ends = np.concatenate([[0], np.cumsum(sizes)])
    values = rare[columns] / np.sqrt(np.repeat(sizes, sizes))
    return csr_matrix((values, columns, ends), shape=(len(said), rows)), rare
