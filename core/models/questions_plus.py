"""Two equal towers, better inside: read in both directions, largest state over the words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns
from core.question_tower import PAIR, TowerOptions, question_ids, reader, tower_spec
from core.text import Vocabulary


def encode(
    columns: Columns, options: TowerOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[np.int32], ...]:
    """Return the ids of both questions, two arrays (N, T)."""
    return tuple(question_ids(columns, options, vocabulary))


def build_plus(options: TowerOptions) -> Any:
    """Return the Keras model: (u - v)², u · v and their cosine into a small network.

    None of the three changes when u and v change places.
    """
    from keras import Input, Model, layers

    ids = [Input((options.length,), dtype="int32", name=name) for name in PAIR]
    through = reader(options)
    u, v = (through(question).whole for question in ids)
    apart = layers.Subtract(name="apart")([u, v])
    compared = layers.Concatenate(name="compared")(
        [
            layers.Multiply(name="squared")([apart, apart]),
            layers.Multiply(name="product")([u, v]),
            layers.Dot(axes=1, normalize=True, name="cosine")([u, v]),
        ]
    )
    x = layers.Dropout(options.dropout)(compared)
    x = layers.Dense(options.hidden, activation="relu", name="hidden")(x)
    x = layers.Dropout(options.dropout)(x)
    return Model(ids, layers.Dense(1, activation="sigmoid", name="answer")(x))


SPECS = (
    tower_spec(
        "questions-siamese-plus", title="Siamese, better inside", options=TowerOptions(), epochs=4,
        build=build_plus, encode=encode,
    ),
)  # fmt: skip
