"""Which pairs the answer of a model is learnt from, and which only teach it to read."""

from __future__ import annotations

import numpy as np

from core.contracts import Columns, Floats

_ITSELF = 0.03  # pairs of a question with itself, as a share of the labelled ones
_KNOWN = "duplicate_pairs"


def only_labelled(columns: Columns) -> Floats:
    """Return weight 0 for the file of known duplicates, which holds no pair that is not, else 1.

    Rows of weight 0 are there before the epochs begin and in none of them.
    """
    return (columns["source"].astype(str) != _KNOWN).astype(np.float64)


def beside_themselves(columns: Columns, seed: int) -> Columns:
    """Return the pairs with a few questions beside themselves: those ask the same."""
    rng = np.random.default_rng(seed)
    labelled = np.flatnonzero(columns["source"].astype(str) != _KNOWN)
    count = max(round(_ITSELF * len(labelled)), 1)
    rows = rng.choice(labelled, count, replace=False)
    extra = {
        **{name: values[rows] for name, values in columns.items()},
        "question2": columns["question1"][rows],
        "is_duplicate": np.ones(count),
        "source": np.full(count, "itself", dtype=object),
    }
    return {name: np.concatenate([columns[name], extra[name]]) for name in columns}
