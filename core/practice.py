"""Further pairs to practise on: known duplicates, and look-alikes as a first model judges them.

The labelled pairs are few. Two questions whose vectors are close but that are not known to be
linked are probably not the same; how probably, a model trained on the labelled pairs alone says
(self-training with soft labels; for pairs of sentences: Thakur et al. 2021). Beside them stand
known duplicates, about which it is often wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, Floats, Integers, Start
from core.pieces import in_pieces

_BLOCK = 15_000  # questions among which the nearest are looked for
_SEARCHED = 0.4  # share of them for which that is done
_NEAREST = 6
_DUPLICATES = 30_000
_AT_ONCE = 1024


@dataclass(frozen=True)
class Practice:
    """N pairs: one array per model input, and how probably each asks the same, (N,)."""

    inputs: tuple[NDArray[Any], ...]
    target: Floats


def practice_pairs(model: Any, tower: Any, inputs: tuple[NDArray[Any], ...], start: Start) -> Any:
    """Return `Practice`, or None where there are too few questions.

    Args:
        model: A Keras model that answers; what it thinks of look-alikes is taken for their label.
        tower: The Keras model from ids to the vector of a question.
        inputs: One array per model input, of the training rows.
        start: The training rows.
    """
    rng = np.random.default_rng(start.seed)
    alike = _look_alikes(tower, inputs, start, rng)
    if not len(alike["question1"]):
        return None
    pieces = list(in_pieces(alike, start.encode))
    found = tuple(np.concatenate(arrays) for arrays in zip(*pieces, strict=True))
    start.say(f"judging {len(found[0])} look-alikes")
    held = model.predict(found, batch_size=_AT_ONCE, verbose=0).reshape(-1)
    known = np.flatnonzero((start.weights == 0) & (start.target == 1))
    known = rng.permutation(known)[:_DUPLICATES]
    together = (np.concatenate([x, y[known]]) for x, y in zip(found, inputs, strict=True))
    target = np.concatenate([held, np.ones(len(known))]).astype(np.float32)
    return Practice(tuple(together), target)


def _look_alikes(
    tower: Any, inputs: tuple[NDArray[Any], ...], start: Start, rng: np.random.Generator
) -> Columns:
    """Return pairs of questions that are close and not linked."""
    start.say("looking for look-alikes")
    texts = np.concatenate([start.columns["question1"], start.columns["question2"]])
    groups = np.concatenate([start.columns["group"]] * 2)
    ids = np.concatenate(inputs[:2])
    different = rng.permutation(np.unique(ids, axis=0, return_index=True)[1])
    vectors = tower.predict(ids[different], batch_size=_AT_ONCE, verbose=0)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    first, second = near_pairs(vectors, groups[different], rng)
    return {"question1": texts[different[first]], "question2": texts[different[second]]}


def near_pairs(
    vectors: Floats, groups: Integers, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Return row numbers of pairs: a question, and one of the nearest of another group.

    Args:
        vectors: (N, P) of length 1, in random order; looked through block by block.
        groups: (N,).
        rng: Says which of the nearest is taken.
    """
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for begin in range(0, len(vectors), _BLOCK):
        block = vectors[begin : begin + _BLOCK]
        count, nearest = int(len(block) * _SEARCHED), min(_NEAREST, len(block) - 1)
        if count < 1 or nearest < 1:
            continue
        closeness = block[:count] @ block.T
        closeness[np.arange(count), np.arange(count)] = -np.inf
        top = np.argpartition(-closeness, nearest - 1, axis=1)[:, :nearest]
        chosen = top[np.arange(count), rng.integers(0, nearest, count)]
        first.append(begin + np.arange(count))
        second.append(begin + chosen)
    one, other = np.concatenate(first), np.concatenate(second)
    apart = groups[one] != groups[other]
    return one[apart], other[apart]
