"""The lecture's table of sequence shapes: what goes in, what comes out, and when.

Letters: N sequences, T_x steps in, T_y steps out, p numbers per step in, q per step out, P units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from core.errors import InvalidInput

MOST = 20  # steps in, and steps out
ONE_TO_ONE, ONE_TO_MANY, MANY_TO_ONE = "one-to-one", "one-to-many", "many-to-one"
EQUAL, DIFFERENT = "many-to-many", "encoder-decoder"


class Column(NamedTuple):
    """One copy of the cell in the unrolled network.

    Attributes:
        x: Which input it reads, counted from 1; 0 where it reads none.
        y: Which output it gives, counted from 1; 0 where it gives none.
        is_fed: Whether it reads the output of the column before instead of an input.
    """

    x: int
    y: int
    is_fed: bool = False


@dataclass(frozen=True)
class SequenceShape:
    """One row of the table.

    Attributes:
        name, title: In the link and on screen.
        question: What it is for, in a few words.
        examples: Input and output of examples, the lecture's first.
        takes: Shape of what goes in, in letters.
        gives: Shape of what comes out, in letters.
        keras: What in Keras makes this shape.
        has_x, has_y: Whether T_x and T_y can be chosen; with equal lengths T_x is both.
    """

    name: str
    title: str
    question: str
    examples: tuple[tuple[str, str], ...]
    takes: str
    gives: str
    keras: str
    has_x: bool = False
    has_y: bool = False


SHAPES: Mapping[str, SequenceShape] = MappingProxyType(
    {
        shape.name: shape
        for shape in (
            SequenceShape(
                ONE_TO_ONE,
                "One to one",
                "No time: a plain network",
                (("the last price", "the next price"), ("a bag of words", "its sentiment")),
                "(N, p)",
                "(N, q)",
                "Dense layers, no loop",
            ),
            SequenceShape(
                ONE_TO_MANY,
                "One to many",
                "One beginning, then its own answers",
                (("a word", "the words after it"), ("a picture", "its caption")),
                "(N, p)",
                "(N, T_y, q)",
                "RepeatVector(T_y), then return_sequences=True",
                has_y=True,
            ),
            SequenceShape(
                MANY_TO_ONE,
                "Many to one",
                "One answer, at the end",
                (("a review", "its sentiment"), ("T prices", "the next price")),
                "(N, T_x, p)",
                "(N, q)",
                "return_sequences=False: only the last output is passed on",
                has_x=True,
            ),
            SequenceShape(
                EQUAL,
                "Many to many, equal",
                "An answer at every step",
                (("T prices", "the next price after each"), ("words", "the entity each names")),
                "(N, T_x, p)",
                "(N, T_x, q)",
                "return_sequences=True, then TimeDistributed(Dense(q))",
                has_x=True,
            ),
            SequenceShape(
                DIFFERENT,
                "Many to many, different",
                "Read first, then write",
                (("a sentence", "its translation"), ("T prices", "the prices of a week")),
                "(N, T_x, p)",
                "(N, T_y, q)",
                "an encoder without, a decoder with return_sequences; RepeatVector(T_y) between",
                has_x=True,
                has_y=True,
            ),
        )
    }
)


def shape_named(name: object) -> SequenceShape:
    """Return the shape `name`; raises `InvalidInput` when there is none."""
    if isinstance(name, str) and name in SHAPES:
        return SHAPES[name]
    raise InvalidInput(f"There is no shape {str(name)[:20]!r}; there are {', '.join(SHAPES)}.")


def lengths(shape: SequenceShape, T_x: int, T_y: int) -> tuple[int, int]:
    """Return how many steps go in and come out when so many are wished for."""
    T_x = T_x if shape.has_x else 1
    if shape.name == EQUAL:
        return T_x, T_x
    return T_x, T_y if shape.has_y else 1


def unrolled_columns(
    shape: SequenceShape, T_x: int, T_y: int, *, is_repeated: bool = False
) -> tuple[Column, ...]:
    """Return every copy of the cell, in the order of time.

    Args:
        shape: The shape.
        T_x: Steps in, as `lengths` returns them.
        T_y: Steps out.
        is_repeated: Whether a second network writes, which reads what the first one remembered
            at every step (RepeatVector). Otherwise the network that has read goes on by itself:
            its first output comes with the last input, and then it reads its own outputs.
    """
    if shape.name == EQUAL:
        return tuple(Column(t, t) for t in range(1, T_x + 1))
    if is_repeated:
        read = tuple(Column(t, 0) for t in range(1, T_x + 1)) if shape.has_x else ()
        return read + tuple(Column(0, t) for t in range(1, T_y + 1))
    read = tuple(Column(t, int(t == T_x)) for t in range(1, T_x + 1))
    return read + tuple(Column(0, t, is_fed=True) for t in range(2, T_y + 1))
