"""Answers counted so that any threshold can be tried."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from core import metrics
from core.threshold_counts import STEPS, count_thresholds, counts_from, figures_of

RANDOM = np.random.default_rng(3)
PROBABILITY = np.concatenate([RANDOM.random(500).round(3), [0.0, 1.0, 0.5]])
LABEL = np.concatenate([RANDOM.choice([0, 1, np.nan], 500), [0, 1, 1]])
OWN = 0.4937
COUNTS = count_thresholds(PROBABILITY, LABEL, OWN)


@pytest.mark.parametrize("threshold", [0, 0.25, 0.5, OWN, 1])
def test_the_confusion_is_the_one_of_all_rows(threshold: float) -> None:
    has_label = ~np.isnan(LABEL)
    p, y = PROBABILITY[has_label], LABEL[has_label]
    found = COUNTS.confusion(threshold)
    assert found.true_yes == ((p >= threshold) & (y == 1)).sum()
    assert found.false_yes == ((p >= threshold) & (y == 0)).sum()
    assert found.rows == len(y)
    assert found.accuracy == pytest.approx(metrics.accuracy(y, p, threshold))
    assert found.f1 == pytest.approx(metrics.f1(y, p, threshold))
    assert COUNTS.called_yes(threshold) == (threshold <= PROBABILITY).sum()


def test_the_bins_hold_every_row_once() -> None:
    bins = COUNTS.bins(50)
    assert sum(map(sum, bins.values())) == len(PROBABILITY) == COUNTS.rows
    expected, _ = np.histogram(PROBABILITY[LABEL == 1], np.arange(51) / 50)
    assert bins["yes"] == expected.tolist()


def test_a_threshold_is_rounded_to_what_was_counted() -> None:
    assert COUNTS.nearest(0.3) == 0.3
    assert COUNTS.nearest(0.31234) == 0.31
    assert COUNTS.nearest(0.49) == OWN
    for nonsense in (None, "0.3", -1, 2, float("nan")):
        assert COUNTS.nearest(nonsense) == OWN
    assert all(COUNTS.nearest(k / STEPS) in COUNTS.thresholds for k in range(STEPS + 1))


def test_shares_of_nothing_have_no_value() -> None:
    nothing = count_thresholds(np.array([0.2]), np.array([0.0]), 0.5).confusion(0.5)
    assert np.isnan([nothing.precision, nothing.recall, nothing.f1]).all()
    assert nothing.accuracy == 1


def test_without_labels_there_are_no_figures() -> None:
    assert figures_of(np.array([0.2]), np.array([np.nan]), 0.5) == {}
    assert not count_thresholds(np.array([0.2]), np.array([np.nan]), 0.5).has_labels


def test_no_rows_at_all_count_as_nothing() -> None:
    empty = count_thresholds(np.zeros(0), np.zeros(0), 0.5)
    assert empty.rows == 0
    assert sum(map(sum, empty.bins(50).values())) == 0


def test_counts_survive_a_way_through_json() -> None:
    assert counts_from(asdict(COUNTS)) == COUNTS
