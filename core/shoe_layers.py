"""The lecture's layers for a shoe: a title that is read, a table beside it, a price at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class TitleLayers(Protocol):
    """The options that shape the layers a title passes through."""

    @property
    def vocabulary_size(self) -> int: ...  # noqa: D102
    @property
    def embedding(self) -> int: ...  # noqa: D102
    @property
    def units(self) -> int: ...  # noqa: D102
    @property
    def dropout(self) -> float: ...  # noqa: D102


def read_title(ids: Any, options: TitleLayers) -> Any:
    """Return everything the LSTM says of a title, word after word: ids (N, T) -> (N, T · P).

    What is dropped in training costs no parameter.
    """
    from keras import layers

    x = layers.Embedding(options.vocabulary_size + 1, options.embedding)(ids)
    x = layers.SpatialDropout1D(options.dropout)(x)
    x = layers.LSTM(options.units, return_sequences=True)(x)
    return layers.Dropout(options.dropout)(layers.Flatten()(x))


def say_price(x: Any, dense: Sequence[int], name: str) -> Any:
    """Return the logarithm of the price (N, 1) after Dense layers on all that is known of a shoe.

    Args:
        x: (N, M).
        dense: Neurons of the layers between.
        name: Of the last layer.
    """
    from keras import layers

    for neurons in dense:
        x = layers.Dense(neurons, activation="relu")(x)
    return layers.Dense(1, name=name)(x)
