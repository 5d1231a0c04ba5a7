"""From the odds that a model gives to the word that is taken: temperature, top-k, top-p, dice.

    p'(w) ∝ p(w)^(1/τ)   over the k most probable words, then over the fewest that hold a share p

Top-k as in Fan et al. (2018), top-p (nucleus) as in Holtzman et al. (2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.contracts import Floats, Integers
from core.errors import InvalidInput

HOTTEST, MOST_WORDS, SMALLEST_SHARE, LARGEST_SEED = 2.0, 1_000, 0.05, 2**31 - 1

_SORTED_FIRST = 1_000


@dataclass(frozen=True)
class Dice:
    """How a word is drawn; from a browser, so anything may be in it.

    Attributes:
        temperature: τ, 0 to 2; 0 takes the most probable word.
        top_k: Only so many of the most probable words; 0 is all of them.
        top_p: Only the fewest words that together have this share, 0.05 to 1.
        seed: Of the dice.
    """

    temperature: float = 0.8
    top_k: int = 0
    top_p: float = 0.95
    seed: int = 1

    def __post_init__(self) -> None:
        """Check every part; raises `InvalidInput`."""
        if not _is_number(self.temperature) or not 0 <= self.temperature <= HOTTEST:
            raise InvalidInput(f"The temperature is a number from 0 to {HOTTEST:g}.")
        if not _is_whole(self.top_k) or not 0 <= self.top_k <= MOST_WORDS:
            raise InvalidInput(f"Top-k is a whole number from 0 (all words) to {MOST_WORDS:,}.")
        if not _is_number(self.top_p) or not SMALLEST_SHARE <= self.top_p <= 1:
            raise InvalidInput(f"Top-p is a share from {SMALLEST_SHARE:g} to 1.")
        if not _is_whole(self.seed) or not 0 <= self.seed <= LARGEST_SEED:
            raise InvalidInput(f"The seed is a whole number from 0 to {LARGEST_SEED:,}.")


def odds(log_p: Floats, dice: Dice, never: tuple[int, ...] = ()) -> Floats:
    """Return with what probability each word is drawn, (V,).

    Args:
        log_p: (V,) ln p of the model.
        dice: How it is drawn.
        never: Words that are not drawn at all.
    """
    scores = log_p.astype(np.float64)
    scores[list(never)] = -np.inf
    if dice.temperature == 0:
        found = np.zeros(len(scores))
        found[scores.argmax()] = 1
        return found
    found = np.exp((scores - scores.max()) / dice.temperature)
    found /= found.sum()
    if not dice.top_k and dice.top_p == 1:
        return found
    kept = _most_probable(found, dice)
    some = np.zeros_like(found)
    some[kept] = found[kept]
    return some / some.sum()


def _most_probable(found: Floats, dice: Dice) -> Integers:
    """Return the words that top-k and top-p leave; most often few, so not all are sorted."""
    count = min(dice.top_k or _SORTED_FIRST, len(found))
    top = np.argpartition(-found, count - 1)[:count]
    if not dice.top_k and found[top].sum() < dice.top_p:
        top = np.arange(len(found))
    top = top[np.argsort(-found[top], kind="stable")]
    whole = found[top].sum() if dice.top_k else 1.0
    inside = np.cumsum(found[top]) / whole
    return top[: int(np.searchsorted(inside, dice.top_p - 1e-12)) + 1]


def drawn(chances: Floats, seed: int, place: int) -> int:
    """Return the word that the dice give at a place of a text: the same for the same seed."""
    throw = np.random.default_rng([seed, place]).random()
    return min(int(np.searchsorted(np.cumsum(chances), throw, "right")), len(chances) - 1)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
