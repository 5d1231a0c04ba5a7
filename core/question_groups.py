"""Questions in groups of duplicates: the links that a maximum spanning tree keeps.

Two questions share a group when a chain of pairs leads from one to the other, each at least as
probable as the threshold. Of all n (n - 1) / 2 pairs only the n - 1 of a maximum spanning tree
matter for that, whatever the threshold: cutting those below it leaves exactly the groups.

Letters: n questions, P size of a vector.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.contracts import Floats, Integers
from core.question_vectors import QuestionVectors

Say = Callable[[int, int], object]


@dataclass(frozen=True)
class Links:
    """The links of a maximum spanning tree, the most probable first.

    Attributes:
        one, other: (n - 1,) places of the two questions.
        probability: (n - 1,) that both ask the same.
    """

    one: Integers
    other: Integers
    probability: Floats

    def groups(self, threshold: float, count: int) -> list[list[int]]:
        """Return the groups of `count` questions at a threshold, each in order, the largest first.

        A question without a link is a group of its own.
        """
        parent = list(range(count))

        def root(place: int) -> int:
            while parent[place] != place:
                parent[place] = parent[parent[place]]
                place = parent[place]
            return place

        for one, other in self.above(threshold):
            parent[root(one)] = root(other)
        groups: dict[int, list[int]] = {}
        for place in range(count):
            groups.setdefault(root(place), []).append(place)
        return sorted(groups.values(), key=lambda group: (-len(group), group[0]))

    def above(self, threshold: float) -> Iterator[tuple[int, int]]:
        """Yield the links at or above a threshold."""
        for one, other, probability in zip(self.one, self.other, self.probability, strict=True):
            if probability < threshold:
                return
            yield int(one), int(other)


def links(halves: QuestionVectors, vectors: Floats, say: Say) -> Links:
    """Return the links between questions (Prim's algorithm: every pair is looked at once).

    Args:
        halves: The model; its head compares two vectors.
        vectors: (n, P), as the model made them.
        say: Called now and then with how many pairs are compared, and of how many.
    """
    n = len(vectors)
    total = n * (n - 1) // 2
    left = np.arange(1, n)  # not yet in the tree
    best, nearest = np.full(n, -1.0), np.zeros(n, np.intp)
    found = []
    newest = 0
    while len(left):
        probability = halves.probabilities(
            np.broadcast_to(vectors[newest], (len(left), vectors.shape[1])), vectors[left]
        )
        is_nearer = probability > best[left]
        best[left[is_nearer]] = probability[is_nearer]
        nearest[left[is_nearer]] = newest
        place = int(np.argmax(best[left]))
        newest = int(left[place])
        found.append((int(nearest[newest]), newest, float(best[newest])))
        left = np.delete(left, place)
        say(total - len(left) * (len(left) - 1) // 2, total)
    return _ordered(found)


def _ordered(found: list[tuple[int, int, float]]) -> Links:
    ranked = sorted(found, key=lambda link: (-link[2], link[0], link[1]))
    one, other, probability = zip(*ranked, strict=True) if ranked else ((), (), ())
    return Links(np.array(one, np.intp), np.array(other, np.intp), np.array(probability, float))
