"""A sequence shape with the numbers of a network that was trained: what all carriers share.

Letters: N sequences, T_x steps in, T_y steps out, P units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.network import Run
from core.predictors import TrainedModel
from core.sequence_shapes import DIFFERENT, ONE_TO_MANY, SHAPES, Column, unrolled_columns

Tensors = tuple[tuple[str, tuple[int, ...]], ...]
_LOOPS = ("SimpleRNN", "LSTM")


class CarriedStep(NamedTuple):
    """One column of the drawing with its numbers as they are written.

    Attributes:
        column: Which input and output it is.
        reads: What it reads; empty where nothing is known.
        says: What it answers.
        truth: What came in truth, where that is known.
        states: (P,) what its units hold, between 0 and 1.
    """

    column: Column
    reads: str = ""
    says: str = ""
    truth: str = ""
    states: tuple[float, ...] = ()


@dataclass(frozen=True)
class Carried:
    """A shape with the numbers of a network.

    Attributes:
        steps: The columns, in the order of time.
        tensors: Layer and shape of what it puts out, N included.
        said: What came out, in a sentence or two.
    """

    steps: tuple[CarriedStep, ...]
    tensors: Tensors = ()
    said: str = ""


@dataclass(frozen=True)
class Wish:
    """What is to be read: steps in and out, a text, the name of a series."""

    T_x: int
    T_y: int
    text: str
    ticker: str


def plain(shape: str, wish: Wish) -> Carried:
    """Return a shape without numbers: layers that nobody trained, as Keras would unroll them."""
    columns = unrolled_columns(
        SHAPES[shape], wish.T_x, wish.T_y, is_repeated=shape in (ONE_TO_MANY, DIFFERENT)
    )
    return Carried(tuple(CarriedStep(column) for column in columns))


def shapes_of(run: Run, model: TrainedModel, *, every: bool = False) -> Tensors:
    """Return the real shapes of a run, layer after layer; of recurrent layers what they pass on."""
    first = model.card.architecture.inputs[0]
    shapes: list[tuple[str, tuple[int, ...]]] = [("Input", run.signals[first].values.shape)]
    for step in model.card.architecture.steps:
        whole = run.signals[step.name].values.shape
        is_last = step is model.card.architecture.steps[-1]
        passes_on = step.options.get("return_sequences", True) or (is_last and every)
        title = f"{step.kind}, sequences" if passes_on and step.kind in _LOOPS else step.kind
        shapes.append((title, whole if passes_on else (whole[0], *whole[2:])))
    return tuple(shapes)


def number(value: float) -> str:
    """Return a number as the drawing writes it."""
    return f"{value:.2f}".replace("-", "\u2212")


def counted(count: int, what: str) -> str:
    """Return how many there are, in words."""
    return f"one {what}" if count == 1 else f"{count} {what}s"
