"""The number of parameters, by hand and by Keras."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import registry
from core.errors import InvalidInput
from core.parameters import GATES, POOLS, Counted, Layer, count, total


def in_keras(layers: list[Layer], shape: tuple[int, ...]) -> Any:
    """Return the Keras model of a stack."""
    import keras

    made = [keras.Input(shape, dtype="float32" if len(shape) > 1 else "int32")]
    return keras.Sequential([*made, *(one_in_keras(layer) for layer in layers)])


def one_in_keras(layer: Layer) -> Any:
    from keras import layers

    recurrent = {"rnn": layers.SimpleRNN, "lstm": layers.LSTM, "gru": layers.GRU}
    if layer.kind in recurrent:
        inner = recurrent[layer.kind](layer.units, return_sequences=layer.every_step)
        return layers.Bidirectional(inner) if layer.both_ways else inner
    return {
        "embedding": lambda: layers.Embedding(layer.rows, layer.units),
        "dense": lambda: layers.Dense(layer.units),
        "conv": lambda: layers.Conv1D(layer.units, layer.kernel_size),
        "average": layers.GlobalAveragePooling1D,
        "max": layers.GlobalMaxPooling1D,
        "flatten": layers.Flatten,
    }[layer.kind]()


def random_stack(seed: int) -> tuple[list[Layer], tuple[int, ...]]:
    """Return a random stack that can be built, and its input."""
    random = np.random.default_rng(seed)

    def size(most: int) -> int:
        return int(random.integers(1, most))

    steps = size(12)
    is_text = bool(random.random() < 0.4)
    shape = (steps,) if is_text else (steps, size(6))
    layers = [Layer("embedding", size(9), rows=size(50))] if is_text else []
    for _ in range(size(4)):
        if random.random() < 0.3 and steps > 1:
            kernel = size(steps)
            layers.append(Layer("conv", size(8), kernel_size=kernel))
            steps += 1 - kernel
        else:
            kind = str(random.choice(list(GATES)))
            both = bool(random.random() < 0.4)
            layers.append(Layer(kind, size(12), every_step=True, both_ways=both))
    end = str(random.choice([*POOLS, "flatten", "lstm", "dense"]))
    layers.append(Layer(end, size(7)))
    return [*layers, Layer("dense", size(5))], shape


@pytest.mark.parametrize("seed", range(50))
def test_fifty_random_stacks_have_as_many_parameters_and_the_shapes_of_keras(seed: int) -> None:
    layers, shape = random_stack(seed)
    counted, model = count(layers, shape), in_keras(layers, shape)
    assert len(counted) == len(layers)
    for ours, theirs in zip(counted, model.layers, strict=True):
        assert (ours.terms.total if ours.terms else 0) == theirs.count_params()
        assert (None, *ours.shape) == tuple(theirs.output.shape)
    assert total(counted) == model.count_params()


def test_the_lectures_stack_is_counted_as_in_the_lecture() -> None:
    stack = [Layer("rnn", 10, every_step=True), Layer("rnn", 5, every_step=True), Layer("rnn", 1)]
    counted = count(stack, (100, 1))
    assert [str(one.terms) for one in counted] == [
        "10·(1 + 1 + 10)",
        "5·(1 + 10 + 5)",
        "1·(1 + 5 + 1)",
    ]
    assert [one.terms.total for one in counted if one.terms] == [120, 80, 7]
    assert total(counted) == 207


TEXT = Layer("embedding", 50, rows=10_001)
LECTURE = {
    "sentiment-mlp": [TEXT, Layer("average"), Layer("dense", 10), Layer("dense", 1)],
    "sentiment-rnn": [TEXT, Layer("rnn", 10, every_step=True), Layer("rnn", 1)],
    "sentiment-conv": [
        TEXT, Layer("conv", 5, kernel_size=2), Layer("rnn", 10, every_step=True), Layer("rnn", 1)
    ],
    "sentiment-lstm": [TEXT, Layer("lstm", 10, every_step=True), Layer("lstm", 1)],
}  # fmt: skip


@pytest.mark.parametrize("name", LECTURE)
def test_the_lectures_text_models_have_as_many_parameters_as_the_shipped_ones(name: str) -> None:
    assert total(count(LECTURE[name], (100,))) == registry.predictor(name).card.parameters


def test_an_lstm_is_four_times_a_simple_rnn() -> None:
    lstm, rnn = (count([Layer(kind, 10)], (100, 50))[0].terms for kind in ("lstm", "rnn"))
    assert lstm is not None
    assert rnn is not None
    assert str(lstm) == "4·10·(1 + 50 + 10)"
    assert lstm.total == 4 * rnn.total


@pytest.mark.parametrize(
    ("layers", "shape", "told"),
    [
        ([Layer("flatten"), Layer("lstm", 3)], (5, 2), "passes on one vector only"),
        ([Layer("rnn", 3), Layer("conv", 3)], (5, 2), "passes on one vector only"),
        ([Layer("dense", 3), Layer("embedding", 3, rows=9)], (5, 2), "reads words"),
        ([Layer("lstm", 3)], (5,), "Words need an embedding"),
        ([Layer("conv", 3, kernel_size=6)], (5, 2), "kernel of 6 does not fit into 5 steps"),
    ],
)
def test_a_layer_that_cannot_stand_says_why_and_counting_ends_there(
    layers: list[Layer], shape: tuple[int, ...], told: str
) -> None:
    counted: list[Counted] = count([*layers, Layer("dense", 1)], shape)
    assert len(counted) == len(layers)
    assert told in (counted[-1].problem or "")
    assert counted[-1].terms is None


@pytest.mark.parametrize(
    ("kind", "options"),
    [("lstm", {"units": 0}), ("lstm", {"units": 10**7}), ("embedding", {"units": 3}), ("gate", {})],
)
def test_sizes_that_no_layer_has_are_refused(kind: str, options: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        Layer(kind, **options)


@pytest.mark.parametrize("shape", [(0, 1), (5, 0), (0,)])
def test_an_input_without_steps_or_numbers_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match="from 1 to"):
        count([Layer("dense", 1)], shape)


def test_a_tower_of_layers_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 20 layers"):
        count([Layer("dense", 1)] * 21, (5, 2))
