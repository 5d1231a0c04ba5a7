"""What each word does to the answer."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.influence import leave_one_out, packed_influence, packed_shares
from core.probes import tokens_of
from core.review import LECTURE_REVIEW
from tests.unit.core.test_packing import numbers

MODEL = "sentiment-lstm"


def probability(text: str) -> float:
    """Return the shipped model's answer to one text."""
    return float(registry.predictor(MODEL).predict({"text": np.array([text], dtype=object)})[0])


def test_the_influence_of_a_word_is_what_the_answer_loses_without_it() -> None:
    change = leave_one_out(registry.predictor(MODEL), "not good at all")
    whole = probability("not good at all")
    wanted = [
        whole - probability(text)
        for text in ("good at all", "not at all", "not good all", "not good at")
    ]
    np.testing.assert_allclose(change, wanted, atol=1e-6)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("?!", 0), ("fine", 1), ("xqz blorft", 2)])
def test_short_and_unknown_texts_have_an_influence_per_word(text, count) -> None:
    sent = packed_influence(MODEL, text)
    assert len(numbers(sent["influence"])) == count
    assert len(sent["most"]) == count


def test_the_strongest_words_are_named_with_their_sign() -> None:
    sent = packed_influence(MODEL, LECTURE_REVIEW)
    (word, change), *others = sent["most"]
    assert word == "delicious"
    assert change > 0.1
    assert ("hated" in [w for w, c in others if c < 0]) and len(others) == 4
    step = LECTURE_REVIEW.split().index("delicious.")
    assert numbers(sent["influence"])[step] / sent["per"] == pytest.approx(change, abs=1e-3)


def test_of_a_long_text_every_word_that_is_read_has_an_influence() -> None:
    sent = packed_influence(MODEL, "lovely and quiet " * 150)
    assert len(numbers(sent["influence"])) == registry.predictor(MODEL).options.length


def test_of_a_long_text_the_influence_is_that_of_leaving_the_word_out_of_all_of_it() -> None:
    words = [f"word{place} {'good' if place % 7 else 'bad'}" for place in range(140)]
    text = " ".join(words)  # 280 words, of which 200 are read
    model = registry.predictor(MODEL)
    change = leave_one_out(model, text)
    read = [token for token in tokens_of(model, text) if token.is_read]
    whole = probability(text)
    for step in (0, 57, 99, 100, 101, 199):
        token = read[step]
        without = probability(text[: token.start] + text[token.end :])
        assert change[step] == pytest.approx(whole - without, abs=1e-6)


@pytest.mark.parametrize("text", [LECTURE_REVIEW, "don't", "?!", "so good " * 600])
def test_exact_shares_and_the_constant_add_up_to_the_answer(text) -> None:
    sent = packed_shares("sentiment-best", text)
    shares = numbers(sent["states"]) / sent["per"]
    assert shares.sum() + sent["bias"] == pytest.approx(sent["log_odds"], abs=0.25)
    odds = np.exp(sent["log_odds"])
    assert odds / (1 + odds) == pytest.approx(sent["probability"], abs=2e-3)
    assert packed_influence(MODEL, text, "sentiment-best")["shares"] == sent
