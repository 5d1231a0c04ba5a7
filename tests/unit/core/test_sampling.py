"""From odds to a drawn word."""

import numpy as np
import pytest

from core.errors import InvalidInput
from core.sampling import Dice, drawn, odds

P = np.array([0.4, 0.3, 0.2, 0.06, 0.04])


def test_at_temperature_one_without_cuts_the_odds_are_the_models():
    found = odds(np.log(P), Dice(1.0, 0, 1.0))
    np.testing.assert_allclose(found, P)


def test_a_word_that_must_not_be_drawn_leaves_its_share_to_the_others():
    found = odds(np.log(P), Dice(1.0, 0, 1.0), never=(0,))
    assert found[0] == 0
    np.testing.assert_allclose(found[1:], P[1:] / P[1:].sum())


def test_temperature_zero_takes_the_most_probable_word():
    assert odds(np.log(P), Dice(0.0, 3, 0.5)).tolist() == [1, 0, 0, 0, 0]


def test_half_the_temperature_squares_the_odds():
    np.testing.assert_allclose(odds(np.log(P), Dice(0.5, 0, 1.0)), P**2 / (P**2).sum())


def test_top_k_keeps_the_k_most_probable_words():
    found = odds(np.log(P), Dice(1.0, 2, 1.0))
    np.testing.assert_allclose(found, [4 / 7, 3 / 7, 0, 0, 0])


@pytest.mark.parametrize(("share", "kept"), [(0.05, 1), (0.4, 1), (0.41, 2), (0.7, 2), (0.95, 4)])
def test_top_p_keeps_the_fewest_words_that_hold_the_share(share, kept):
    assert (odds(np.log(P), Dice(1.0, 0, share)) > 0).sum() == kept


def test_top_p_looks_at_what_top_k_has_left():
    assert (odds(np.log(P), Dice(1.0, 3, 0.5)) > 0).sum() == 2  # 4/9 is less than a half


def test_a_flat_distribution_is_cut_where_the_share_is_reached_though_few_are_sorted_first():
    flat = np.full(5_000, -np.log(5_000))
    assert (odds(flat, Dice(1.0, 0, 0.9)) > 0).sum() == 4_500


def test_the_same_seed_and_place_draw_the_same_word_and_many_seeds_draw_by_the_odds():
    assert drawn(P, 3, 7) == drawn(P, 3, 7)
    counts = np.bincount([drawn(P, seed, 0) for seed in range(4_000)], minlength=5) / 4_000
    np.testing.assert_allclose(counts, P, atol=0.03)


def test_a_word_without_odds_is_never_drawn():
    chances = np.array([0.0, 1.0, 0.0])
    assert {drawn(chances, seed, 1) for seed in range(50)} == {1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"temperature": -0.1}, {"temperature": float("nan")}, {"temperature": "1"},
        {"temperature": True}, {"top_k": -1}, {"top_k": 1.5}, {"top_k": 1_001}, {"top_p": 0},
        {"top_p": 1.01}, {"seed": -1}, {"seed": 2**31}, {"seed": None},
    ],
)  # fmt: skip
def test_dice_that_are_none_are_refused(wrong):
    with pytest.raises(InvalidInput):
        Dice(**wrong)
