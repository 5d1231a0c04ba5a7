"""Counting three words at a time, as well as counting can: interpolated Kneser and Ney.

    p(c | a b) = (n(a b c) − D)₊ / n(a b) + γ(a b) p(c | b)

The lower orders count in how many different contexts a word was seen, not how often; three
discounts D, for what was seen once, twice and more often, follow from the counts themselves
(Kneser and Ney 1995; "modified" as in Chen and Goodman 1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.contracts import Floats, Integers
from core.next_word_texts import BOUNDARY


@dataclass(frozen=True)
class _Order:
    """Counts of one order: of an n-gram, and of what its context was followed by.

    Attributes:
        keys: Sorted numbers of the n-grams that were seen; `counts`: how often.
        contexts: Sorted numbers of their contexts; `totals`: sum of the counts behind each.
        left: γ of every context: the share that goes to the order below.
        discounts: D of count 0, 1, 2 and 3 or more.
    """

    keys: Integers
    counts: Integers
    contexts: Integers
    totals: Integers
    left: Floats
    discounts: Floats

    @classmethod
    def of(cls, keys: Integers, counts: Integers, size: int) -> _Order:
        few = [int((counts == n).sum()) for n in range(1, 5)]
        discounts = _discounts(few)
        contexts, place = np.unique(keys // size, return_inverse=True)
        totals = np.bincount(place, counts)
        taken = np.bincount(place, discounts[np.minimum(counts, 3)])
        return cls(keys, counts, contexts, totals, taken / totals, discounts)

    def mixed(self, keys: Integers, size: int, below: Floats) -> Floats:
        """Return p of every n-gram, given what the order below says."""
        seen = _looked_up(self.keys, self.counts, keys)
        total = _looked_up(self.contexts, self.totals, keys // size)
        left = _looked_up(self.contexts, self.left, keys // size)
        kept = np.maximum(seen - self.discounts[np.minimum(seen, 3).astype(int)], 0)
        is_known = total > 0
        return np.where(is_known, kept / np.maximum(total, 1) + left * below, below)


@dataclass(frozen=True)
class Counting:
    """What was counted in a stream of ids, up to `n` in a row (1 to 3)."""

    size: int
    orders: tuple[_Order, ...]
    single: Floats

    @classmethod
    def of(cls, stream: Integers, size: int, n: int = 3) -> Counting:
        """Return the counts of a stream as `next_word_texts.stream` gives it.

        Args:
            stream: (m,) ids from 0 to `size` − 1.
            size: How many different ids there are.
            n: How many in a row are counted.
        """
        words, one_before, two_before = _in_context(stream)
        keys = words
        if n > 1:
            keys = one_before * size + keys
        if n > 2:
            keys = two_before * size**2 + keys
        found, counts = np.unique(keys, return_counts=True)
        orders: list[_Order] = []
        for order in range(n, 1, -1):
            orders.insert(0, _Order.of(found, counts, size))
            found, counts = np.unique(found % size ** (order - 1), return_counts=True)
        totals = np.zeros(size)
        totals[found] = counts
        discount = _discounts([int((counts == k).sum()) for k in range(1, 5)])
        kept = np.maximum(totals - discount[np.minimum(totals, 3).astype(int)], 0)
        single = kept / totals.sum()
        single += (1 - single.sum()) / size  # for words that were never seen
        return cls(size, tuple(orders), single)

    @property
    def kept(self) -> int:
        """How many counts of all orders have to be kept."""
        return sum(len(order.keys) for order in self.orders) + self.size

    def probabilities(self, stream: Integers) -> Floats:
        """Return p of every id of a stream but its first, given those before it, (m − 1,)."""
        words, one_before, two_before = _in_context(stream)
        found = self.single[words]
        keys = one_before * self.size + words
        for place, order in enumerate(self.orders):
            whole = keys if place == 0 else two_before * self.size**2 + keys
            found = order.mixed(whole, self.size, found)
        return found


def _in_context(stream: Integers) -> tuple[Integers, Integers, Integers]:
    """Return every id but the first, the one before it and the one before that.

    Nothing before a boundary counts: there another text ends.
    """
    whole = stream.astype(np.int64)
    words, one_before = whole[1:], whole[:-1]
    two_before = np.concatenate([[BOUNDARY], whole[:-2]])
    return words, one_before, np.where(one_before == BOUNDARY, BOUNDARY, two_before)


def _discounts(few: list[int]) -> Floats:
    """Return D for counts 0, 1, 2, 3+; `few` says how many n-grams were seen 1, 2, 3, 4 times."""
    if min(few) == 0:
        return np.array([0.0, 0.75, 0.75, 0.75])
    share = few[0] / (few[0] + 2 * few[1])
    more = [n + 1 - (n + 2) * share * few[n + 1] / few[n] for n in range(3)]
    return np.array([0.0, *np.clip(more, 0.05, [0.95, 1.95, 2.95])])


def _looked_up(keys: Integers, values: Floats | Integers, wanted: Integers) -> Floats:
    """Return the value of every wanted key, 0 where it is not there."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], 0).astype(np.float64)
