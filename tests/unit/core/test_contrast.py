"""The contrast pairs are minimal, complete, and measured as they say."""

from __future__ import annotations

import difflib

import numpy as np
import pytest

from core import registry
from core.contrast import contrast_entry, contrast_pairs, is_right, judged, kinds_of_contrast
from core.errors import InvalidInput
from core.opinions import models_of
from core.review import LECTURE_REVIEW
from core.text import plain_words

MODELS = models_of("sentiment")


class Positive:
    """Finds every text that holds the word "good" positive, and every other negative."""

    def predict(self, columns):
        return np.array(["good" in text for text in columns["text"]], float)


def test_there_are_at_least_sixty_pairs_of_many_kinds_and_the_lectures_sentence():
    pairs = contrast_pairs()
    assert len(pairs) >= 60
    assert len(kinds_of_contrast()) >= 5
    assert LECTURE_REVIEW in [pair.negative for pair in pairs]
    texts = [text for pair in pairs for text in (pair.positive, pair.negative)]
    assert len(set(texts)) == len(texts)


def test_most_of_the_words_of_a_pair_are_the_same():
    shares = []
    for pair in contrast_pairs():
        both = (sorted(plain_words(pair.positive)), sorted(plain_words(pair.negative)))
        shares.append(difflib.SequenceMatcher(None, *both).ratio())
    assert np.median(shares) > 0.75


def test_a_pair_is_right_only_when_both_texts_are():
    answers = np.array([[0.9, 0.1], [0.9, 0.6], [0.5, 0.5]])
    assert is_right(answers, 0.5).tolist() == [[True, True], [True, False], [True, False]]


def test_the_figures_count_what_the_model_answered():
    entry = contrast_entry(Positive(), 0.5)
    pairs = contrast_pairs()
    right = [("good" in pair.positive, "good" not in pair.negative) for pair in pairs]
    assert entry["pairs_right"] == sum(all(two) for two in right)
    assert entry["accuracy"] == pytest.approx(np.mean(right))
    kinds = entry["kinds"].values()
    assert sum(kind["pairs"] for kind in kinds) == entry["pairs"] == len(pairs)
    assert sum(kind["pairs_right"] for kind in kinds) == entry["pairs_right"]


@pytest.mark.parametrize("name", MODELS)
def test_every_card_states_what_the_pairs_of_now_give(name):
    model = registry.predictor(name)
    (stated,) = [entry for entry in model.card.measured if entry["role"] == "contrast"]
    found = contrast_entry(model, model.card.threshold)
    assert stated["kinds"] == found["kinds"]
    assert stated["loss"] == pytest.approx(found["loss"], rel=1e-4)


def test_every_pair_of_a_kind_is_judged_by_every_model():
    kind = kinds_of_contrast()[0]
    pairs = judged(kind, MODELS)
    assert len(pairs) == sum(pair.kind == kind for pair in contrast_pairs())
    for pair in pairs:
        assert set(pair["answers"]) == set(MODELS)
        for name in MODELS:
            positive, negative = pair["answers"][name]
            assert pair["right"][name] == [positive >= 0.5, negative < 0.5]


def test_an_unknown_kind_lists_the_known_ones():
    with pytest.raises(InvalidInput, match="negation"):
        judged("<b>", MODELS)


@pytest.mark.parametrize(
    "rows", ["1,but,good,1\n", "1,but,good,1\n1,but,bad,1\n", "1,but,good,1\n1,other,bad,0\n"]
)
def test_a_pair_that_is_none_is_refused(tmp_path, rows):
    path = tmp_path / "pairs.csv"
    path.write_text("pair,kind,text,label\n" + rows)
    with pytest.raises(InvalidInput, match="pair 1"):
        contrast_pairs(path)
