"""Layers on known inputs: expected arrays worked out by hand, and Keras beside them."""

import keras
import numpy as np
import pytest
from keras import layers

from core import cells
from core.architecture import describe, weights_of
from core.cells import Affine, Recurrent
from core.lstm_stack import LSTMLayer, lstm_stack
from core.network import Network

RANDOM = np.random.default_rng(7)
X = RANDOM.normal(size=(3, 6, 4)).astype(np.float32)
IDS = np.array([[3, 1, 4, 1, 5, 9], [2, 6, 0, 0, 0, 0], [5, 3, 5, 8, 0, 0]], np.int32)


def as_numpy(model):
    return Network(describe(model), weights_of(model))


def assert_same_as_keras(model, *inputs, atol=1e-5):
    for layer in model.layers:  # biases start at zero: move them, or nothing is tested
        layer.set_weights([w + RANDOM.normal(scale=0.3, size=w.shape) for w in layer.get_weights()])
    expected = np.asarray(model(list(inputs) if len(inputs) > 1 else inputs[0]))
    found = as_numpy(model).run(inputs).answer
    np.testing.assert_allclose(found, expected, rtol=0, atol=atol)
    assert np.ptp(expected) > 1e-3, "an answer that never varies tests nothing"


def test_a_convolution_gives_the_lectures_sheet():
    x = np.array([0.0, 1, 2, 1, 0]).reshape(1, 5, 1)
    kernel = Affine(np.array([0.2, 0.6, 0.2]).reshape(3, 1, 1), np.zeros(1))
    found = cells.conv1d(x, kernel, padding="same")[0, :, 0]
    np.testing.assert_allclose(found, [0.2, 1, 1.6, 1, 0.2])


def test_one_unit_of_ones_adds_up_as_on_paper():
    ones = Recurrent(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1))
    x = np.array([[[1.0], [2.0]]])
    found = cells.simple_rnn(x, ones, "linear")
    np.testing.assert_allclose(found[0, :, 0], [1, 3])


def test_an_lstm_with_all_gates_half_open_halves_its_candidate():
    zeros = Recurrent(np.zeros((1, 4)), np.zeros((1, 4)), np.array([0.0, 0, 1, 0]))
    (inside,) = lstm_stack(np.zeros((1, 2, 1), np.float32), [LSTMLayer(zeros)])
    candidate = np.tanh(1)
    states = [0.5 * candidate, 0.75 * candidate]
    np.testing.assert_allclose(inside.state[0, :, 0], states, rtol=1e-6)
    np.testing.assert_allclose(inside.hidden[0, :, 0], 0.5 * np.tanh(states), rtol=1e-6)
    np.testing.assert_allclose(inside.forget, 0.5)


@pytest.mark.parametrize("units", [(3,), (10, 1), (4, 3, 2)])
def test_lstm_stacks_equal_keras_with_and_without_padding(units):
    stack = [layers.LSTM(u, return_sequences=True) for u in units[:-1]]
    last = layers.LSTM(units[-1], activation="sigmoid")
    for mask_zero in (True, False):
        embed = layers.Embedding(10, 4, mask_zero=mask_zero)
        model = keras.Sequential([keras.Input((None,), dtype="int32"), embed, *stack, last])
        assert_same_as_keras(model, IDS)
        stack = [layers.LSTM(u, return_sequences=True) for u in units[:-1]]
        last = layers.LSTM(units[-1], activation="sigmoid")


def test_a_stack_run_as_one_loop_equals_its_layers_run_one_after_the_other():
    def layer(m, p, activation="tanh"):
        shapes = ((m, 4 * p), (p, 4 * p), (4 * p,))
        return LSTMLayer(
            Recurrent(*(RANDOM.normal(size=s).astype("f4") for s in shapes)), activation
        )

    low, high = layer(4, 3), layer(3, 2, "sigmoid")
    mask = np.arange(6) < np.array([6, 2, 4])[:, None]
    together = lstm_stack(X, [low, high], mask)
    (alone,) = lstm_stack(X, [low], mask)
    (above,) = lstm_stack(np.ascontiguousarray(alone.hidden), [high], mask)
    np.testing.assert_allclose(together[0].hidden, alone.hidden, atol=1e-6)
    np.testing.assert_allclose(together[1].hidden, above.hidden, atol=1e-6)


@pytest.mark.parametrize("merge", [True, False])
@pytest.mark.parametrize("kind", [layers.LSTM, layers.SimpleRNN])
def test_reading_in_both_directions_equals_keras(kind, merge):
    inner = kind(3, return_sequences=merge)
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(10, 4, mask_zero=True),
            layers.Bidirectional(inner),
        ]
    )
    assert_same_as_keras(model, IDS)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [1, 2, 3])
@pytest.mark.parametrize("kernel", [1, 2, 3])
def test_convolutions_equal_keras(padding, strides, kernel):
    model = keras.Sequential(
        [
            keras.Input((6, 4)),
            layers.Conv1D(5, kernel, strides=strides, padding=padding, activation="relu"),
        ]
    )
    assert_same_as_keras(model, X)


def test_averaging_counts_only_the_words():
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(10, 4, mask_zero=True),
            layers.GlobalAveragePooling1D(),
            layers.Dense(2, activation="sigmoid"),
        ]
    )
    assert_same_as_keras(model, IDS)


def test_pooling_ignores_masked_steps_and_answers_zero_without_any():
    x = np.array([[[1.0], [5.0]], [[2.0], [3.0]]])
    mask = np.array([[True, False], [False, False]])
    np.testing.assert_allclose(cells.average_over_time(x, mask), [[1], [0]])
    np.testing.assert_allclose(cells.maximum_over_time(x, mask), [[1], [0]])
    np.testing.assert_allclose(cells.maximum_over_time(x), [[5], [3]])


@pytest.mark.parametrize("normalize", [True, False])
def test_two_towers_with_shared_layers_equal_keras(normalize):
    inputs = [keras.Input((6,), dtype="int32", name=f"q{i}") for i in (1, 2)]
    embed, read = layers.Embedding(10, 4), layers.LSTM(3)
    u, v = (read(layers.Dropout(0.5)(embed(ids))) for ids in inputs)
    parts = [
        layers.Dot(axes=1, normalize=normalize)([u, v]),
        layers.Multiply()([u, v]),
        layers.Subtract()([u, v]),
    ]
    joined = layers.Concatenate()(parts)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(joined))
    assert_same_as_keras(model, IDS, IDS[::-1].copy())
