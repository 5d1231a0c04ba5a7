"""SimpleRNN against LSTM on one text: the curves, and the sentence that is computed from them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.errors import InvalidInput
from core.forced_gates import Forcing
from core.memory_race import in_words, packed_race, percent, race
from core.review import LECTURE_REVIEW

LONG = "the soup was cold and nobody said sorry but then came dessert " * 30


def test_both_memories_start_at_the_word_with_all_of_it() -> None:
    run = race(LECTURE_REVIEW, 2)
    assert run.words[run.word] == "hated"
    for shares in run.shares().values():
        assert np.isnan(shares[0])
        assert shares[1] == 1
        assert len(shares) == len(run.words)


def test_the_sentence_quotes_the_numbers_of_the_curves() -> None:
    run = race(LECTURE_REVIEW, 1)
    for name in ("rnn", "state"):
        share = run.shares()[name]
        assert percent(share[10]) in in_words(run)
        assert percent(share[-1]) in in_words(run)
    faster = "RNN" if run.shares()["rnn"][-1] < run.shares()["state"][-1] else "LSTM"
    assert f"the {faster} forgets it faster" in in_words(run)


def test_with_the_forget_gate_shut_it_is_the_lstm_that_forgets() -> None:
    assert "the LSTM forgets it faster" in in_words(race(LECTURE_REVIEW, 2, Forcing(forget="0")))


def test_with_the_input_gate_shut_no_word_leaves_a_trace() -> None:
    run = race(LECTURE_REVIEW, 2, Forcing(input="0"))
    assert "leaves no trace" in in_words(run)
    assert np.isnan(run.shares()["state"]).all()


def test_of_a_long_text_the_rnn_reads_fewer_words_and_the_rest_stays_empty() -> None:
    run = race(LONG, 1)
    assert (len(run.words), len(run.rnn.columns)) == (200, 100)
    seen = np.isfinite(run.shares()["rnn"])
    assert np.flatnonzero(seen).tolist() == run.rnn.columns.tolist()


@pytest.mark.parametrize("word", [45, 49, 50, 51, 100, 150, 195, 200])
def test_every_word_of_a_long_text_has_a_sentence_without_nan(word) -> None:
    said = in_words(race(LONG, word))
    assert said.endswith(".")
    assert "nan" not in said


def test_a_word_that_the_rnn_left_out_is_told() -> None:
    assert "left" in in_words(race(LONG, 100))


@pytest.mark.parametrize(("text", "said"), [("", "no word"), ("fine", "is the last word")])
def test_texts_that_leave_nothing_to_forget_are_told(text, said) -> None:
    assert said in in_words(race(text))


def test_a_word_that_does_not_exist_is_replaced_by_the_first_and_told() -> None:
    run = race("so good", 99)
    assert run.word == 0
    assert "no word 99 of 2" in run.remark


@pytest.mark.parametrize("wrong", ["x", "", None, [1], {}])
def test_a_word_that_is_no_number_is_refused(wrong) -> None:
    with pytest.raises(InvalidInput, match="by its place"):
        race("so good", wrong)


@pytest.mark.parametrize("text", [LECTURE_REVIEW, LONG, "", "נורא \U0001f60d", "x" * 30_000])
def test_a_race_travels_as_json_without_nan(text) -> None:
    sent = json.dumps(packed_race(race(text)), allow_nan=False)
    assert len(sent) < 40_000


@pytest.mark.parametrize(
    ("share", "said"),
    [(1.0, "100"), (2.019, "202"), (0.193, "19"), (0.00123, "0.12"), (1e-9, "less than 0.0001")],
)
def test_a_share_is_said_with_two_digits(share, said) -> None:
    assert percent(share) == f"{said}\u00a0%"
