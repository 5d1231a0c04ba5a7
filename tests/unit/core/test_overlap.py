"""How alike two questions look without any network."""

import numpy as np
import pytest

from core.overlap import OVERLAPS, Said, overlap
from core.text import words

HOW = words("how do i learn to swim")
HOW_FAST = words("how do i learn to swim fast")


def named(first, second, weight=lambda word: 0.5):
    return dict(
        zip(OVERLAPS, overlap(Said.of(first), Said.of(second), weight).tolist(), strict=True)
    )


def test_equal_questions_share_everything_and_differ_in_nothing():
    found = named(HOW, HOW)
    assert found["shared words"] == found["shared weight"] == found["shared letters in threes"] == 1
    assert found["rarest word not shared"] == found["weight not shared"] == 0


def test_one_word_more_is_counted():
    found = named(HOW, HOW_FAST)
    assert found["shared words"] == pytest.approx(6 / 7)
    assert found["shared of the shorter"] == 1
    assert found["shared pairs of words"] == pytest.approx(2 * 5 / 11)
    assert found["difference in length"] == pytest.approx(0.1)
    assert found["rarest not shared on both sides"] == 0


def test_rare_words_weigh_more():
    weight = {"swim": 1.0}
    heavy = named(HOW, words("how do i learn to ski"), lambda word: weight.get(word, 0.1))
    light = named(HOW, words("how do i learn to ski"), lambda word: 0.1)
    assert heavy["shared weight"] < light["shared weight"]
    assert heavy["rarest word not shared"] == 1


def test_numbers_are_compared():
    found = named(words("what happened in 1999"), words("what happened in 2001"))
    assert found["numbers not shared"] == pytest.approx(2 / 3)
    assert found["numbers shared"] == 0


@pytest.mark.parametrize("pair", [(HOW, HOW_FAST), ([], HOW), ([], []), (["x"], ["y"])])
def test_the_order_of_the_questions_changes_nothing(pair):
    said = [Said.of(one) for one in pair]
    there, back = overlap(*said, lambda word: 0.3), overlap(*said[::-1], lambda word: 0.3)
    np.testing.assert_array_equal(there, back)
    assert np.isfinite(there).all()
