"""How alike two questions look, in numbers that need no network: shared words, numbers, letters.

Every number stays the same when the questions change places. Words are weighed by how rare they
are; by Zipf's law the logarithm of a word's rank does that, so the vocabulary is all one needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Said:
    """A question taken apart once, for every comparison it stands in.

    Attributes:
        words: Its words in their order; `different`: without repetition.
        pairs: How often every two words stand side by side.
        threes: How often every three letters in a row occur, word ends included.
        numbers: The words with a digit.
    """

    words: Words
    different: frozenset[str]
    pairs: Counter[Any]
    threes: Counter[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, words: Words) -> Said:
        """Return the question of these words."""
        different = frozenset(words)
        numbers = frozenset(filter(_has_digit, different))
        return cls(words, different, Counter(pairwise(words)), _threes(words), numbers)


def overlap(one: Said, other: Said, weight: Callable[[str], float]) -> Floats:
    """Return one number per name in `OVERLAPS`, most of them between 0 and 1.

    Args:
        one: One question.
        other: The other.
        weight: How much a word says, 0 (every question has it) to 1 (unknown).
    """
    first, second, a, b = one.words, other.words, one.different, other.different
    weights = {word: weight(word) for word in a | b}
    shared = sum(weights[word] for word in a & b)
    whole_a, whole_b = (sum(weights[word] for word in side) for side in (a, b))
    only_a, only_b = (_heaviest(weights, side) for side in (a - b, b - a))
    apart = sorted((*only_a, *only_b), reverse=True)
    short, long = sorted((len(first), len(second)))
    return np.array(
        [
            len(a & b) / max(len(a | b), 1),
            shared / max(whole_a + whole_b - shared, 1e-9),
            shared / max(min(whole_a, whole_b), 1e-9),
            shared / max(whole_a, whole_b, 1e-9),
            _dice(one.pairs, other.pairs),
            _dice(one.threes, other.threes),
            first[:1] == second[:1],
            first[:2] == second[:2],
            first[-1:] == second[-1:],
            apart[0] if apart else 0,
            sum(apart[:2]) / 2,
            min(max(only_a, default=0), max(only_b, default=0)),
            min(sum(apart), 8) / 8,
            min(len(one.numbers ^ other.numbers), 3) / 3,
            min(len(one.numbers & other.numbers), 3) / 3,
            min(long - short, 10) / 10,
            min(short, 20) / 20,
            min(long, 20) / 20,
            list(first) == list(second),
        ],
        dtype=np.float32,
    )  # fmt: skip


def _heaviest(weights: dict[str, float], side: frozenset[str]) -> list[float]:
    return sorted((weights[word] for word in side), reverse=True)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(letter.isdigit() for letter in word)


def _threes(words: Words) -> Counter[str]:
    """Return how often every three letters in a row occur, word ends included."""
    framed = [f"#{word}#" for word in words]
    return Counter(word[i : i + 3] for word in framed for i in range(len(word) - 2))


def _dice(one: Counter[Any], other: Counter[Any]) -> float:
    """Return how much of two bags is common to both, 0 to 1."""
    total = one.total() + other.total()
    few, many = sorted((one, other), key=len)
    both = sum(min(count, many[what]) for what, count in few.items() if what in many)
    return 2 * both / total if total else 0.0
