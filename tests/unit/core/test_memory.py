"""The memory of a state is believed after two independent checks: differences and TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import cells
from core.cells import Recurrent
from core.errors import Incompatible, InvalidInput
from core.lstm_stack import LSTMLayer, lstm_stack
from core.memory import lstm_memory, rnn_memory

T, M, P = 6, 3, 4


def weights(blocks: int, seed: int = 3) -> Recurrent:
    """Return random weights of a layer of P cells with so many blocks."""
    rng = np.random.default_rng(seed)
    shapes = ((M, blocks * P), (P, blocks * P), (blocks * P,))
    return Recurrent(*(rng.normal(0, 0.7, shape).astype(np.float32) for shape in shapes))


def text(seed: int = 5) -> np.ndarray:
    """Return one sequence (1, T, M)."""
    return np.random.default_rng(seed).normal(0, 1, (1, T, M)).astype(np.float32)


def exact_lstm(x: np.ndarray, w: Recurrent, activation: str) -> tuple[np.ndarray, np.ndarray]:
    """Return C and Ŷ (T, P) in double precision, written out once more as in the lecture."""
    squash = cells.ACTIVATIONS[activation]
    C, Y, states, outputs = np.zeros(P), np.zeros(P), [], []
    for x_t in x.astype(np.float64):
        z = (x_t @ w.kernel + Y @ w.recurrent + w.bias).reshape(4, P)
        i, f, o = (cells.sigmoid(z[gate]) for gate in (0, 1, 3))
        C = f * C + i * squash(z[2])
        Y = o * squash(C)
        states.append(C)
        outputs.append(Y)
    return np.array(states), np.array(outputs)


def exact_rnn(x: np.ndarray, w: Recurrent) -> np.ndarray:
    """Return Ŷ (T, P) in double precision."""
    Y, outputs = np.zeros(P), []
    for x_t in x.astype(np.float64):
        Y = np.tanh(x_t @ w.kernel + Y @ w.recurrent + w.bias)
        outputs.append(Y)
    return np.array(outputs)


def differences(run: Any, x: np.ndarray, k: int, step: float = 1e-6) -> np.ndarray:
    """Return ‖d run(x)_t / d x_k‖ for t = k …, by central differences."""
    columns = []
    for m in range(M):
        up, down = x.astype(np.float64), x.astype(np.float64)
        up[k, m] += step
        down[k, m] -= step
        columns.append((run(up) - run(down)) / (2 * step))
    return np.sqrt((np.stack(columns) ** 2).sum(axis=(0, 2)))[k:]


@pytest.mark.parametrize("k", [0, 2, T - 1])
def test_the_memory_of_an_rnn_equals_central_differences(k) -> None:
    x, w = text(), weights(1)
    sizes = rnn_memory(cells.simple_rnn(x, w)[0], w, k)
    np.testing.assert_allclose(sizes, differences(lambda x: exact_rnn(x, w), x[0], k), rtol=1e-4)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("k", [0, 2, T - 1])
def test_the_memory_of_an_lstm_equals_central_differences(k, activation) -> None:
    x, w = text(), weights(4)
    (states,) = lstm_stack(x, [LSTMLayer(w, activation)])
    for size, part in zip(lstm_memory(states, w, k, activation), (0, 1), strict=True):
        wanted = differences(lambda x, part=part: exact_lstm(x, w, activation)[part], x[0], k)
        np.testing.assert_allclose(size, wanted, rtol=1e-4)


def test_the_memory_of_both_equals_what_tensorflow_derives() -> None:
    from keras import layers

    x = text()
    for kind, blocks in (("SimpleRNN", 1), ("LSTM", 4)):
        w = weights(blocks)
        options = {} if kind == "SimpleRNN" else {"return_state": True}
        layer = getattr(layers, kind)(P, return_sequences=kind == "SimpleRNN", **options)
        layer.build((1, T, M))
        layer.set_weights(list(w))
        if kind == "SimpleRNN":
            found = rnn_memory(cells.simple_rnn(x, w)[0], w, 0)
            np.testing.assert_allclose(found, derived(lambda x, a=layer: a(x)[0]), rtol=1e-4)
            continue
        C, Y = lstm_memory(lstm_stack(x, [LSTMLayer(w)])[0], w, 0)
        for t in range(1, T + 1):  # (Ŷ, Ŷ, C) after t steps
            _, y, c = (derived(lambda x, n=n, a=layer: a(x)[n], t)[-1] for n in range(3))
            np.testing.assert_allclose((Y[t - 1], C[t - 1]), (y, c), rtol=1e-4)


def derived(run: Any, t: int = T) -> np.ndarray:
    """Return the size of d run(x)[row] / d x_0 for every row, as TensorFlow sees it."""
    import tensorflow as tf

    x = tf.constant(text()[:, :t])
    with tf.GradientTape() as tape:
        tape.watch(x)
        rows = run(x)
    jacobian = tape.jacobian(rows, x).numpy()[..., 0, 0, :]  # (rows, P, M)
    return np.sqrt((jacobian**2).sum(axis=(-2, -1))).reshape(-1)


def test_a_state_that_keeps_everything_and_lets_nothing_in_never_forgets() -> None:
    w = weights(4)
    kernel, recurrent, bias = (np.zeros_like(array) for array in w)
    bias[P : 2 * P] = 40  # f = 1
    kernel[:, 2 * P : 3 * P] = w.kernel[:, 2 * P : 3 * P]
    frozen = Recurrent(kernel, recurrent, bias)
    (states,) = lstm_stack(text(), [LSTMLayer(frozen)])
    C, _ = lstm_memory(states, frozen, 1)
    np.testing.assert_allclose(C, C[0])
    assert C[0] > 0


@pytest.mark.parametrize("k", [-1, T])
def test_a_step_that_does_not_exist_is_refused(k) -> None:
    w = weights(1)
    with pytest.raises(InvalidInput, match=f"the sequence has {T}"):
        rnn_memory(cells.simple_rnn(text(), w)[0], w, k)


def test_an_activation_without_a_slope_is_refused() -> None:
    w = weights(1)
    with pytest.raises(Incompatible):
        rnn_memory(cells.simple_rnn(text(), w)[0], w, 0, "relu")
