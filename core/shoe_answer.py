"""The price of a shoe with its interval, and what each word and each attribute adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from core import registry
from core.contracts import Floats
from core.errors import LessonError
from core.predictors import TrainedModel
from core.price_interval import bounds
from core.shoe_ablation import median_price
from core.shoe_remarks import is_met, shoe_remarks, tokens_of
from core.shoe_request import LISTS, Shoe, ShoeRequest, columns_of, without
from core.shoe_table import ShoeTable

MOST_WORDS = 100  # of a title that are left out, one after the other
_LAST_WORDS = 41  # of a longer title that may count as well
_LABEL = 40
KINDS: Mapping[str, str] = {
    "word": "word", "brand": "brand", "categories": "category", "colors": "colour",
    "sizes": "sizes",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One word or attribute and what it adds.

    Attributes:
        kind: `word`, `brand`, `category`, `colour` or `sizes`.
        text: What it says.
        is_known: Whether the model met it in training.
        change: Dollars: the price minus the price without it.
    """

    kind: str
    text: str
    is_known: bool
    change: float


class Terms(NamedTuple):
    """The last layer: values and weights of what it reads, and its bias."""

    values: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True)
class ShoeAnswer:
    """A price and where it comes from.

    Attributes:
        model, title: Name of the model, in the registry and on screen.
        price, low, high: Dollars.
        median: Dollars: the middle price of the products it learnt from.
        factor: The interval goes from price / factor to price · factor; 1 without an interval.
        terms: The last layer; their sum is the logarithm of the price.
        parts: What can be left out, in the order of the title and of the fields.
        remarks: What the model does not know or does not read.
        measured: How the interval did on unseen products: `coverage`, `n`, `products`, `level`, ….
    """

    model: str
    title: str
    price: float
    low: float
    high: float
    median: float
    factor: float
    terms: Terms
    parts: tuple[Part, ...]
    remarks: tuple[str, ...]
    measured: Mapping[str, Any]


@dataclass(frozen=True)
class NoAnswer:
    """Why there is no price; `title` names a model that is unavailable, else it is empty."""

    reason: str
    title: str = ""


def shoe_answer(request: ShoeRequest) -> ShoeAnswer:
    """Return the price of a shoe; all that is left out is asked in one pass.

    Raises:
        NotTrained, Incompatible: The model cannot answer.
    """
    model = registry.predictor(request.model)
    shoe = replace(request.shoe, title=_what_counts(model, request.shoe.title))
    left_out = list(_left_out(model, shoe))
    asked = [shoe, *(one for _, one in left_out)]
    logarithms, terms = _answers(model, asked)
    prices = np.exp(logarithms)
    low, high = bounds(model, prices[:1])
    return ShoeAnswer(
        model=request.model,
        title=model.spec.title,
        price=float(prices[0]),
        low=float(low[0]),
        high=float(high[0]),
        median=median_price(),
        factor=float(model.card.interval.get("factor", 1.0)),
        terms=terms,
        parts=tuple(
            replace(part, change=float(prices[0] - price))
            for (part, _), price in zip(left_out, prices[1:], strict=True)
        ),
        remarks=tuple(shoe_remarks(model, request.shoe)),
        measured=interval_measured(model),
    )


def answer_or_reason(asked: Any) -> ShoeAnswer | NoAnswer:
    """Return the answer to a list as `ShoeRequest.of` takes it, or why there is none."""
    title = ""
    try:
        request = ShoeRequest.of(asked)
        if request.shoe.is_empty:
            return NoAnswer("Nothing is said of the shoe yet. Write a title, or choose a brand.")
        title = registry.model_spec(request.model).title
        return shoe_answer(request)
    except LessonError as error:
        return NoAnswer(str(error), title)


def interval_measured(model: TrainedModel) -> Mapping[str, Any]:
    """Return how the interval of a model did on products that nothing was fitted to."""
    found = [entry for entry in model.card.measured if "coverage" in entry]
    return {**model.card.interval, **found[0]} if found else {}


def _what_counts(model: TrainedModel, title: str) -> str:
    """Return a long title without the words in its middle that no leaving out brings into sight."""
    tokens = tokens_of(model, title)
    if len(tokens) <= MOST_WORDS + 1 + _LAST_WORDS:
        return title
    return f"{title[: tokens[MOST_WORDS].end]} {title[tokens[-_LAST_WORDS].start :]}"


def _left_out(model: TrainedModel, shoe: Shoe) -> Iterator[tuple[Part, Shoe]]:
    """Yield every part, its change not known yet, and the shoe without it."""
    table: ShoeTable = model.options.table
    for token in tokens_of(model, shoe.title)[:MOST_WORDS]:
        rest = shoe.title[: token.start] + shoe.title[token.end :]
        typed = shoe.title[token.start : token.end]
        yield _part("word", typed, is_met(model, token)), replace(shoe, title=rest)
    if shoe.brand.strip():
        yield _part("brand", shoe.brand, table.knows(shoe.brand)), replace(shoe, brand="")
    for field in LISTS[:2]:
        for place, entry in enumerate(shoe.lists[field]):
            yield _part(KINDS[field], entry, True), without(shoe, field, place)
    if shoe.sizes:
        yield _part("sizes", ", ".join(shoe.sizes), True), replace(shoe, sizes=())


def _part(kind: str, text: str, is_known: bool) -> Part:
    short = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}\u2026"
    return Part(kind, short, is_known, 0.0)


def _answers(model: TrainedModel, shoes: list[Shoe]) -> tuple[Floats, Terms]:
    """Return the logarithms of the prices (N,), and the last layer of the first shoe."""
    last = model.card.architecture.steps[-1]
    kernel, bias = model.artifact.network.weights(last.layer)
    raw, values = np.zeros(len(shoes)), np.zeros(len(kernel))
    for rows, run in model.runs(columns_of(shoes)):
        raw[rows] = run.answer.reshape(-1)
        if 0 in rows:
            values = run.signals[last.reads[0]].values[int(np.flatnonzero(rows == 0)[0])]
    terms = Terms(tuple(map(float, values)), tuple(map(float, kernel[:, 0])), float(bias[0]))
    return raw, terms
