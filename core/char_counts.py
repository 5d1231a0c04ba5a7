"""Predicting the next character by counting: what a network has to beat.

Counts of n characters, mixed with those of n − 1 as Witten and Bell (1991) do: a context that has
been followed by many different characters trusts itself less.

    p_n(c | h) = (count(h c) + kinds(h) p_{n-1}(c | h')) / (count(h) + kinds(h))

h' is h without its first character; below the first order stands 1 / V. Letters: V characters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2

from core.contracts import Integers


class Counts:
    """Counts of all sequences of up to `order` characters."""

    def __init__(self, ids: Integers, order: int, V: int) -> None:
        self.order, self.V = order, V
        self.followers: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
        text = ids.tolist()
        for n in range(order):
            for place in range(n, len(text)):
                self.followers[tuple(text[place - n : place])][text[place]] += 1

    def probability(self, context: Sequence[int], character: int) -> float:
        """Return p of a character after at most order − 1 characters."""
        p, context = 1 / self.V, tuple(context)
        for n in range(min(len(context), self.order - 1) + 1):
            seen = self.followers.get(context[len(context) - n :])
            if seen is None:
                break
            kinds, total = len(seen), seen.total()
            p = (seen[character] + kinds * p) / (total + kinds)
        return p

    def bits(self, ids: Integers, before: Integers) -> float:
        """Return the mean of −log₂ p over `ids`, which come after `before`."""
        text, start = [*before.tolist(), *ids.tolist()], len(before)
        known = self.order - 1
        total = sum(
            log2(self.probability(text[max(0, place - known) : place], text[place]))
            for place in range(start, len(text))
        )
        return -total / max(len(ids), 1)


def baselines(ids: Integers, tail: Integers, V: int, orders: Sequence[int]) -> dict[int, float]:
    """Return the bits per character of counting on `tail` by order; order 0 only knows V."""
    counted = {n: Counts(ids, n, V).bits(tail, ids[-n:]) for n in orders if n}
    return {0: log2(V), **counted}
