"""The lecture's one neuron, trained by hand: forward, back through time, one step downhill.

One weight for the bias, one for the input, one for the neuron's own last answer:

    ŷ_t = tanh(w0 + w1 x_t + w2 ŷ_{t-1}),  ŷ_0 = 0,  L = mean (y - ŷ_T)²

Everything follows the lecture's recipe (section "A Single Neuron RNN"). Inside, time runs along
the first axis, so that all N series at one moment lie side by side in memory; `train` lays X out
that way once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput

Weights = Sequence[float] | Floats


@dataclass(frozen=True)
class NeuronEpoch:
    """One epoch of training.

    Attributes:
        epoch: Counted from 1.
        loss: MSE before this epoch's update, as in the lecture's `mses`.
        weights: (w0, w1, w2) after the update: bias, input, recurrent.
    """

    epoch: int
    loss: float
    weights: tuple[float, float, float]


def forward(X: Floats, w: Weights) -> Floats:
    """Return every answer of the neuron, (N, T + 1): column 0 is ŷ_0 = 0, the last one ŷ_T.

    Written with v_t = 1 + e^{2 o_t}, because tanh(o_t) = 1 - 2 / v_t costs a fifth of `np.tanh`
    (and is exact to 5e-16). The lecture's sum then reads

        2 o_t = 2 (w0 + w1 x_t + w2) - 4 w2 / v_{t-1},  v_0 = 2.

    Where e^{2 o_t} overflows, 2 / v_t is 0 and the answer 1, as it should be.

    Args:
        X: (N, T) series.
        w: Bias, input weight, recurrent weight.
    """
    bias, kernel, recurrent = (float(weight) for weight in w)
    v = np.empty((X.shape[1] + 1, len(X)))  # (T + 1, N)
    v[0] = 2
    np.multiply(2 * kernel, X.T, out=v[1:])
    v[1:] += 2 * (bias + recurrent)
    pull, one, memory = np.full(len(X), 4 * recurrent), np.ones(len(X)), np.empty(len(X))
    with np.errstate(over="ignore"):
        for last, now in pairwise(v):
            np.divide(pull, last, memory)
            np.subtract(now, memory, now)
            np.exp(now, now)
            np.add(now, one, now)
    np.divide(-2, v, out=v)
    v += 1
    return v.T


def loss(y: Floats, y_hat: Floats) -> float:
    """Return the mean squared error of N answers `y_hat` for N targets `y`."""
    return float(np.mean((y - y_hat) ** 2))


def backward(X: Floats, y: Floats, outputs: Floats, w: Weights) -> Floats:
    """Return dL/dw, (3,), by back-propagation through time.

    With o_t the sum inside the tanh and δ_t = dL/do_t:

        δ_T = -2/N (y - ŷ_T) (1 - ŷ²_T),   δ_t = δ_{t+1} w2 (1 - ŷ²_t)
        dL/dw = Σ_i Σ_t δ_it (1, x_it, ŷ_i,t-1)

    The lecture carries do_t/dw forward in time instead; it is the same sum in another order.

    Args:
        X: (N, T) series.
        y: (N,) targets.
        outputs: (N, T + 1) from `forward` with the same weights.
        w: Bias, input weight, recurrent weight.
    """
    delta = np.square(outputs.T[1:])  # (T, N)
    np.subtract(1, delta, out=delta)  # dŷ_t/do_t; in place, new memory is slow
    delta[:-1] *= w[2]
    delta[-1] *= -2 / len(X) * (y - outputs[:, -1])
    for later, now in pairwise(delta[::-1]):
        np.multiply(now, later, now)
    # einsum, not BLAS, whose threads would cost more than they save and change the last digits.
    by_input, by_answer = (np.einsum("tn,tn->", delta, z) for z in (X.T, outputs.T[:-1]))
    return np.array([delta.sum(), by_input, by_answer])


def descend(w: Weights, gradient: Floats, learning_rate: float = 0.01) -> Floats:
    """Return the weights (3,) one step of gradient descent further: w - α dL/dw."""
    return np.asarray(w, dtype=np.float64) - learning_rate * gradient


def train(
    X: Floats,
    y: Floats,
    start: Weights = (1, 1, 1),
    epochs: int = 1000,
    learning_rate: float = 0.01,
    done: int = 0,
) -> Iterator[NeuronEpoch]:
    """Yield one record per epoch of full-batch gradient descent, the lecture's `single_rnn`.

    Nothing is computed, or refused, before the first record is asked for. Training in pieces, each
    from where the one before ended, gives the very same numbers as training in one go.

    Args:
        X: (N, T) series, N and T at least 1.
        y: (N,) targets.
        start: The three weights to begin with.
        epochs: How many records at most.
        learning_rate: The lecture's α.
        done: Epochs that `start` has behind it; the records go on counting from there.

    Raises:
        InvalidInput: Shapes that do not fit, values that are not finite; or, while training, a
            weight that left the range of numbers (the records before stay valid).
    """
    w: Floats = np.asarray(start, dtype=np.float64)
    X = np.asfortranarray(X, dtype=np.float64)
    _check(X, y, w)
    for epoch in range(done + 1, done + epochs + 1):
        before, w = _step(X, y, w, learning_rate)
        if not np.isfinite(w).all():
            raise InvalidInput(
                f"Training diverged in epoch {epoch}: a weight is no longer a finite number. "
                f"The learning rate was {learning_rate:g}; choose a smaller one."
            )
        yield NeuronEpoch(epoch, before, (float(w[0]), float(w[1]), float(w[2])))


def _step(X: Floats, y: Floats, w: Floats, learning_rate: float) -> tuple[float, Floats]:
    """Return the loss of `w` and the weights after one update; overflow shows up as inf or NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        outputs = forward(X, w)
        gradient = backward(X, y, outputs, w)
        return loss(y, outputs[:, -1]), descend(w, gradient, learning_rate)


def _check(X: Floats, y: Floats, w: Floats) -> None:
    """Raise `InvalidInput` unless X is (N, T), y (N,), w (3,) and everything is finite."""
    if X.ndim != 2 or X.size == 0:
        raise InvalidInput(f"Series must form a table (N, T) that is not empty, not {X.shape}.")
    if np.shape(y) != (len(X),) or w.shape != (3,):
        raise InvalidInput(
            f"{len(X)} series need {len(X)} targets and 3 weights, "
            f"not shapes {np.shape(y)} and {w.shape}."
        )
    if not all(np.isfinite(values).all() for values in (X, y, w)):
        raise InvalidInput("Series, targets and start weights must be finite: no NaN, no infinity.")
