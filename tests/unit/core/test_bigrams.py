"""Trained filters on words: the same numbers as inside the network."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.bigrams import (
    MODEL,
    bigram_answer,
    conv_step,
    extremes,
    kernel_of,
    reference,
    table_of,
    windows_of,
)
from core.errors import Incompatible
from core.review import LECTURE_REVIEW
from tests.unit.core.test_packing import numbers


@pytest.fixture(scope="module")
def model():
    return registry.predictor(MODEL)


@pytest.mark.parametrize("text", [LECTURE_REVIEW, "not bad", "word " * 300])
def test_the_values_are_those_inside_the_network(model, text) -> None:
    mine = windows_of(model, text).values
    run = model.run({"text": np.array([text], dtype=object)})
    inside = run.signals[conv_step(model).name].values[0]
    assert model.options.padding == "before"  # so the words are the last ones
    np.testing.assert_allclose(mine, inside[-len(mine) :], atol=1e-5)


@pytest.mark.parametrize("text", ["", "bad", "!?", "\n"])
def test_with_fewer_words_than_the_kernel_has_there_is_no_window(model, text) -> None:
    assert windows_of(model, text).values.shape == (0, 5)
    assert bigram_answer(MODEL, text)["here"] == [[[], []]] * 5


def test_the_extremes_of_a_text_are_its_largest_and_smallest_values() -> None:
    answer = bigram_answer(MODEL, LECTURE_REVIEW)
    values = numbers(answer["values"]).reshape(-1, 5) / 1000
    for column, (most, least) in zip(values.T, answer["here"], strict=True):
        np.testing.assert_allclose(most[0][1], column.max(), atol=2e-3)
        np.testing.assert_allclose(least[0][1], column.min(), atol=2e-3)
    assert "absolutely delicious" in [pair for pair, _ in answer["here"][2][0]]


def test_a_pair_that_stands_twice_is_listed_once() -> None:
    answer = bigram_answer(MODEL, "not bad not bad not bad")
    assert [pair for pair, _ in answer["here"][0][0]] in (
        ["not bad", "bad not"],
        ["bad not", "not bad"],
    )


def test_most_and_least_are_ranked() -> None:
    most, least = extremes({("a",): 1.0, ("b",): -2.0, ("c",): 0.5}, 2)
    assert [one.words for one in most] == [("a",), ("c",)]
    assert [one.words for one in least] == [("b",), ("c",)]


def test_no_pair_of_words_beats_the_two_strongest_words(model) -> None:
    kernel, table = kernel_of(model), table_of(model)
    vocabulary = model.artifact.vocabulary
    rows = np.random.default_rng(2).integers(1, len(vocabulary.kept) + 1, size=(5_000, 2))
    values = sum(table[rows[:, k]] @ kernel.kernel[k] for k in (0, 1)) + kernel.bias
    for number, (most, least) in enumerate(reference().anything):
        assert values[:, number].max() <= most[0].value + 1e-4
        assert values[:, number].min() >= least[0].value - 1e-4
        ids = [vocabulary.ids[word] for word in most[0].words]
        again = sum(table[row] @ kernel.kernel[k, :, number] for k, row in enumerate(ids))
        np.testing.assert_allclose(again + kernel.bias[number], most[0].value, atol=1e-4)


def test_the_samples_are_read_once() -> None:
    assert reference() is reference()
    assert reference().reviews == 173
    assert len(reference().sample) == 5
    assert (reference().scale.high > reference().scale.low).all()


def test_what_padding_gives_is_what_the_network_sees_before_a_short_text(model) -> None:
    run = model.run({"text": np.array(["not bad"], dtype=object)})
    inside = run.signals[conv_step(model).name].values[0]
    np.testing.assert_allclose(reference().padding, inside[0], atol=1e-5)


def test_a_model_without_a_convolution_is_refused() -> None:
    with pytest.raises(Incompatible, match="no convolution"):
        conv_step(registry.predictor("sentiment-mlp"))
