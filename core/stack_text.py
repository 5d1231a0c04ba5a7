"""A stack of layers as one types it, one layer per line, and what its parameters add up to.

series 100 x 1            T steps of M numbers each; or: words 100
rnn 10 every step         rnn, lstm, gru: units, `every step`, `both ways`
rnn 5 every step          conv 5 2: filters, kernel size; embedding 10001 50: V, E
rnn 1                     dense 10; average, max, flatten
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.errors import InvalidInput
from core.forecast_request import given_once
from core.parameters import GATES, KINDS, MOST_LAYERS, Counted, Layer, Shape, Terms, count

LECTURE_STACK = "series 100 x 1\nrnn 10 every step\nrnn 5 every step\nrnn 1"
_TEXT = "words 100\nembedding 10001 50\n"
# Label, stack, what there is to see.
LECTURE_STACKS = (
    ("10 – 5 – 1", LECTURE_STACK, "The lecture’s stack for the stocks: 120 + 80 + 7."),
    ("MLP", _TEXT + "average\ndense 10\ndense 1", "Nearly everything is in the embedding."),
    ("RNN", _TEXT + "rnn 10 every step\nrnn 1", "101 parameters more than the MLP."),
    ("Conv1D + RNN", _TEXT + "conv 5 2\nrnn 10 every step\nrnn 1", "Five filters for pairs."),
    ("LSTM", _TEXT + "lstm 10 every step\nlstm 1", "Four gates: four times an RNN."),
    (
        "One Siamese tower",
        "words 20\nembedding 50002 128\nlstm 128",
        "Both questions go through the same tower, so it counts once; one neuron on the "
        "similarity adds 2 parameters: 6,531,842 in all.",
    ),
)
LONGEST = 2_000
_NAMES = {"conv1d": "conv", "simplernn": "rnn", "mean": "average", "globalmaxpooling1d": "max"}
_HOW_INPUT = "Begin with the input: “series 100 x 1” for T steps of M numbers, or “words 100”."


@dataclass(frozen=True)
class Line:
    """One line of the stack.

    Attributes:
        text: As it was typed.
        terms: The layer's parameters; None where it has none, and for the input.
        shape: What it passes on; empty where there is a problem.
        problem: What is wrong with this line, for learners.
    """

    text: str
    terms: Terms | None = None
    shape: Shape = ()
    problem: str | None = None


def counted_lines(text: str) -> list[Line]:
    """Return every line with its terms; the lines after one with a problem are not counted."""
    if not isinstance(text, str):
        raise InvalidInput(f"A stack is text, not {type(text).__name__}.")
    lines = [line.strip() for line in re.split(r"[\n|]", text[:LONGEST]) if line.strip()]
    lines = lines[: MOST_LAYERS + 2]
    if not lines:
        return []
    try:
        shape = _input(lines[0])
    except InvalidInput as error:
        return [Line(lines[0], problem=str(error))]
    return [Line(lines[0], shape=shape), *_counted(lines[1:], shape)]


def stack_from_link(stack: Any) -> str:
    """Return the stack that a link asks for, written by anyone; the lecture's without one."""
    given = given_once(stack)
    return given[:LONGEST] if isinstance(given, str) and given.strip() else LECTURE_STACK


def parameters_of(lines: list[Line]) -> int:
    """Return the sum over all lines."""
    return sum(line.terms.total for line in lines if line.terms)


def _counted(lines: list[str], shape: Shape) -> Iterator[Line]:
    layers: list[Layer] = []
    for text in lines:
        try:
            layers.append(_layer(text))
            one: Counted = count(layers, shape)[-1]
        except InvalidInput as error:
            yield Line(text, problem=str(error))
            return
        yield Line(text, one.terms, one.shape, one.problem)
        if one.problem:
            return


def _input(text: str) -> Shape:
    words, numbers = _parts(text)
    if words[:1] == ["words"] and len(numbers) == 1:
        shape: Shape = (numbers[0],)
    elif words[:1] == ["series"] and len(numbers) in (1, 2):
        shape = (numbers[0], *(numbers[1:] or [1]))
    else:
        raise InvalidInput(_HOW_INPUT)
    count([], shape)
    return shape


def _layer(text: str) -> Layer:
    words, numbers = _parts(text)
    kind = next((word for word in words if word in KINDS), words[0] if words else "")
    needed = {"embedding": 2, "conv": 2, "dense": 1, **dict.fromkeys(GATES, 1)}.get(kind, 0)
    if kind in KINDS and len(numbers) != needed:
        raise InvalidInput(f"“{kind}” takes {needed} numbers, not {len(numbers)}. {_HOW[kind]}")
    every_step = "every" in words or "sequences" in words
    both_ways = "both" in words or "bidirectional" in words
    if kind == "embedding":
        return Layer(kind, numbers[1], rows=numbers[0])
    if kind == "conv":
        return Layer(kind, numbers[0], kernel_size=numbers[1])
    units = numbers[0] if numbers else 0
    return Layer(kind, units, every_step=every_step, both_ways=both_ways)


def _parts(text: str) -> tuple[list[str], list[int]]:
    """Return words (by the names used here) and whole numbers, thousands apart or not."""
    found = re.findall(r"[a-z]+1d|[a-z]+|-?\d+", re.sub(r"(?<=\d)[,_](?=\d)", "", text.lower()))
    words = [_NAMES.get(part, part) for part in found if part[0].isalpha()]
    numbers = [int(part[:9]) for part in found if not part[0].isalpha()]
    return words, numbers


_HOW = {
    "embedding": "Write the words it knows and the numbers per word: “embedding 10001 50”.",
    "conv": "Write filters and kernel size: “conv 5 2”.",
    "dense": "Write the units: “dense 10”.",
    **{kind: f"Write the units: “{kind} 10”, or “{kind} 10 every step”." for kind in GATES},
    **{kind: f"Write only “{kind}”." for kind in ("average", "max", "flatten")},
}
