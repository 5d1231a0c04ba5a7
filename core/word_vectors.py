"""Word vectors from the texts at hand: words that stand among the same words get alike vectors.

Positive pointwise mutual information of words up to five places apart, reduced by a truncated
singular value decomposition (Levy and Goldberg, 2014).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.contracts import Floats, Integers
from core.text import PADDING

_REACH = 5
_SMOOTHED = 0.75  # frequent contexts count a little less, as in word2vec
_SPREAD = 0.3  # standard deviation of the vectors' entries among frequent words
_FREQUENT = 5000


def word_vectors(ids: Integers, rows: int, size: int, seed: int) -> Floats:
    """Return one vector per table row, (rows, size) float32; padding and unseen words get 0.

    Args:
        ids: (N, T), padded behind the text with 0.
        rows: Rows of the embedding table.
        size: E.
        seed: Of the decomposition's random start.
    """
    from sklearn.utils.extmath import randomized_svd

    information = _positive_information(_neighbours(ids, rows))
    left, strength, _ = randomized_svd(information, size, n_iter=3, random_state=seed)
    vectors = left * np.sqrt(strength)
    vectors *= _SPREAD / max(float(vectors[1:_FREQUENT].std()), 1e-9)
    vectors[PADDING] = 0
    return vectors.astype(np.float32)


def _neighbours(ids: Integers, rows: int) -> Any:
    """Return how often words stand near each other, (rows, rows) sparse; nearer counts more."""
    from scipy.sparse import csr_matrix

    counts = csr_matrix((rows, rows), dtype=np.float32)
    for apart in range(1, min(_REACH, ids.shape[1] - 1) + 1):
        there = ids[:, apart:] != PADDING
        pairs = (ids[:, :-apart][there], ids[:, apart:][there])
        near = np.full(len(pairs[0]), 1 / apart, np.float32)
        counts = counts + csr_matrix((near, pairs), shape=counts.shape)
    return counts + counts.T


def _positive_information(counts: Any) -> Any:
    from scipy.sparse import csr_matrix

    found = counts.tocoo()
    total = np.asarray(counts.sum(axis=1)).reshape(-1) + 1e-9
    context = total**_SMOOTHED
    expected = total[found.row] * context[found.col] / context.sum()
    information = np.log(found.data / expected)
    kept = information > 0
    places = (found.row[kept], found.col[kept])
    return csr_matrix((information[kept], places), shape=counts.shape)
