"""Which words of two questions matter, and which of them a model holds to be alike."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core import registry
from core.errors import InvalidInput
from core.opinions import models_of
from core.pairs import LECTURE_PAIR, PairRequest
from core.word_matches import leave_one_out, likeness, packed_matches, probabilities
from tests.pair_fakes import siamese_model
from tests.unit.core.test_packing import numbers

SMALL = siamese_model(length=6, calibration=(0.8, -0.1))
MODELS = [name for name in models_of("pairs") if not registry.why_unavailable(name)]
PAIRS = [
    LECTURE_PAIR,
    ("why", "why"),
    ("why", "How do I learn to cook?"),
    ("xqzt blorft", "zzyzx qwrt"),
    ("מה עושה הרשת?", "שלום עולם"),
    ("what is the sky " * 400, "why is the sea blue"),
]


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("pair", PAIRS, ids=[first[:12] for first, _ in PAIRS])
def test_every_model_tells_all_words_and_swapping_only_turns_them(name, pair) -> None:
    model = registry.predictor(name)
    first, second, answer = leave_one_out(model, pair)
    assert len(first) and len(second)
    turned = leave_one_out(model, pair[::-1])
    for one, other in zip((first, second, answer), (turned[1], turned[0], turned[2]), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    there = likeness(model, pair)
    assert there.shape == (len(first), len(second))
    np.testing.assert_allclose(there, likeness(model, pair[::-1]).T, atol=1e-6)


def test_the_effect_of_a_word_is_what_the_answer_loses_without_it() -> None:
    first, second, answer = leave_one_out(SMALL, ("why blue sky", "red sky"))
    shorter = [("blue sky", "red sky"), ("why sky", "red sky"), ("why blue", "red sky")]
    np.testing.assert_allclose(first, answer - probabilities(SMALL, shorter), atol=1e-6)
    shorter = [("why blue sky", "sky"), ("why blue sky", "red")]
    np.testing.assert_allclose(second, answer - probabilities(SMALL, shorter), atol=1e-6)
    assert np.abs(first).max() > 1e-3


def test_the_cosines_are_those_of_the_rows_of_the_embedding_table() -> None:
    found = likeness(SMALL, ("why blue", "blue xqzt sky"))
    vocabulary, table = SMALL.artifact.vocabulary, SMALL.artifact.weights["embedding/0"]
    one, other = (table[vocabulary.encode(text)] for text in ("why blue", "blue xqzt sky"))
    for row, u in enumerate(one):
        for column, v in enumerate(other):
            wanted = u @ v / np.linalg.norm(u) / np.linalg.norm(v)
            assert found[row, column] == pytest.approx(wanted, abs=1e-5)
    assert found[1, 0] == pytest.approx(1)


@pytest.mark.parametrize("name", MODELS)
def test_the_packed_answer_marks_what_stands_in_one_question_only(name) -> None:
    sent = packed_matches(name, PairRequest("Why is the sky blue?", "Why is the sky red today?"))
    assert [side["alone"] for side in sent["questions"]] == [[0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 1]]
    changes = [numbers(side["change"]) / sent["per"] for side in sent["questions"]]
    assert [len(found) for found in changes] == [5, 6]
    cosine = numbers(sent["cosine"]).reshape(5, 6) / sent["per"]
    assert cosine[0, 0] == pytest.approx(1, abs=1e-4)
    _, side, change = sent["most"][0]
    assert abs(change) == pytest.approx(max(np.abs(found).max() for found in changes), abs=1e-4)
    assert np.abs(changes[side]).max() == pytest.approx(abs(change), abs=1e-4)
    json.dumps(sent, allow_nan=False)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("?!", "why"), ("why", "  ")])
def test_without_words_it_says_what_is_missing(first, second) -> None:
    assert set(packed_matches("questions-siamese", PairRequest(first, second))) == {"missing"}


@pytest.mark.parametrize("name", ["sentiment-lstm", "no such model"])
def test_a_model_that_compares_nothing_is_refused(name) -> None:
    with pytest.raises(InvalidInput):
        packed_matches(name, PairRequest("why", "how"))


@pytest.mark.parametrize("name", ["questions-siamese", "questions-siamese-plus", "questions-best"])
def test_a_question_in_several_pairs_is_read_once_and_answered_as_ever(name: str) -> None:
    model = registry.predictor(name)
    texts = ["why is the sky blue", "", "what makes the sky look blue at noon?", "blorptal"]
    asked = [(one, other) for one in texts for other in texts]
    columns = {
        field: np.array([pair[side] for pair in asked], dtype=object)
        for side, field in enumerate(model.spec.reads)
    }
    assert probabilities(model, asked) == pytest.approx(model.predict(columns), abs=1e-6)


def test_what_depends_on_one_question_alone_is_computed_from_it_alone() -> None:
    model = siamese_model()
    columns = {name: np.array(["why is the sky", "what"], object) for name in model.spec.reads}
    ids, _ = model.encode(columns)
    whole = model.run(columns).signals
    alone = model.artifact.network.alone(model.card.architecture.inputs[0], ids)
    assert {"embedding", "lstm"} <= set(alone)
    assert not {"embedding:2", "lstm:2", "joint", "dense"} & set(alone)
    assert alone["lstm"].values == pytest.approx(whole["lstm"].values)
