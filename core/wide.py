"""A logistic regression on bags of word sequences: the wide half of a wide-and-deep network.

A text is the set of its different words and word sequences. Each has one weight; the text's score
is their sum divided by the square root of their number. That is what a linear model on L2-normed
indicator vectors computes, here with rare sequences allowed larger weights (inverse document
frequency), as in TF-IDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.contracts import Floats, Integers


def fit_row_weights(
    bags: Iterator[Integers], rows: int, target: Floats, weights: Floats, *, freedom: float
) -> Floats:
    """Return the weight of every table row, (rows,), and as last value the intercept.

    Args:
        bags: Arrays (n, G) of table rows per text, 0 behind them; N texts altogether.
        rows: Rows of the table.
        target: (N,) labels.
        weights: (N,) of the texts.
        freedom: Inverse strength of the l2 penalty, scikit-learn's C.
    """
    from sklearn.linear_model import LogisticRegression

    present = _indicators(bags, rows)
    seen = np.bincount(present.indices, minlength=rows)
    scale = np.log((1 + len(target)) / (1 + seen)) + 1  # inverse document frequency
    sizes = np.diff(present.indptr)
    present.data = scale[present.indices] / np.sqrt(np.repeat(sizes, sizes))
    model = LogisticRegression(C=freedom, solver="liblinear", max_iter=60)
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
