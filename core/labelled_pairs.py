"""Which pairs the answer of a model is learnt from, and which only teach it to read."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, Floats
from core.text import words

_ITSELF = 0.05  # pairs of a question with itself, as a share of the labelled ones
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


_SOURCE_WEIGHTS = {"duplicate_pairs": 0.5, "mined": 0.85}


def natural_weights(columns: Columns) -> Floats:
    """Return a weight per pair (N,): labelled pairs count whole, added ones less.

    Known duplicates and mined negatives together keep the natural share of duplicates.
    """
    source = columns["source"].astype(str)
    weight = np.ones(len(source))
    for name, value in _SOURCE_WEIGHTS.items():
        weight[source == name] = value
    return weight / weight.mean()


def with_negatives(columns: Columns, seed: int) -> Columns:
    """Return the pairs with one mined negative per known duplicate.

    A mined negative pairs a question with another one that shares its rarest word but belongs to
    no linked group of pairs: alike in subject, and by all that is known not the same question.
    """
    rng = np.random.default_rng(seed)
    from_duplicates = np.flatnonzero(columns["source"].astype(str) == "duplicate_pairs")
    first, second = _mine(columns, from_duplicates, rng)
    count = len(first)
    extra = {
        "question1": columns["question1"][first],
        "question2": columns["question2"][second],
        "is_duplicate": np.zeros(count),
        "source": np.full(count, "mined", dtype=object),
        "only_training": np.ones(count, bool),
        "group": np.full(count, -1),
    }
    return {name: np.concatenate([columns[name], extra[name]]) for name in extra}


def _mine(
    columns: Columns, rows: NDArray[np.intp], rng: np.random.Generator
) -> tuple[list[int], list[int]]:
    """Return rows of first and of second questions that look alike but are not linked."""
    sets = [set(words(text)) for text in columns["question2"]]
    holders = defaultdict(list)
    for row, found in enumerate(sets):
        for word in found:
            holders[word].append(row)
    first, second = [], []
    for row in rows.tolist():
        asked = set(words(columns["question1"][row]))
        shared = sorted((w for w in asked if len(holders[w]) > 5), key=lambda w: len(holders[w]))
        if not shared:
            continue
        pool = holders[shared[min(int(rng.integers(2)), len(shared) - 1)]]
        drawn = [pool[i] for i in rng.integers(len(pool), size=4)]
        other = max(drawn, key=lambda r: len(asked & sets[r]))
        if columns["group"][other] != columns["group"][row]:
            first.append(row)
            second.append(other)
    return first, second


def with_negatives_and_themselves(columns: Columns, seed: int) -> Columns:
    """Return the pairs with mined negatives, and a few questions beside themselves."""
    return beside_themselves(with_negatives(columns, seed), seed)
