"""Tokens, ids, padding: nothing of a text is lost silently."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Vocabulary, pad, reading_window, spans, words

KNOWN = Vocabulary(("the", "it's", "good"), 10)


@given(st.text())
def test_offsets_reproduce_the_text_for_any_unicode_string(text):
    tokens = KNOWN.tokens(text)
    rebuilt, end = "", 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        rebuilt += text[end : token.start] + text[token.start : token.end]
        end = token.end
    assert rebuilt + text[end:] == text
    assert [token.word for token in tokens] == words(text)


@given(st.text())
def test_every_token_has_an_id_and_encode_agrees_with_tokens(text):
    tokens = KNOWN.tokens(text)
    assert KNOWN.encode(text) == [token.id for token in tokens]
    assert all(token.is_known == (token.word in KNOWN.kept) for token in tokens)


def test_every_space_and_mark_that_separates_is_in_the_table_of_separators():
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    between = [letter for letter in everything if not words(letter)]
    assert max(between) == "\u3000"
    assert all(spans(letter) == ([], []) for letter in between)


def test_apostrophes_stay_inside_words_and_curly_ones_count_as_plain():
    assert words("It's, it’s") == ["it's", "it's"]


def test_tags_quotes_dashes_and_null_bytes_separate_words():
    assert words("<b>so</b> “good”—really\x00yes") == ["b", "so", "b", "good", "really", "yes"]


def test_letters_that_grow_when_lowered_keep_their_place():
    text = "İSTANBUL is far"
    assert [text[a:b] for a, b in zip(*spans(text), strict=True)] == ["İSTANBUL", "is", "far"]


def test_unknown_words_are_marked_and_get_the_last_row():
    unknown = KNOWN.tokens("the שלום")[1]
    assert (unknown.id, unknown.is_known) == (10, False)


def test_equal_counts_keep_the_order_of_first_appearance():
    assert Vocabulary.fit(["b a", "a b c"], 3).kept == ("b", "a")


@pytest.mark.parametrize(
    ("keep", "expected"),
    [("start", [0, 1, 2]), ("end", [4, 5, 6]), ("both", [0, 1, 6])],
)
def test_the_window_keeps_the_asked_part_of_a_long_text(keep, expected):
    assert reading_window(7, 3, keep).tolist() == expected


@given(st.integers(0, 30), st.integers(1, 20), st.sampled_from(["start", "end", "both"]))
def test_the_window_never_reads_more_than_fits_and_never_twice(count, length, keep):
    window = reading_window(count, length, keep)
    assert len(set(window.tolist())) == len(window) == min(count, length)


def test_padding_in_front_ends_with_the_last_token():
    padded = pad([[5, 6], [1, 2, 3, 4]], 3, side="before", keep="end", value=9)
    np.testing.assert_array_equal(padded, [[9, 5, 6], [2, 3, 4]])


def test_tokens_that_were_cut_are_told():
    tokens = KNOWN.tokens("a b c d e", keep="both", length=2)
    assert [token.is_read for token in tokens] == [True, False, False, False, True]
