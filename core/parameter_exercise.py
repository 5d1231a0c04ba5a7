"""The lecture's question "how many parameters?", asked before it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput
from core.stack_text import LECTURE_STACK, Line, counted_lines, parameters_of


@dataclass(frozen=True)
class Exercise:
    """A stack to count by hand.

    Attributes:
        question: What is asked.
        stack: The stack it is asked about, as one types it.
    """

    question: str
    stack: str


EXERCISES = {
    "one": Exercise(
        "One neuron reads one price a day and its own last answer. How many parameters has it?",
        "series 100 x 1\nrnn 1",
    ),
    "ten": Exercise(
        "Ten neurons read one price a day, and each reads the last answers of all ten. How many "
        "parameters have they together?",
        "series 100 x 1\nrnn 10",
    ),
    "stack": Exercise(
        "Ten neurons pass every answer on to five, and these to one. How many parameters has the "
        "lecture\u2019s stack?",
        LECTURE_STACK,
    ),
    "lstm": Exercise(
        "Ten LSTM cells read words of 50 numbers each. How many parameters have they together?",
        "series 100 x 50\nlstm 10",
    ),
}
_NOT_YET = "Not yet. A neuron has one weight for the bias, one per input and one per last answer."


def exercise(name: Any) -> Exercise:
    """Return the exercise `name`; raises `InvalidInput` where there is none."""
    if not isinstance(name, str) or name not in EXERCISES:
        raise InvalidInput("There is no such exercise; choose one of the buttons.")
    return EXERCISES[name]


def checked(asked: Exercise, guess: Any) -> str:
    """Return what there is to say about an answer; nothing while there is none."""
    if not isinstance(guess, int | float) or isinstance(guess, bool):
        return ""
    lines = counted_lines(asked.stack)
    right = parameters_of(lines)
    if guess == right:
        terms = " + ".join(str(line.terms) for line in lines if line.terms)
        return f"Right: {terms} = {right:,}."
    slips = {
        "Not yet: that is without the bias.": _without("bias", lines),
        "Not yet: that is without the neurons\u2019 own last answers.": _without(
            "own answers", lines
        ),
        "Not yet: that is one gate. An LSTM cell has four, each with weights of its own.": (
            _without("gates", lines)
        ),
    }
    found = [told for told, count in slips.items() if count == guess != right]
    return found[0] if found else _NOT_YET


def _without(what: str, lines: Sequence[Line]) -> int:
    """Return the sum over all layers as it is when one leaves something out."""
    counts = 0
    for terms in (line.terms for line in lines if line.terms):
        copies = [count for count, name in terms.copies if name != what]
        weighed = sum(count for count, name in terms.weighed if name != what)
        counts += terms.units * weighed * (copies[0] if copies else 1)
    return counts
