"""A stack as one types it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.stack_text import (
    LECTURE_STACK,
    LECTURE_STACKS,
    LONGEST,
    counted_lines,
    parameters_of,
    stack_from_link,
)

TYPED = st.from_regex(r"series \d{1,9}( x -?\d{1,12})?\n(\w+ -?\d*\n?){0,30}")
PRINTED = {
    "10 – 5 – 1": 207, "MLP": 500_571, "RNN": 500_672, "Conv1D + RNN": 500_727, "LSTM": 502_538,
    "One Siamese tower": 6_531_842 - 2,
}  # fmt: skip


@pytest.mark.parametrize(("label", "stack"), [(label, stack) for label, stack, _ in LECTURE_STACKS])
def test_the_lectures_models_have_the_number_it_prints(label: str, stack: str) -> None:
    lines = counted_lines(stack)
    assert not [line.problem for line in lines if line.problem]
    assert parameters_of(lines) == PRINTED[label]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Series 5 x 2\nDense 3", 9),
        ("series 5\nLSTM 2 both ways", 2 * 4 * 2 * (1 + 1 + 2)),
        ("series 5 | Bidirectional rnn 2 | dense 1", 2 * 2 * 4 + 5),
        ("words 9\nembedding 10,001 2\nflatten", 20_002),
        ("series 6 x 1\nConv1D 3 2\nmax\ndense 1", 9 + 4),
        ("series 4 x 3\ngru 5", 3 * 5 * (2 + 3 + 5)),
    ],
)
def test_a_stack_may_be_typed_freely(typed: str, number: int) -> None:
    assert parameters_of(counted_lines(typed)) == number


@pytest.mark.parametrize(
    ("typed", "place", "told"),
    [
        ("rnn 10", 0, "Begin with the input"),
        ("series 100 x 1\nrnn", 1, "takes 1 numbers, not 0"),
        ("series 100 x 1\nrnn 10\nrnn 5", 2, "one vector only"),
        ("series 100 x 1\nbrain 5", 1, "There is no layer 'brain'"),
        ("series 100 x 1\n<b>5</b>", 1, "There is no layer 'b'"),
        ("series 0 x 1\nrnn 1", 0, "from 1 to"),
        ("series 9 x 1\nrnn 99999999999", 1, "from 1 to 1,000,000"),
        ("series 9 x 1\nrnn -3", 1, "from 1 to"),
    ],
)
def test_a_line_with_a_problem_says_so_and_is_the_last(typed: str, place: int, told: str) -> None:
    lines = counted_lines(typed)
    assert len(lines) == place + 1
    assert told in (lines[-1].problem or "")
    assert all(line.problem is None for line in lines[:-1])


@given(
    st.text(max_size=300) | st.from_regex(r"series \d{1,9}( x -?\d{1,12})?\n(\w+ -?\d*\n?){0,30}")
)
def test_whatever_is_typed_is_answered(typed: str) -> None:
    lines = counted_lines(typed)
    assert parameters_of(lines) >= 0
    assert all(line.problem is None for line in lines[:-1])


def test_nothing_typed_is_nothing_counted() -> None:
    assert counted_lines(" \n | ") == []


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInput, match="A stack is text"):
        counted_lines(7)  # type: ignore[arg-type]


@pytest.mark.parametrize("given_stack", [None, "", "  ", [], 7])
def test_a_link_without_a_stack_shows_the_lectures(given_stack: object) -> None:
    assert stack_from_link(given_stack) == LECTURE_STACK


def test_a_link_may_carry_a_stack() -> None:
    assert stack_from_link(["rnn 1", "rnn 2"]) == "rnn 2"
    assert len(stack_from_link("x" * 9_999)) == LONGEST
