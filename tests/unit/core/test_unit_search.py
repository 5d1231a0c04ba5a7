"""Which neurons react to exactly the chosen words."""

from __future__ import annotations

import numpy as np
import pytest

from core import unit_search
from core.contracts import STATES
from core.errors import InvalidInput
from core.review import LECTURE_REVIEW
from core.unit_search import matching_units, ranked, selection

MODEL = "sentiment-lstm"


def test_a_state_that_is_on_exactly_over_the_chosen_words_scores_one_and_its_mirror_minus_one() -> (
    None
):
    level = np.full((len(STATES), 4, 3), 0.5)
    level[2, :, 1] = [0, 1, 1, 0]
    level[4, :, 2] = [1, 0, 0, 1]
    found = ranked(level, np.array([False, True, True, False]))
    assert (found[0].state, found[0].neuron, found[0].score) == (STATES[2], "2", 1.0)
    assert (found[-1].state, found[-1].neuron, found[-1].score) == (STATES[4], "output", -1.0)
    assert (found[0].separation, found[-1].separation, found[5].separation) == (1.0, 0.0, 0.5)


def test_a_word_elsewhere_that_is_as_hot_lowers_score_and_separation() -> None:
    level = np.zeros((len(STATES), 3, 1))
    level[0, :, 0] = [1, 1, 0]
    best = ranked(level, np.array([True, False, False]))[0]
    assert (best.score, best.inside, best.outside, best.separation) == (0.5, 1.0, 0.5, 0.75)


def test_the_forget_gate_shuts_on_hated_in_the_lectures_sentence() -> None:
    found = matching_units(MODEL, LECTURE_REVIEW, "2")
    assert found["said"] == ""
    assert found["cold"][0]["state"] == "forget"
    scores = [match["score"] for match in found["hot"]]
    assert scores == sorted(scores, reverse=True)
    assert found["cold"][0]["score"] < 0 < scores[-1]


@pytest.mark.parametrize(
    ("text", "chosen", "said"),
    [
        ("good food", "", unit_search.NOTHING),
        ("good food", "none", unit_search.NOTHING),
        ("good food", "3,99", unit_search.OUTSIDE),
        ("good food", "<b>,-1,0,1.5,\u0663", unit_search.OUTSIDE),
        ("good food", "1,2", unit_search.EVERYTHING),
        ("", "1", unit_search.WORDLESS),
        ("?!", "", unit_search.WORDLESS),
    ],
)
def test_a_selection_that_covers_nothing_gets_a_sentence(text, chosen, said) -> None:
    assert matching_units(MODEL, text, chosen) == {"hot": [], "cold": [], "said": said}


def test_numbers_of_words_count_from_one_and_nonsense_among_them_is_ignored() -> None:
    assert selection("1, 3,x,99999999", 3).tolist() == [True, False, True]
    with pytest.raises(InvalidInput, match="not int"):
        selection(5, 3)  # type: ignore[arg-type]
