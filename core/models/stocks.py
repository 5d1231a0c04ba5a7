"""The lecture's three recurrent forecasters of the next price, and one of ours.

Lecture sections "A Single Neuron RNN", "Finally, Keras" and "Add layers".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import neuron
from core.contracts import Columns, EpochRecord, Floats, ModelSpec, Recipe, Reference, Weights
from core.errors import InvalidInput
from core.past import last_of
from core.text import Vocabulary

_CHECKED = 10
_STEP = "dense/0"


@dataclass(frozen=True)
class ForecastOptions:
    """What shapes a forecaster.

    Attributes:
        units: P of each recurrent layer, lowest first.
        output: Activation of the last layer.
        residual: Whether the answer is added to the last value.
    """

    units: tuple[int, ...] = (1,)
    output: str = "tanh"
    residual: bool = False


@dataclass(frozen=True)
class StepOptions:
    """What shapes the forecaster of the next step.

    Attributes:
        units: P of its LSTM.
        window: How many steps it reads.
        unseen: Days at the end of the series that fitting never touches.
    """

    units: int = 8
    window: int = 30
    unseen: int = 10


def encode(
    columns: Columns, options: ForecastOptions, vocabulary: Vocabulary | None = None
) -> tuple[NDArray[np.float64], ...]:
    """Return the series as (N, T, 1), in the scale they came in (Keras rounds them to float32).

    A residual forecaster also gets the last values, (N, 1).
    """
    del vocabulary
    series = np.asarray(columns["series"], dtype=np.float64)
    return (series[..., None], series[:, -1:]) if options.residual else (series[..., None],)


def build_stack(options: ForecastOptions) -> Any:
    """Return SimpleRNN layers on top of each other; (10, 5, 1) has 120 + 80 + 7 parameters."""
    from keras import Input, Model, Sequential, layers

    *below, last = options.units
    stack = [
        *(layers.SimpleRNN(units, return_sequences=True) for units in below),
        layers.SimpleRNN(last, activation=options.output),
    ]
    if not options.residual:
        return Sequential([Input((None, 1)), *stack])
    series, today = Input((None, 1)), Input((1,))
    answer = series
    for layer in stack:
        answer = layer(answer)
    return Model([series, today], layers.Add()([today, answer]))


def encode_steps(
    columns: Columns, options: StepOptions, vocabulary: Vocabulary | None = None
) -> tuple[NDArray[np.float64], ...]:
    """Return the last K steps (N, K, 1) in units of their own size, that size and the last value.

    Size is the root of the mean square of the steps: known on the day of the forecast, whatever
    the scale of the series. The other two are (N, 1).
    """
    del vocabulary
    series = np.asarray(columns["series"], dtype=np.float64)
    steps = np.diff(last_of(series, options.window + 1), axis=1)  # (N, K)
    largest = np.abs(steps).max(axis=1, keepdims=True)
    largest[largest == 0] = 1
    size = largest * np.sqrt(np.mean((steps / largest) ** 2, axis=1, keepdims=True))  # (N, 1)
    return (steps / np.where(size == 0, 1, size))[..., None], size, series[:, -1:]


def build_steps(options: StepOptions) -> Any:
    """Return last value + size of a step · Dense(LSTM(steps)): untrained, it is the last value."""
    from keras import Input, Model, layers

    steps, size, today = Input((None, 1)), Input((1,)), Input((1,))
    memory = layers.LSTM(options.units)(steps)
    step = layers.Dense(1, use_bias=False, kernel_initializer="zeros")(memory)
    answer = layers.Add()([today, layers.Multiply()([size, step])])
    return Model([steps, size, today], answer)


def divide_by_day(columns: Columns, options: StepOptions) -> tuple[Columns, Columns]:
    """Return rows to fit and to check, one per series and day: each K + 1 values and the next one.

    The days follow each other: first those to fit, then ten to check, then those that are not
    touched. Every row is measured in its own steps, so that restless series count no more.

    Raises:
        InvalidInput: The series are too short for that.
    """
    values = np.column_stack([columns["series"], columns["target"]])  # (N, T + 1)
    first, end = options.window + 1, values.shape[1] - options.unseen
    if end - _CHECKED <= first:
        raise InvalidInput(
            f"Series of {values.shape[1]} values are too short: this model needs more than "
            f"{first + _CHECKED + options.unseen} to be fitted."
        )
    return (
        _step_rows(values, range(first, end - _CHECKED), options),
        _step_rows(values, range(end - _CHECKED, end), options),
    )


def _step_rows(values: Floats, days: range, options: StepOptions) -> Columns:
    known = np.concatenate([values[:, t - options.window - 1 : t] for t in days])
    target = np.concatenate([values[:, t] for t in days])
    _, size, today = encode_steps({"series": known}, options)
    moved = size[:, 0] > 0
    rows = (known - today)[moved] / size[moved]
    return {"series": rows, "target": (target - today[:, 0])[moved] / size[moved, 0]}


def trusted(weights: Weights, answers: Floats, checked: Columns) -> Weights:
    """Return the weights with the step shrunk to the share of it that the checked days bear out.

    The share b is the least-squares one, Σ m d / Σ m² with the answered step m and the true one d,
    times b² / (b² + s²), where s is its standard error when days are left out (jackknife); kept
    between 0 and 1. A forecaster whose skill is not sure becomes nearly the last value.
    """
    today = checked["series"][:, -1]
    answered, true = answers - today, checked["target"] - today
    days = np.array_split(np.arange(len(today)), _CHECKED)
    borne = np.array([answered[day] @ true[day] for day in days])
    asked = np.array([answered[day] @ answered[day] for day in days])
    share = 0.0
    if (asked.sum() - asked > 0).all():
        without = (borne.sum() - borne) / (asked.sum() - asked)
        variance = (_CHECKED - 1) * float(np.var(without))
        found = float(borne.sum() / asked.sum())
        share = min(max(found * found**2 / max(found**2 + variance, 1e-12), 0.0), 1.0)
    return {**weights, _STEP: weights[_STEP] * np.float32(share)}


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


_NEURON = {
    "inputs": ["input_layer"],
    "steps": [
        {
            "name": "simple_rnn",
            "layer": "simple_rnn",
            "kind": "SimpleRNN",
            "reads": ["input_layer"],
            "options": {"units": 1, "activation": "tanh", "return_sequences": False},
        }
    ],
}


def _adam(epochs: int) -> Recipe:
    return Recipe(
        loss="mse", epochs=epochs, batch=32, learning_rate=0.01, validation=0, averaged=0.98
    )


SPECS = (
    _spec(
        "stocks-neuron", "One neuron, by hand", (1,), 0.03900926352398098,
        fit=fit_neuron, plan=_NEURON,
        recipe=Recipe(loss="mse", epochs=1000, batch=0, learning_rate=0.01, validation=0),
    ),
    _spec("stocks-rnn", "SimpleRNN(1)", (1,), 0.04377151881286946, recipe=_adam(100)),
    _spec(
        "stocks-stack", "SimpleRNN 10 – 5 – 1", (10, 5, 1), 0.02624883636777101, recipe=_adam(150)
    ),
    ModelSpec(
        name="stocks-best",
        title="LSTM on steps",
        task="forecast",
        dataset="stocks",
        reads=("series",),
        target="target",
        options=StepOptions(),
        build=build_steps,
        encode=encode_steps,
        recipe=Recipe(
            loss="mse", epochs=60, batch=512, learning_rate=0.002, patience=8, validation=0
        ),
        divide=divide_by_day,
        settle=trusted,
        reference=Reference({}, "not in the lecture"),
        measured_on="the last day, fitted only to the days before the last ten",
    ),
)  # fmt: skip
