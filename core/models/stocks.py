"""The lecture's three recurrent forecasters of the next price (sections "A Single Neuron RNN",
"Finally, Keras" and "Add layers").
"""  # noqa: D205

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import neuron
from core.contracts import Columns, EpochRecord, Floats, ModelSpec, Recipe, Reference, Weights
from core.text import Vocabulary


@dataclass(frozen=True)
class ForecastOptions:
    """What shapes a forecaster: P of each recurrent layer, lowest first."""

    units: tuple[int, ...] = (1,)


def encode(
    columns: Columns, options: ForecastOptions, vocabulary: Vocabulary | None = None
) -> tuple[NDArray[np.float64]]:
    """Return the series as (N, T, 1), in the scale they came in (Keras rounds them to float32)."""
    del options, vocabulary
    return (np.asarray(columns["series"], dtype=np.float64)[..., None],)


def build_stack(options: ForecastOptions) -> Any:
    """Return SimpleRNN layers on top of each other; (10, 5, 1) has 120 + 80 + 7 parameters."""
    from keras import Input, Sequential, layers

    *below, last = options.units
    return Sequential(
        [
            Input((None, 1)),
            *(layers.SimpleRNN(units, return_sequences=True) for units in below),
            layers.SimpleRNN(last),
        ]
    )


def fit_neuron(
    inputs: NDArray[Any], target: Floats, recipe: Recipe
) -> Iterator[tuple[EpochRecord, Weights]]:
    """Yield the lecture's gradient descent on one neuron, epoch by epoch, in float64."""
    X = inputs[..., 0].astype(np.float64)
    for epoch in neuron.train(X, target, epochs=recipe.epochs, learning_rate=recipe.learning_rate):
        bias, kernel, recurrent = epoch.weights
        yield (
            EpochRecord(epoch.epoch, epoch.loss),
            {
                "simple_rnn/0": np.array([[kernel]]),
                "simple_rnn/1": np.array([[recurrent]]),
                "simple_rnn/2": np.array([bias]),
            },
        )


def _spec(name: str, title: str, units: tuple[int, ...], mse: float, **more: Any) -> ModelSpec:
    return ModelSpec(
        name=name,
        title=title,
        task="forecast",
        dataset="stocks",
        reads=("series",),
        target="target",
        options=ForecastOptions(units),
        build=build_stack,
        encode=encode,
        reference=Reference({"mse": mse}, "502 companies, measured on the rows it was fitted to"),
        faults=(
            "Every series was scaled to [-1, 1] over all 101 days, the target included: the "
            "scaling has seen the future.",
            "The figure is measured on the very rows the model was fitted to. Nothing simple beats "
            "the last value on days it has not seen.",
            "tanh at the output keeps every forecast away from -1 and 1, which a quarter of the "
            "targets reach.",
        ),
        **more,
    )


def _adam(epochs: int) -> Recipe:
    return Recipe(
        loss="mse", epochs=epochs, batch=32, learning_rate=0.01, validation=0, averaged=0.98
    )


SPECS = (
    _spec(
        "stocks-neuron", "One neuron, by hand", (1,), 0.03900926352398098, fit=fit_neuron,
        recipe=Recipe(loss="mse", epochs=1000, batch=0, learning_rate=0.01, validation=0),
    ),
    _spec("stocks-rnn", "SimpleRNN(1)", (1,), 0.04377151881286946, recipe=_adam(100)),
    _spec(
        "stocks-stack", "SimpleRNN 10 – 5 – 1", (10, 5, 1), 0.02624883636777101, recipe=_adam(150)
    ),
)  # fmt: skip
