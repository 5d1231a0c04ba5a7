"""What both price models share: how a title becomes word ids, and all of a spec but its network."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Start
from core.shoe_split import divide, hold_back, weigh
from core.shoe_table import READS, learn
from core.text import Side, Vocabulary, pad


class TitleOptions(Protocol):
    """The options that say how a title is read."""

    @property
    def vocabulary_size(self) -> int:
        """Return V."""
        ...

    @property
    def length(self) -> int:
        """Return T, words read of a title; shorter ones are padded behind."""
        ...

    @property
    def keep(self) -> Side:
        """Return which part of a longer title is read."""
        ...


def title_ids(
    columns: Columns, options: TitleOptions, vocabulary: Vocabulary | None
) -> NDArray[np.int32]:
    """Return the word ids of the titles (N, T). A title without words reads as one unknown."""
    known = vocabulary or Vocabulary((), options.vocabulary_size)
    sequences = [known.encode(text) or [known.unknown] for text in columns["name"]]
    return pad(sequences, options.length, keep=options.keep)


def start_at_usual_price(layer: Any, start: Start) -> None:
    """Let a Dense layer of one neuron begin at the mean of the logarithms of the prices."""
    kernel, _ = layer.get_weights()
    usual = np.average(start.target, weights=start.weights)
    layer.set_weights([kernel, np.array([usual])])


def price_recipe(epochs: int, learning_rate: float, patience: int) -> Recipe:
    """Return how a price model is fitted."""
    return Recipe(
        loss="mean_absolute_error", epochs=epochs, batch=64, learning_rate=learning_rate,
        patience=patience, cools=True, averaged=0.99,
    )  # fmt: skip


def price_spec(name: str, title: str, **more: Any) -> ModelSpec:
    """Return the spec of a model that answers with the logarithm of a price.

    Args:
        name: Name on the command line.
        title: Name on screen.
        more: `options`, `recipe`, `build`, `encode`, `begin`, `reference`, `faults`.
    """
    return ModelSpec(
        name=name,
        title=title,
        task="price",
        dataset="shoes",
        reads=("name", *READS),
        target="price",
        words=("name",),
        weigh=weigh,
        divide=divide,
        learn=learn,
        hold_back=hold_back,
        logarithmic=True,
        **more,
    )
