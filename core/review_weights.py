"""How much a review counts in training: by where it comes from and how rare its label is there."""

from __future__ import annotations

import numpy as np

from core.contracts import Columns, Floats

_SOURCE_WEIGHTS = {"yelp_reviews": 1.5, "imdb_train": 0.7, "yelp_sentences": 0.3}


def review_weights(columns: Columns) -> Floats:
    """Return a weight per row (N,), on average 1: within each source both labels count the same.

    Whole reviews weigh more than single sentences, whose label is that of the review around them.
    """
    source, label = columns["source"].astype(str), columns["label"]
    weight = np.ones(len(label))
    for name in np.unique(source):
        for value in (0, 1):
            rows = (source == name) & (label == value)
            share = rows.sum() / max((source == name).sum(), 1)
            weight[rows] = _SOURCE_WEIGHTS.get(name, 1.0) * 0.5 / max(share, 0.05)
    return weight / weight.mean()
