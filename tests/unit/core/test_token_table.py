"""Sentences as one matrix: what is cut, padded, unknown."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InvalidInput
from core.settings import settings
from core.text import Vocabulary
from core.token_table import (
    EMPTY,
    LECTURE,
    LECTURE_TEXT,
    TRAINED,
    TokenRequest,
    as_csv,
    token_table,
    word_index,
)


def test_words_beyond_the_vocabulary_keep_their_place_and_the_lectures_tokenizer_drops_them() -> (
    None
):
    table = token_table(TokenRequest(LECTURE_TEXT, size=5))
    assert table.padded.tolist() == [[1, 2, 3, 4], [1, 2, 5, 5], [1, 2, 5, 0], [1, 2, 5, 0]]
    assert table.lecture_padded.tolist()[1:] == [[1, 2, 0, 0]] * 3


@pytest.mark.parametrize(
    ("pad_side", "keep", "first", "last"),
    [
        ("after", "start", [1, 2, 3], [1, 2, 9]),
        ("before", "end", [3, 4, 5], [1, 2, 9]),
        ("after", "both", [1, 2, 5], [1, 2, 9]),
    ],
)
def test_what_is_kept_of_a_long_sentence(pad_side, keep, first, last) -> None:
    table = token_table(TokenRequest(LECTURE_TEXT, length=3, pad_side=pad_side, keep=keep))
    assert table.padded[[0, -1]].tolist() == [first, last]


def test_zeros_go_where_they_are_asked_for() -> None:
    table = token_table(TokenRequest("one two", length=4, pad_side="before"))
    assert table.slots.tolist() == [[EMPTY, EMPTY, 0, 1]]
    assert table.padded.tolist() == [[0, 0, 1, 2]]


def test_words_learnt_from_the_lecture_are_looked_up_in_other_sentences() -> None:
    table = token_table(TokenRequest("You love NN", source=LECTURE))
    assert table.sequences == [[10, 2, 9]]
    index = word_index(table)
    assert [word for word, _, count in index if count] == ["love", "nn", "you"]
    assert ("i", 1, 0) in index


def test_words_of_a_trained_model_bring_their_own_ids() -> None:
    trained = Vocabulary(("good", "bad"), 100)
    table = token_table(TokenRequest("bad day", source=TRAINED, size=10), trained)
    assert table.sequences == [[2, 100]]
    with pytest.raises(InvalidInput, match="No trained model"):
        token_table(TokenRequest("bad day", source=TRAINED))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n \n", ()),
        ("one", ((0, 1),)),
        ("a b\n\nc", ((0, 2), (2, 3))),
        ("!!!\nx", ((0, 0), (0, 1))),
        ("שלום עולם\nمرحبا \U0001f60d", ((0, 2), (2, 4))),
        ("<b>so</b>", ((0, 3),)),
    ],
)
def test_every_line_with_something_on_it_is_a_sentence(text, lines) -> None:
    table = token_table(TokenRequest(text))
    assert table.lines == lines
    assert table.padded.shape == (len(lines), 4)


def test_a_hundred_thousand_characters_are_cut_to_the_limit() -> None:
    table = token_table(TokenRequest("word " * 20_000, length=100))
    assert len(table.request.text) == settings().text_limit
    assert table.padded.shape == (1, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 1}, {"size": 10_001}, {"size": ""}, {"length": 0}, {"length": 4.5}, {"width": 17},
        {"length": True}, {"pad_side": "left"}, {"keep": "none"}, {"source": "x"}, {"text": 3},
    ],
)  # fmt: skip
def test_a_choice_that_makes_no_sense_is_refused_in_words(wrong) -> None:
    with pytest.raises(InvalidInput, match=r"must be a whole number|There is no|are text"):
        TokenRequest(**{"text": "a", **wrong})


def test_the_matrix_as_csv_has_every_row() -> None:
    written = as_csv(token_table(TokenRequest("=1+1 a\n" * 50, length=2))).splitlines()
    assert written[:2] == ["sentence,t1,t2", "1,1,1"]
    assert len(written) == 51


def test_the_counts_are_those_of_the_text() -> None:
    table = token_table(TokenRequest("A a b\nB b c"))
    assert table.counts == {"a": 2, "b": 3, "c": 1}
    np.testing.assert_array_equal(table.padded[0], [2, 2, 1, 0])
