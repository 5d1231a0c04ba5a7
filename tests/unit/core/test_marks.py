"""Texts as words and marks, and back."""

import pytest

from core.marks import as_written, marked_spans, marked_words, without_tags


def test_every_mark_is_a_word_of_its_own_and_words_keep_their_apostrophes():
    assert marked_words("Don\u2019t go \u2013 it\u2019s BAD!!") == [
        "don't", "go", "-", "it's", "bad", "!", "!",
    ]  # fmt: skip


def test_three_points_are_one_mark_whichever_way_they_are_typed():
    assert marked_words("well... well\u2026") == ["well", "...", "well", "..."]


def test_a_span_is_where_the_word_stands_as_typed():
    text = "So \U0001f642 nice, \u05de\u05d4?"
    starts, ends = marked_spans(text)
    found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert found == ["So", "\U0001f642", "nice", ",", "\u05de\u05d4", "?"]
    assert len(found) == len(marked_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "The food was great, but I don't like it. Why? It's 5 (or 6) well-made pies!",
        'He said "never again" and left... I\'d go.',
        "It costs $10.",
    ],
)
def test_what_was_taken_apart_is_written_as_it_was(text):
    assert as_written(marked_words(text)) == text


def test_what_is_added_begins_with_its_space_and_its_capital():
    assert as_written(["it"], ["great", "."]) == " It"
    assert as_written([","], ["great"]) == ","
    assert as_written(["the"]) == "The"
    assert as_written(['"'], ['"', "yes"]) == '"'


def test_line_breaks_of_a_web_page_are_spaces():
    assert without_tags("one<br /><BR>two") == "one  two"
