"""What flows through a price model for one shoe, layer by layer, as it is drawn.

Letters: T words that are read, E numbers per word, P cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import registry
from core.contracts import Floats, Token
from core.errors import LessonError
from core.network import Run
from core.predictors import TrainedModel
from core.shoe_bag import said_of
from core.shoe_remarks import tokens_of
from core.shoe_request import Shoe, ShoeRequest, columns_of
from core.shoe_table import Column, ShoeTable

_MOST_SAID = 12


@dataclass(frozen=True)
class Layer:
    """One layer with its numbers.

    Attributes:
        name: Its kind and size, such as "LSTM 10".
        says: What it does, in a few words.
        values: (rows, places): one place per word, or one row of neurons.
        largest: The number that is drawn hottest; its negative is drawn coldest.
    """

    name: str
    says: str
    values: Floats
    largest: float


@dataclass(frozen=True)
class Fact:
    """One of the 84 numbers that this shoe sets apart: its column, the number before scaling."""

    column: Column
    value: float


@dataclass(frozen=True)
class Flow:
    """What flows through the network for one shoe.

    Attributes:
        model: Name of the model.
        tokens: The words of the title that are read.
        places: T, how many there is room for.
        title: The layers that only the title passes through.
        table: The 84 numbers, scaled.
        facts: Those of them that are not 0 before scaling.
        joined: The layers after both were joined, down to the price.
        joins: How many numbers are joined: of the title, of the table.
        said: In the wide half: the things said with most weight, and their weights; else empty.
        halves: In the wide half: its logarithm and that of the deep half; else empty.
        logarithm: What the last neuron says.
    """

    model: str
    tokens: tuple[Token, ...]
    places: int
    title: tuple[Layer, ...]
    table: Layer
    facts: tuple[Fact, ...]
    joined: tuple[Layer, ...]
    joins: tuple[int, int]
    said: tuple[tuple[str, float], ...]
    halves: tuple[float, ...]
    logarithm: float


def shoe_flow(request: ShoeRequest) -> Flow:
    """Return everything that is drawn; raises `NotTrained` or `Incompatible`."""
    model = registry.predictor(request.model)
    run = model.run(columns_of([request.shoe]))
    title = _title_layers(model, run)
    table = run.signals["table"].values[0]
    width = run.signals[_step(model, "Concatenate")].values.shape[1]
    is_wide = "wide" in run.signals
    halves = ("wide", "deep") if is_wide else ()
    return Flow(
        model=request.model,
        tokens=tuple(t for t in tokens_of(model, request.shoe.title) if t.is_read),
        places=model.options.length,
        title=title,
        table=Layer("84 numbers", "in standard deviations", table[None], 3.0),
        facts=_facts(model.options.table, request.shoe),
        joined=_joined_layers(model, run),
        joins=(width - len(table), len(table)),
        said=_most_said(model, run, request.shoe) if is_wide else (),
        halves=tuple(float(run.signals[name].values[0, 0]) for name in halves),
        logarithm=float(run.answer.reshape(-1)[0]),
    )


def _step(model: TrainedModel, kind: str) -> str:
    return next(step.name for step in model.card.architecture.steps if step.kind == kind)


def _title_layers(model: TrainedModel, run: Run) -> tuple[Layer, ...]:
    names = [step.name for step in model.card.architecture.steps
             if step.kind == "Embedding" and step.reads[0] == "title"]  # fmt: skip
    vectors = run.signals[names[0]].values[0]  # (T, E)
    states = run.signals[_step(model, "LSTM")].values[0]  # (T, P)
    return (
        Layer(f"Embedding {vectors.shape[1]}", "each id looks up its row", vectors.T,
              _largest(vectors)),
        Layer(f"LSTM {states.shape[1]}", "reads one after the other, hands on every state",
              states.T, _largest(states)),
    )  # fmt: skip


def _joined_layers(model: TrainedModel, run: Run) -> tuple[Layer, ...]:
    """Return the Dense layers with more than one neuron that read what was joined."""
    found = []
    for step in model.card.architecture.steps:
        values = run.signals[step.name].values
        if step.kind == "Dense" and values.shape[-1] > 1:
            found.append(Layer(f"Dense {values.shape[-1]}", "relu", values, _largest(values)))
    return tuple(found)


def _largest(values: Floats) -> float:
    return float(np.abs(values).max(initial=0.0)) or 1.0


def _facts(table: ShoeTable, shoe: Shoe) -> tuple[Fact, ...]:
    raw = ShoeTable(table.brands).encode(columns_of([shoe]))[0]
    return tuple(
        Fact(column, float(value))
        for column, value in zip(table.columns, raw, strict=True)
        if value
    )


def _most_said(model: TrainedModel, run: Run, shoe: Shoe) -> tuple[tuple[str, float], ...]:
    """Return what counts most in the wide half, with what each adds to its logarithm."""
    said: Sequence[Any] = said_of(shoe.title, shoe.brand, ", ".join(shoe.colors))
    weights = run.signals["weights"].values[0, : len(said), 0]
    shares = weights / np.sqrt(max(len(said), 1))
    order = np.argsort(-np.abs(shares), kind="stable")[:_MOST_SAID]
    return tuple((said[place], float(shares[place])) for place in sorted(order))


def flow_or_reason(asked: Any) -> Flow | str:
    """Return what flows for a list as `ShoeRequest.of` takes it, or why nothing does."""
    try:
        request = ShoeRequest.of(asked)
        if request.shoe.is_empty:
            return "Nothing is said of the shoe yet, so nothing flows."
        return shoe_flow(request)
    except LessonError as error:
        return str(error)
