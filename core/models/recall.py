"""RNN and LSTM on a task that is all memory: say at the end what came first.

Lecture section "LSTM": a SimpleRNN forgets, an LSTM need not. Here the distance is an option.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference
from core.text import Vocabulary


@dataclass(frozen=True)
class RecallOptions:
    """What shapes a network that has to remember.

    Attributes:
        units: P, cells of the recurrent layer.
        distance: How many throws follow the one to remember; at most 200.
    """

    units: int = 10
    distance: int = 20


def encode(
    columns: Columns, options: RecallOptions, vocabulary: Vocabulary | None = None
) -> tuple[NDArray[np.float32]]:
    """Return (N, T, 2): the throws and, beside them, a 1 at the step to remember; T = distance + 1.

    Without the mark nothing would tell the first throw from the others.
    """
    del vocabulary
    throws = np.asarray(columns["series"], dtype=np.float32)[:, : options.distance + 1]
    mark = np.zeros_like(throws)
    mark[:, 0] = 1
    return (np.stack([throws, mark], axis=-1),)


def build_rnn(options: RecallOptions) -> Any:
    """Return SimpleRNN(10) – Dense(1): 141 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [Input((None, 2)), layers.SimpleRNN(options.units), layers.Dense(1, activation="sigmoid")]
    )


def build_lstm(options: RecallOptions) -> Any:
    """Return LSTM(10) – Dense(1): 531 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [Input((None, 2)), layers.LSTM(options.units), layers.Dense(1, activation="sigmoid")]
    )


def _spec(name: str, title: str, build: Any) -> ModelSpec:
    return ModelSpec(
        name=name,
        title=title,
        task="memory",
        dataset="recall",
        reads=("series",),
        target="label",
        options=RecallOptions(),
        recipe=Recipe(
            "binary_crossentropy", epochs=12, batch=64, learning_rate=0.01, validation=0.2
        ),
        build=build,
        encode=encode,
        reference=Reference(protocol="not in the lecture"),
    )


SPECS = (
    _spec("recall-rnn", "Memory task, RNN", build_rnn),
    _spec("recall-lstm", "Memory task, LSTM", build_lstm),
)
