"""Counting by hand: what is said about an answer."""

from __future__ import annotations

import pytest

from core.errors import InvalidInput
from core.parameter_exercise import EXERCISES, checked, exercise


@pytest.mark.parametrize(
    ("name", "answer", "terms"),
    [
        ("one", 3, "1·(1 + 1 + 1) = 3"),
        ("ten", 120, "10·(1 + 1 + 10) = 120"),
        ("stack", 207, "10·(1 + 1 + 10) + 5·(1 + 10 + 5) + 1·(1 + 5 + 1) = 207"),
        ("lstm", 2_440, "4·10·(1 + 50 + 10) = 2,440"),
    ],
)
def test_the_right_answer_is_told_with_its_terms(name: str, answer: int, terms: str) -> None:
    assert checked(exercise(name), answer) == f"Right: {terms}."


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("one", 2, "without the bias"),
        ("ten", 110, "without the bias"),
        ("ten", 20, "last answers"),
        ("lstm", 610, "one gate"),
        ("ten", 7, "one weight for the bias"),
    ],
)
def test_a_slip_is_named(name: str, answer: int, told: str) -> None:
    found = checked(exercise(name), answer)
    assert found.startswith("Not yet")
    assert told in found


@pytest.mark.parametrize("nothing", [None, "", "12", True])
def test_while_there_is_no_answer_nothing_is_said(nothing: object) -> None:
    assert checked(EXERCISES["one"], nothing) == ""


@pytest.mark.parametrize("name", [None, "five", ["one"]])
def test_an_exercise_that_does_not_exist_is_refused(name: object) -> None:
    with pytest.raises(InvalidInput, match="no such exercise"):
        exercise(name)
