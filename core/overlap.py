"""How alike two questions look, in numbers that need no network: shared words, numbers, letters.

Every number stays the same when the questions change places. Words are weighed by how rare they
are; by Zipf's law the logarithm of a word's rank does that, so the vocabulary is all one needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from core.contracts import Floats

OVERLAPS = (
    "shared words",
    "shared weight",
    "shared of the shorter",
    "shared of the longer",
    "shared pairs of words",
    "shared letters in threes",
    "same first word",
    "same first two words",
    "same last word",
    "rarest word not shared",
    "two rarest not shared",
    "rarest not shared on both sides",
    "weight not shared",
    "numbers not shared",
    "numbers shared",
    "difference in length",
    "shorter length",
    "longer length",
    "the same words in the same order",
)

Words = Sequence[str]


def overlap(first: Words, second: Words, weight: Callable[[str], float]) -> Floats:
    """Return one number per name in `OVERLAPS`, most of them between 0 and 1.

    Args:
        first: The words of one question.
        second: The words of the other.
        weight: How much a word says, 0 (every question has it) to 1 (unknown).
    """
    a, b = set(first), set(second)
    weights = {word: weight(word) for word in a | b}
    shared = sum(weights[word] for word in a & b)
    whole_a, whole_b = (sum(weights[word] for word in side) for side in (a, b))
    only_a, only_b = (_heaviest(weights, side) for side in (a - b, b - a))
    apart = sorted((*only_a, *only_b), reverse=True)
    numbers_a, numbers_b = (set(filter(_has_digit, side)) for side in (a, b))
    short, long = sorted((len(first), len(second)))
    return np.array(
        [
            len(a & b) / max(len(a | b), 1),
            shared / max(whole_a + whole_b - shared, 1e-9),
            shared / max(min(whole_a, whole_b), 1e-9),
            shared / max(whole_a, whole_b, 1e-9),
            _dice(Counter(pairwise(first)), Counter(pairwise(second))),
            _dice(_threes(first), _threes(second)),
            first[:1] == second[:1],
            first[:2] == second[:2],
            first[-1:] == second[-1:],
            apart[0] if apart else 0,
            sum(apart[:2]) / 2,
            min(max(only_a, default=0), max(only_b, default=0)),
            min(sum(apart), 8) / 8,
            min(len(numbers_a ^ numbers_b), 3) / 3,
            min(len(numbers_a & numbers_b), 3) / 3,
            min(long - short, 10) / 10,
            min(short, 20) / 20,
            min(long, 20) / 20,
            list(first) == list(second),
        ],
        dtype=np.float32,
    )  # fmt: skip


def _heaviest(weights: dict[str, float], side: set[str]) -> list[float]:
    return sorted((weights[word] for word in side), reverse=True)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _threes(words: Words) -> Counter[str]:
    """Return how often every three letters in a row occur, word ends included."""
    framed = [f"#{word}#" for word in words]
    return Counter(word[i : i + 3] for word in framed for i in range(len(word) - 2))


def _dice(one: Counter[Any], other: Counter[Any]) -> float:
    """Return how much of two bags is common to both, 0 to 1."""
    total = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / total if total else 0.0
