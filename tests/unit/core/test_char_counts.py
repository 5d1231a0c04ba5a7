"""Counting characters: known numbers, probabilities that add up, honest where nothing was seen."""

from __future__ import annotations

import numpy as np
import pytest

from core.char_counts import Counts, baselines

IDS = np.array([0, 1, 0, 1, 0, 2])


def test_single_characters_are_counted_with_room_for_the_others() -> None:
    counts = Counts(IDS, 1, V=4)  # 3 kinds in 6 characters
    assert counts.probability([], 0) == pytest.approx((3 + 3 / 4) / 9)
    assert counts.probability([], 3) == pytest.approx((3 / 4) / 9)


def test_pairs_fall_back_on_single_characters() -> None:
    counts, single = Counts(IDS, 2, V=4), Counts(IDS, 1, V=4)
    below = single.probability([], 1)
    assert counts.probability([0], 1) == pytest.approx((2 + 2 * below) / 5)
    assert counts.probability([3], 1) == pytest.approx(below)
    assert counts.probability([2, 3, 1, 0], 1) == counts.probability([0], 1)


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("context", [[], [0], [1, 0], [3, 3, 3], [0, 1, 0, 1]])
def test_the_probabilities_add_up_to_one(order, context) -> None:
    counts = Counts(IDS, order, V=4)
    assert sum(counts.probability(context, c) for c in range(4)) == pytest.approx(1)


def test_bits_are_the_mean_surprise() -> None:
    counts = Counts(IDS, 1, V=4)
    expected = -np.mean([np.log2(counts.probability([], c)) for c in (0, 2)])
    assert counts.bits(np.array([0, 2]), IDS) == pytest.approx(expected)


def test_longer_runs_help_where_the_text_repeats_itself() -> None:
    text = np.tile([0, 1, 2, 1], 100)
    found = baselines(text, text[:40], 3, (0, 1, 2, 3))
    assert found[0] == pytest.approx(np.log2(3))
    assert found[0] > found[1] > found[2] > found[3]
