"""A logistic regression on bags of word sequences: the wide half of a wide-and-deep network.

A text is the set of its G different words and word sequences. Each has one weight; the text's score
is their sum divided by √(G + caution). Without caution that is what a linear model on L2-normed
indicator vectors computes; rare sequences are allowed larger weights (inverse document frequency),
as in TF-IDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from core.contracts import Floats, Integers


class Penalty(Protocol):
    """How the weights are fitted: rows of the table, scikit-learn's C, and the caution above."""

    @property
    def rows(self) -> int: ...  # noqa: D102
    @property
    def freedom(self) -> float: ...  # noqa: D102
    @property
    def caution(self) -> int: ...  # noqa: D102


def fit_row_weights(
    bags: Iterator[Integers], target: Floats, weights: Floats, how: Penalty
) -> Floats:
    """Return the weight of every table row, (rows,), and as last value the intercept.

    Args:
        bags: Arrays (n, G) of table rows per text, 0 behind them; N texts altogether.
        target: (N,) labels.
        weights: (N,) of the texts.
        how: Size, penalty and caution.
    """
    from sklearn.linear_model import LogisticRegression

    present = _indicators(bags, how.rows)
    seen = np.bincount(present.indices, minlength=how.rows)
    scale = np.log((1 + len(target)) / (1 + seen)) + 1  # inverse document frequency
    sizes = np.diff(present.indptr)
    present.data = scale[present.indices] / np.sqrt(np.repeat(sizes, sizes) + how.caution)
    model = LogisticRegression(C=how.freedom, solver="liblinear", tol=0.001, max_iter=60)
    model.fit(present, target, sample_weight=weights)
    found: Floats = np.append(model.coef_[0] * scale, model.intercept_[0])
    return found


def _indicators(bags: Iterator[Integers], rows: int) -> Any:
    """Return the sparse (N, rows) matrix with a 1 wherever a text has a sequence."""
    from scipy.sparse import csr_matrix

    indices, sizes = [], []
    for bag in bags:
        is_there = bag != 0
        indices.append(bag[is_there])
        sizes.append(is_there.sum(axis=1))
    ends = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    columns = np.concatenate(indices)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, rows))
