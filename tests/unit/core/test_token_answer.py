"""What the browser gets of sentences and vectors."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.token_answer import (
    ROWS,
    WORDS,
    cloud_answer,
    neighbours_answer,
    saved_matrix,
    sentences_answer,
    text_vectors_answer,
    typed_answer,
    untrained,
)
from core.token_table import LECTURE_TEXT, TRAINED, TokenRequest
from core.word_map import FAVOURITE, word_vectors
from tests.unit.core.test_packing import numbers as sent

LECTURE_CHOICES = {
    "source": "typed", "size": 10, "length": 4, "pad_side": "after", "keep": "start", "width": 3,
}  # fmt: skip


def numbers(text: str, per: int) -> np.ndarray:
    """Return numbers that were sent as whole parts of 1 / `per`."""
    return sent(text) / per


def test_the_lectures_sentences_arrive_whole() -> None:
    answer = typed_answer(LECTURE_TEXT, LECTURE_CHOICES, None)
    ids = numbers(answer["ids"], 1)
    slots = numbers(answer["slots"], 1).astype(int)
    assert ids.tolist() == [1, 2, 3, 4, 5, 1, 2, 6, 7, 1, 2, 8, 1, 2, 9]
    assert slots.reshape(4, 4).tolist()[2] == [9, 10, 11, -1]
    assert answer["slots"] == answer["lecture"]
    assert (answer["rows"], answer["width"], answer["sentences"]) == (11, 3, 4)


def test_the_rows_looked_up_are_those_of_the_words_and_of_padding() -> None:
    answer = sentences_answer(TokenRequest(LECTURE_TEXT), None)
    rows = numbers(answer["lookup"], answer["per"]).reshape(-1, 3)
    expected = untrained(10, 3)[[*range(1, 10), 0]]
    np.testing.assert_allclose(rows, expected, atol=1e-5)
    assert np.abs(expected).max() <= 0.05


def test_with_the_words_of_a_model_its_vectors_are_looked_up() -> None:
    answer = sentences_answer(TokenRequest("good", source=TRAINED), FAVOURITE)
    vectors = word_vectors(FAVOURITE)
    row = numbers(answer["lookup"], answer["per"])[: answer["width"]]
    np.testing.assert_allclose(row, vectors.table[vectors.row_of("good")], atol=1e-4)
    assert answer["is_trained"]


def test_a_choice_that_makes_no_sense_is_answered_with_a_sentence() -> None:
    answer = typed_answer("a", {**LECTURE_CHOICES, "length": ""}, None)
    assert list(answer) == ["missing"]
    assert "whole number from 1 to 100" in answer["missing"]


def test_a_long_text_stays_small_on_its_way() -> None:
    text = "\n".join(f"word{number} other{number}" for number in range(900))
    answer = typed_answer(text, {**LECTURE_CHOICES, "length": 100}, None)
    assert len(answer["words"]) == WORDS
    assert len(answer["lines"]) == ROWS
    assert len(numbers(answer["slots"], 1)) == ROWS * 100
    assert numbers(answer["word_of"], 1).min() == -1
    assert len(json.dumps(answer)) < 150_000


def test_the_whole_matrix_is_saved() -> None:
    assert saved_matrix(LECTURE_TEXT, LECTURE_CHOICES, None).splitlines()[3] == "3,1,2,8,0"


def test_the_words_of_a_text_come_with_their_vectors_and_places() -> None:
    answer = text_vectors_answer(FAVOURITE, "good bad\nGood zzzqq")
    assert answer["words"] == ["good", "bad", "zzzqq"]
    assert answer["known"] == [True, True, False]
    assert answer["lines"] == [[0, 1], [0, 2]]
    vectors = word_vectors(FAVOURITE)
    shown = numbers(answer["vectors"], 10_000).reshape(3, -1)
    np.testing.assert_allclose(shown[2], vectors.table[vectors.vocabulary.unknown], atol=1e-4)
    places = numbers(answer["places"], 1000).reshape(3, 2)
    np.testing.assert_allclose(places[0], vectors.places[vectors.row_of("good")], atol=1e-3)


def test_a_text_without_words_has_no_vectors() -> None:
    for text in ("", "\n", "!!"):
        assert text_vectors_answer(FAVOURITE, text)["words"] == []


def test_the_cloud_is_made_once() -> None:
    assert cloud_answer(FAVOURITE) is cloud_answer(FAVOURITE)
    assert len(cloud_answer(FAVOURITE)["words"]) == 1_500


@pytest.mark.parametrize("typed", [None, "", "  ", "?!"])
def test_without_a_word_there_are_no_neighbours(typed) -> None:
    answer = neighbours_answer(FAVOURITE, typed)
    assert answer["near"] == []
    assert answer["said"].startswith("Type a word")


def test_an_unknown_word_is_said_to_be_unknown() -> None:
    answer = neighbours_answer(FAVOURITE, "<b>zzzqq" + "x" * 500)
    assert answer["word"] == "b"
    answer = neighbours_answer(FAVOURITE, "שלום")
    assert not answer["is_known"]
    assert "does not know" in answer["said"]
    assert len(answer["near"]) == 12
