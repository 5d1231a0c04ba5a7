"""The parts of the wide-and-deep model, each on a handful of made-up reviews."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from core import fitted, training
from core.contracts import Recipe
from core.contrast import contrast_pairs
from core.registry import model_spec
from core.review_weights import review_weights
from core.short_phrases import last_lesson, short_phrases
from core.text import plain_words
from core.wide import fit_row_weights
from core.word_vectors import word_vectors
from tests.fakes import reviews_dataset


def test_a_row_that_decides_gets_the_weight_and_one_that_says_nothing_gets_none():
    bags = np.array([[1, 3], [1, 4], [2, 3], [2, 4]] * 10, np.int32)
    target = np.array([1.0, 1.0, 0.0, 0.0] * 10)
    how = SimpleNamespace(rows=6, freedom=1.0, caution=0)
    found = fit_row_weights(iter([bags[:25], bags[25:]]), target, np.ones(40), how)
    assert found.shape == (7,)
    assert found[1] > 0.5
    assert found[2] < -0.5
    np.testing.assert_allclose(found[3:5], 0, atol=0.05)
    assert found[5] == 0


def test_words_among_the_same_words_get_alike_vectors():
    random = np.random.default_rng(0)
    frames = np.array([[1, 2], [3, 4]])
    ids = np.array([[*frames[k], 5 + 2 * k + random.integers(2), *frames[k]]
                    for k in random.integers(0, 2, 400)], np.int32)  # fmt: skip
    vectors = word_vectors(ids, 10, 3, seed=1)
    assert vectors.shape == (10, 3)
    assert (vectors[[0, 9]] == 0).all()
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    assert unit[5] @ unit[6] > unit[5] @ unit[7] + 0.3


def test_within_a_source_both_labels_count_the_same_and_the_average_is_one():
    columns = {
        "label": np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0]),
        "source": np.array(["yelp_reviews"] * 4 + ["other"] * 2, dtype=object),
    }
    weights = review_weights(columns)
    assert weights.mean() == pytest.approx(1)
    assert weights[:3].sum() == pytest.approx(weights[3])
    assert weights[:4].sum() / 4 == pytest.approx(1.5 * weights[4:].sum() / 2)


def test_the_short_phrases_are_of_both_labels_and_a_turned_one_has_the_other_label():
    phrases = short_phrases()
    labels = dict(zip(phrases["text"], phrases["label"], strict=True))
    assert 0.4 < phrases["label"].mean() < 0.6
    assert (labels["good"], labels["not good at all"]) == (1, 0)
    assert (labels["bad"], labels["not bad at all"]) == (0, 1)


def test_no_text_that_is_only_measured_on_is_among_the_short_phrases():
    measured = [text for pair in contrast_pairs() for text in (pair.positive, pair.negative)]
    taught = {" ".join(plain_words(text)) for text in short_phrases()["text"]}
    assert [text for text in measured if " ".join(plain_words(text)) in taught] == []


def test_the_last_lesson_mixes_the_phrases_with_a_sixth_of_the_rows():
    columns = dict(reviews_dataset(120).columns)
    lesson = last_lesson(columns, seed=1)
    assert len(lesson["text"]) == 20 + len(short_phrases()["text"])
    assert set(lesson) == {"text", "label", "source"}


def test_the_whole_model_learns_and_its_halves_are_mixed_on_the_validation_rows():
    spec = model_spec("sentiment-best")
    recipe = Recipe(spec.recipe.loss, epochs=3, batch=16, learning_rate=0.02)
    options = type(spec.options)(
        vocabulary_size=30, length=6, embedding=4, units=3, rows=500, freedom=1
    )
    said: list[str] = []
    fit, model = training.prepare(spec, reviews_dataset(150), 1, recipe, options)
    records = list(training.epochs(fit, model, said.append))
    trained = fitted.finish(fit, reviews_dataset(150))
    assert records[2].loss < records[0].loss
    assert records[3].val_loss is None
    assert fit.best == records[3]
    assert said == ["weights of word sequences", "word vectors", "first epoch", "last lesson"]
    kernel, _ = trained.artifact.network.weights("answer")
    assert kernel.shape == (2, 1)
    assert not np.allclose(kernel, 0.5)
    assert trained.card.measured[0]["accuracy"] > 0.9
    assert trained.artifact.weights["table/0"].dtype == np.float16
