"""Two equal towers, better inside: two convolutions over the words, pooled in two ways.

The vector of a question holds the largest state over its words, and their average, weighed by how
much each word counts. Known duplicates are pulled together before and while the answer is learnt.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns
from core.question_tower import (
    PAIR,
    TowerOptions,
    answer_to,
    begin,
    question_ids,
    read,
    reading_layers,
    tower_spec,
)
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
    shared = reading_layers(options)
    u, v = (read(question, shared.__getitem__).whole for question in ids)
    apart = layers.Subtract(name="apart")([u, v])
    squared = layers.Multiply(name="squared")([apart, apart])
    compared = layers.Concatenate(name="compared")(
        [
            squared,
            layers.Multiply(name="product")([u, v]),
            layers.Dot(axes=1, normalize=True, name="cosine")([u, v]),
        ]
    )
    x = layers.Dropout(options.dropout)(compared)
    x = layers.Dense(options.hidden, activation="relu", name="hidden")(x)
    x = layers.Dropout(options.dropout)(x)
    return Model(ids, answer_to(x, squared))


SPECS = (
    tower_spec(
        "questions-siamese-plus", title="Siamese, better inside", options=TowerOptions(), epochs=4,
        build=build_plus, encode=encode, begin=begin,
    ),
)  # fmt: skip
