"""Answers to thousands of rows, counted so that any threshold can be tried on them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import metrics
from core.contracts import Floats

STEPS = 100


@dataclass(frozen=True)
class Confusion:
    """How many rows of either class are called what at one threshold, and what follows from it."""

    threshold: float
    true_yes: int
    false_yes: int
    true_no: int
    false_no: int

    @property
    def precision(self) -> float:
        """Return the share of those called 1 that are; NaN when none is called 1."""
        return _share(self.true_yes, self.true_yes + self.false_yes)

    @property
    def recall(self) -> float:
        """Return the share of those that are 1 that are called so; NaN when none is."""
        return _share(self.true_yes, self.true_yes + self.false_no)

    @property
    def f1(self) -> float:
        """Return 2 TP / (2 TP + FP + FN); NaN when nothing is or is called 1."""
        return _share(2 * self.true_yes, 2 * self.true_yes + self.false_yes + self.false_no)

    @property
    def accuracy(self) -> float:
        """Return the share of rows that are called what they are."""
        return _share(self.true_yes + self.true_no, self.rows)

    @property
    def rows(self) -> int:
        """Return how many rows have a label."""
        return self.true_yes + self.false_yes + self.true_no + self.false_no


@dataclass(frozen=True)
class ThresholdCounts:
    """How many rows lie at or above every threshold, for rows of either class and of none.

    Attributes:
        own: The model's own threshold.
        thresholds: 0, 1 / `STEPS`, … 1, and `own`, ascending.
        no, yes, unlabelled: Rows with probability >= each threshold, by their true label.
    """

    own: float
    thresholds: tuple[float, ...]
    no: tuple[int, ...]
    yes: tuple[int, ...]
    unlabelled: tuple[int, ...]

    @property
    def has_labels(self) -> bool:
        """Say whether any row has a label."""
        return bool(self.no[0] + self.yes[0])

    @property
    def rows(self) -> int:
        """Return how many rows were answered."""
        return self.no[0] + self.yes[0] + self.unlabelled[0]

    def nearest(self, threshold: Any) -> float:
        """Return the threshold that is counted closest to a given one.

        What rounds to the same hundredth as the model's own threshold means that one; what is no
        number does too.
        """
        if not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
            return self.own
        if round(threshold * STEPS) == round(self.own * STEPS):
            return self.own
        return round(threshold * STEPS) / STEPS

    def called_yes(self, threshold: float) -> int:
        """Return how many rows are called 1 at a threshold out of `thresholds`."""
        place = self.thresholds.index(threshold)
        return self.no[place] + self.yes[place] + self.unlabelled[place]

    def confusion(self, threshold: float) -> Confusion:
        """Return the confusion of the labelled rows at a threshold out of `thresholds`."""
        place = self.thresholds.index(threshold)
        yes, no = self.yes[place], self.no[place]
        return Confusion(threshold, yes, no, self.no[0] - no, self.yes[0] - yes)

    def bins(self, count: int) -> dict[str, list[int]]:
        """Return a histogram with `count` equal bins (a divisor of `STEPS`) per kind of row."""
        edges = [self.thresholds.index(k / count) for k in range(count)]
        return {
            name: (-np.diff([*(values[edge] for edge in edges), 0])).tolist()
            for name, values in (("no", self.no), ("yes", self.yes), ("none", self.unlabelled))
        }


def count_thresholds(probability: Floats, label: Floats, own: float) -> ThresholdCounts:
    """Return the counts of N answers.

    Args:
        probability: (N,) of class 1.
        label: (N,) 0, 1, or NaN without one.
        own: The model's own threshold.
    """
    thresholds = sorted({*(k / STEPS for k in range(STEPS + 1)), own})
    groups = (label == 0, label == 1, np.isnan(label))
    no, yes, unlabelled = (_at_least(np.sort(probability[group]), thresholds) for group in groups)
    return ThresholdCounts(own, tuple(thresholds), no, yes, unlabelled)


def counts_from(stored: Any) -> ThresholdCounts:
    """Return the counts that `dataclasses.asdict` wrote."""
    fields = ("thresholds", "no", "yes", "unlabelled")
    return ThresholdCounts(stored["own"], *(tuple(stored[name]) for name in fields))


def figures_of(probability: Floats, label: Floats, own: float) -> dict[str, float]:
    """Return the figures of the labelled rows by name; nothing without labels."""
    rows = ~np.isnan(label)
    if not rows.any():
        return {}
    return metrics.classification(label[rows], probability[rows], own)


def _at_least(ascending: Floats, thresholds: list[float]) -> tuple[int, ...]:
    below = np.searchsorted(ascending, thresholds, side="left")
    return tuple((len(ascending) - below).tolist())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
