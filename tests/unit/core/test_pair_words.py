"""What is said about a compared pair."""

from __future__ import annotations

import pytest

from core.pair_words import answer, missing, remarks, verdict
from core.pairs import LECTURE_PAIR, PairRequest, compare
from core.settings import settings
from tests.pair_fakes import siamese_model

MODEL = siamese_model()


def said(first: str, second: str) -> str:
    """Return all remarks on two texts, as one string."""
    request = PairRequest(first, second)
    return " ".join(remarks(request, compare(MODEL, request)))


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, "almost certainly"),
        (0.9, "almost certainly"),
        (0.899, "probably"),
        (0.5, "hard to say"),
        (0.349, "probably not"),
        (0.0, "almost certainly not"),
    ],
)
def test_a_probability_has_a_word(probability: float, word: str) -> None:
    assert verdict(probability) == word


def test_an_ordinary_pair_needs_no_remark() -> None:
    assert said("why is the sky blue", "what does a sky do") == ""


def test_missing_questions_are_asked_for() -> None:
    assert missing(PairRequest("why", "how")) is None
    assert "two questions" in str(missing(PairRequest("", " \n")))
    assert "second question" in str(missing(PairRequest("why", "?\x00!")))
    assert "first question" in str(missing(PairRequest("", "how")))


def test_the_same_words_twice_are_noticed_whatever_the_case() -> None:
    assert "same words in the same order" in said("Why, sky?", "why sky")
    assert "same words" not in said("why sky", "sky why")


def test_a_difference_that_the_model_cannot_see_is_noticed() -> None:
    assert "the words that differ are unknown" in said("why zebra", "why giraffe")
    assert "the words that differ" not in said("why zebra", "why sky")


def test_a_question_of_unknown_words_is_noticed() -> None:
    remark = said("zebra giraffe", "why")
    assert "no word of the first question" in remark
    assert "second" not in remark


def test_words_that_are_cut_off_are_counted() -> None:
    assert "The second question has 9 words, but the model reads 6: 3 are" in said("a", "why " * 9)
    assert said("a", "why " * 6) == ""


def test_a_text_over_the_limit_is_noticed() -> None:
    remark = said("why " * settings().text_limit, "a")
    assert "longer than 20,000 characters" in remark
    assert "What is left of the first question has 5,000 words" in remark


def test_the_answer_carries_the_lectures_figure_for_its_own_pair_only() -> None:
    for pair, expected in ((LECTURE_PAIR, 0.5638776), (("why", "how"), None)):
        request = PairRequest(*pair)
        assert answer(request, compare(MODEL, request))["lecture"] == expected


def test_the_answer_is_said_in_words() -> None:
    request = PairRequest("why is the sky red", "what does a do")
    trace = compare(MODEL, request)
    spoken = answer(request, trace)["spoken"]
    assert f"{trace.probability:.2f}" in spoken
    assert spoken.endswith("Decision: the same." if trace.is_same else "Decision: not the same.")
