"""Shares that add up to the answer, and the opinion after every word."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.contributions import contributions
from core.errors import Incompatible
from core.metrics import logit
from core.review import LECTURE_REVIEW
from core.settings import settings

TEXTS = (
    LECTURE_REVIEW, "great", "not good", "good good good not good at all not good",
    "Do n't go , it 's xqzzy", "word and other " * 300,
)  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return registry.predictor("sentiment-best")


@pytest.mark.parametrize("text", TEXTS)
def test_shares_and_bias_add_up_to_the_logit_of_the_answer(model, text):
    found = contributions(model, text)
    summed = found.shares.sum() + found.bias
    assert 1 / (1 + np.exp(-summed)) == pytest.approx(found.probability, abs=1e-6)
    if abs(summed) < 6:  # further out, float32 has no digits left for the probability
        assert summed == pytest.approx(float(logit(np.array(found.probability))), abs=1e-3)
    (answer,) = model.predict({"text": np.array([text], dtype=object)})
    assert found.probability == pytest.approx(answer, abs=1e-6)


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_the_opinion_after_a_word_is_the_answer_to_the_text_that_ends_there(model, text):
    found = contributions(model, text)
    cut = np.array([text[: token.end] for token in found.tokens], dtype=object)
    np.testing.assert_allclose(found.opinion, model.predict({"text": cut}), atol=1e-5)


@pytest.mark.parametrize("text", ["", " \n", "!?.", "''"])
def test_a_text_without_a_word_has_no_shares_and_still_an_answer(model, text):
    found = contributions(model, text)
    assert len(found.shares) == len(found.opinion) == len(found.activations) == 0
    assert found.bias == pytest.approx(float(logit(np.array(found.probability))))


def test_of_a_long_text_the_tokens_that_are_read_have_shares(model):
    found = contributions(model, "word " * 1000)
    assert len(found.tokens) == 1000
    assert len(found.shares) == sum(token.is_read for token in found.tokens) == model.options.length


def test_the_states_of_every_unit_are_there_for_every_token(model):
    found = contributions(model, LECTURE_REVIEW)
    shape = (len(found.tokens), model.options.units)
    assert found.activations.shape == shape
    assert {values.shape for values in found.gates.values()} == {shape}


def test_a_text_over_the_limit_is_cut_to_it(model):
    assert len(contributions(model, "ab " * settings().text_limit).text) == settings().text_limit


def test_a_model_that_is_no_sum_over_tokens_is_refused():
    with pytest.raises(Incompatible, match="no sum over tokens"):
        contributions(registry.predictor("sentiment-lstm"), "good")
