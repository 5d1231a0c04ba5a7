"""Two questions compared: the numbers between them and the answer, and what cannot be asked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as running
from hypothesis import strategies as st

from core.errors import Incompatible, InvalidInput
from core.models.questions import SiameseOptions
from core.pairs import (
    KNOWN,
    LECTURE_PAIR,
    PADDING,
    UNKNOWN,
    PairRequest,
    compare,
    last_neuron,
)
from core.settings import settings
from tests.pair_fakes import pair_model, siamese_model

MODEL = siamese_model(calibration=(0.8, -0.1))
PAIR = PairRequest("Why is the sky blue?", "what does a zebra do")
TYPED = st.text(st.sampled_from("what how sky, zebra?é👋 שלום\x00"), max_size=60)


def asked(first: str, second: str) -> Any:
    """Return the comparison of two texts by the small model."""
    return compare(MODEL, PairRequest(first, second))


def test_the_probability_is_what_the_model_predicts() -> None:
    columns = {
        "question1": np.array([PAIR.first], dtype=object),
        "question2": np.array([PAIR.second], dtype=object),
    }
    assert compare(MODEL, PAIR).probability == pytest.approx(float(MODEL.predict(columns)[0]))


def test_the_answer_follows_from_the_vectors_step_by_step() -> None:
    trace = compare(MODEL, PAIR)
    u, v = trace.first.vector, trace.second.vector
    assert trace.dot == pytest.approx(float(np.sum(u * v)), abs=1e-6)
    assert trace.cosine == pytest.approx(trace.dot / np.prod(trace.lengths), abs=1e-5)
    assert trace.score == pytest.approx(1.5 * trace.dot - 0.25, abs=1e-6)
    assert trace.raw == pytest.approx(1 / (1 + np.exp(-trace.score)), abs=1e-6)
    assert trace.probability == pytest.approx(
        1 / (1 + np.exp(-(0.8 * trace.score - 0.1))), abs=1e-6
    )
    assert last_neuron(MODEL) == (1.5, -0.25)


@running(deadline=None, max_examples=40)
@given(TYPED, TYPED)
def test_swapping_the_questions_changes_nothing(first: str, second: str) -> None:
    there, back = asked(first, second), asked(second, first)
    for name in ("dot", "cosine", "raw", "probability"):
        assert getattr(there, name) == pytest.approx(getattr(back, name), abs=1e-6)
    assert np.array_equal(there.first.vector, back.second.vector)
    assert there.first.slots == back.second.slots


@running(deadline=None, max_examples=40)
@given(TYPED, TYPED)
def test_the_cosine_and_the_probability_stay_in_their_ranges(first: str, second: str) -> None:
    trace = asked(first, second)
    assert -1 <= trace.cosine <= 1
    assert 0 <= trace.probability <= 1


@running(deadline=None, max_examples=40)
@given(TYPED)
def test_a_question_beside_itself_has_cosine_one(text: str) -> None:
    trace = asked(text, text)
    assert trace.cosine == pytest.approx(1, abs=1e-6)
    assert trace.first.slots == trace.second.slots


def test_the_slots_are_the_ids_that_the_network_read() -> None:
    trace = compare(MODEL, PAIR)
    columns = {
        "question1": np.array([PAIR.first], dtype=object),
        "question2": np.array([PAIR.second], dtype=object),
    }
    for question, ids in zip((trace.first, trace.second), MODEL.encode(columns), strict=True):
        assert [slot.id for slot in question.slots] == ids[0].tolist()


def test_padding_stands_in_front_and_unknown_words_are_marked() -> None:
    slots = asked("what is a zebra", "zebra, is it?").first.slots
    assert [slot.kind for slot in slots] == [PADDING] * 2 + [KNOWN] * 3 + [UNKNOWN]
    assert [slot.word for slot in slots] == ["", "", "what", "is", "a", "zebra"]
    assert [slot.id for slot in slots] == [21, 21, 1, 7, 4, 20]
    assert [slot.word for slot in slots if slot.is_shared] == ["is", "zebra"]


def test_what_does_not_fit_is_named_with_its_place() -> None:
    trace = asked("why is the sky blue how does a red sky work", "why")
    assert [slot.word for slot in trace.first.slots] == ["why", "is", "the", "red", "sky", "work"]
    assert trace.first.cut == ("sky", "blue", "how", "does", "a")
    assert trace.first.cut_at == 3
    assert trace.second.cut == ()
    assert trace.second.cut_at is None


def test_words_that_were_cut_off_are_not_shared() -> None:
    trace = asked("why is the sky blue how does a red sky work", "blue red")
    assert [slot.word for slot in trace.second.slots if slot.is_shared] == ["red"]


def test_a_question_without_words_is_read_as_one_unknown_word() -> None:
    slots = asked("?!", "what").first.slots
    assert [slot.kind for slot in slots] == [PADDING] * 5 + [UNKNOWN]
    assert PairRequest("?!", "what").has_words == (False, True)


def test_the_decision_falls_at_the_models_threshold() -> None:
    trace = compare(MODEL, PAIR)
    assert trace.threshold == MODEL.card.threshold
    assert replace(trace, threshold=trace.probability).is_same
    assert not replace(trace, threshold=trace.probability + 1e-9).is_same


def test_without_calibration_the_probability_is_the_networks_own_answer() -> None:
    trace = compare(siamese_model(), PAIR)
    assert trace.probability == trace.raw


def test_a_text_over_the_limit_is_cut_and_says_so() -> None:
    limit = settings().text_limit
    request = PairRequest("a " * limit, "why")
    assert request.is_cut == (True, False)
    assert len(request.read[0]) == limit
    assert len(compare(MODEL, request).first.cut) == limit // 2 - 6


@pytest.mark.parametrize("value", [None, 3, ["why"], {"a": 1}, b"why"])
def test_what_is_not_text_is_refused(value: Any) -> None:
    with pytest.raises(InvalidInput, match="first question must be text"):
        PairRequest(value, "why")
    with pytest.raises(InvalidInput, match="second question must be text"):
        PairRequest("why", value)


def test_half_a_character_is_replaced_so_that_the_answer_can_be_sent() -> None:
    request = PairRequest("why \ud83d sky", "why")
    request.first.encode("utf-8")
    assert compare(MODEL, request).first.slots[-1].word == "sky"


@pytest.mark.parametrize(
    ("first", "second", "is_it"),
    [
        (*LECTURE_PAIR, True),
        (*reversed(LECTURE_PAIR), True),
        ("what does a LSTM do", "how does a lstm work ??", True),
        (LECTURE_PAIR[0], LECTURE_PAIR[0], False),
        ("What does an LSTM do?", LECTURE_PAIR[1], False),
    ],
)
def test_the_lectures_pair_is_recognised(first: str, second: str, is_it: bool) -> None:
    assert PairRequest(first, second).is_the_lectures is is_it


def test_the_trace_becomes_small_plain_json() -> None:
    long = asked("why " * 4000 + "x" * 4000, "why is the sky blue")
    sent = json.loads(json.dumps(long.to_json(), allow_nan=False))
    assert len(json.dumps(sent)) < 2000
    assert sent["questions"][0]["cut_count"] == 3995
    assert sent["questions"][0]["slots"][-1][0] == "x" * 32
    assert sent["questions"][1]["slots"][0] == ["why", 11, "known", True]
    assert sent["numbers"]["dot"] == pytest.approx(long.dot, abs=1e-4)
    assert sent["questions"][1]["vector"] == pytest.approx(long.second.vector.tolist(), abs=1e-4)


def test_a_model_of_another_shape_is_refused() -> None:
    other = pair_model("Multiply", SiameseOptions(20, 6, 4, 1))
    with pytest.raises(Incompatible, match="one dot product"):
        compare(other, PAIR)
