"""A visitor's own text: what is read of it, and what is refused with a sentence."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.own_text import MOST, MOST_CHARACTERS, STAND_IN, ids_of, own_text

HEBREW = "\u05de\u05d4 \u05d4\u05d5\u05d0 \u05d4\u05d5\u05dc\u05da \u05dc\u05d5\u05de\u05e8? "


def file(content: bytes) -> str:
    return "data:text/plain;base64," + base64.b64encode(content).decode()


def refused(contents, pasted, name="text.txt") -> str:
    with pytest.raises(InvalidInput) as found:
        own_text(contents, name, pasted)
    return str(found.value)


@pytest.mark.parametrize(
    "text", ["so it goes. " * 100, HEBREW * 60, "\U0001f600\U0001f680 ok " * 200, "ab" * 1000]
)
def test_any_language_is_read_letter_by_letter_and_can_be_written_again(text) -> None:
    found = own_text(None, None, text)
    assert found.as_text(found.ids) == text
    assert len(found.learnt) + len(found.check) + len(found.tail) == len(text)
    parts = [found.learnt, found.check, found.tail]
    np.testing.assert_array_equal(np.concatenate(parts), found.ids)
    np.testing.assert_array_equal(np.concatenate(parts[:2]), found.before_tail)


def test_a_file_comes_before_what_is_pasted_and_lines_end_alike() -> None:
    found = own_text(file(b"\xef\xbb\xbf" + b"one\r\ntwo\r" * 200), "a.txt", "pasted " * 500)
    assert found.as_text(found.ids) == "one\ntwo\n" * 200


def test_letters_of_two_signs_become_one() -> None:
    found = own_text(None, None, "cafe\u0301 " * 300)
    assert "\u00e9" in found.alphabet
    assert "\u0301" not in found.alphabet


@pytest.mark.parametrize(
    ("pasted", "why"),
    [
        (None, "no text yet"), ("", "no text yet"), (" \n", "no text yet"), (7, "no text yet"),
        ("a", "has one character"), ("hello", "5 characters"),
        ("a" * 5_000, "\u201ca\u201d, 5,000 times"), ("aa", "one character"),
        ("a b" * 2_000_000, "6.0 MB, and at most 200 kB"),
        (HEBREW * 10_000, "at most 200 kB"),
    ],
)  # fmt: skip
def test_what_cannot_be_learnt_is_refused_with_a_reason(pasted, why) -> None:
    assert why in refused(None, pasted)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_000), "a picture, not text"),
        (bytes(range(256)) * 20, "not text"),
        (b"PK\x03\x04" + bytes(3_000), "zip archive"),
        (b"ab " * 2_000_000, "at most 200 kB"),
    ],
)
def test_a_file_that_is_no_text_or_too_long_is_refused(content, why) -> None:
    assert why in refused(file(content), None)


def test_very_many_different_characters_are_learnt_as_one() -> None:
    text = "".join(chr(0x4E00 + place % 2_000) for place in range(6_000))
    found = own_text(None, None, text)
    assert len(found.alphabet) == MOST_CHARACTERS
    assert found.alphabet[-1] == STAND_IN
    assert "2,000 different characters" in found.remarks[0]
    assert found.as_text(found.ids).count(STAND_IN) == 3 * (2_000 - MOST_CHARACTERS + 1)


def test_characters_that_were_not_learnt_are_left_out() -> None:
    assert ids_of("abc\u05d0a", "ca") == [1, 0, 1]


@given(st.text(max_size=3_000))
def test_any_text_at_all_is_read_or_refused(text) -> None:
    try:
        found = own_text(None, None, text)
    except InvalidInput:
        return
    assert 2 <= len(found.alphabet) <= MOST_CHARACTERS
    assert len(text.encode("utf-8", "replace")) <= MOST
