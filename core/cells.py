"""What each layer computes, in NumPy, with everything that happens inside kept for looking at.

Shapes: N texts or series, T time steps, M inputs per step, P neurons, E embedding, K kernel size.
Values are (N, T, ·) outside; inside the recurrent loops they are (T, ·, N), so that one step is
contiguous in memory. Masks are (N, T), True where there is a token, and act as in Keras: at a
masked step the state and the output stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from core.contracts import Floats, Integers

GATES = ("input", "forget", "candidate", "output")  # the order in which Keras stores the blocks


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + e^-x), written with tanh so that large numbers do not overflow."""
    return np.tanh(x * 0.5) * 0.5 + 0.5


def relu(x: Floats) -> Floats:
    """Return x where it is positive, else 0."""
    return np.maximum(x, 0)


def linear(x: Floats) -> Floats:
    """Return x."""
    return x


ACTIVATIONS: Mapping[str, Callable[[Floats], Floats]] = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": relu,
    "linear": linear,
}


def embedding(ids: Integers, table: Floats) -> Floats:
    """Return the word vectors (N, T, E) of `ids` (N, T).

    A table in float16 stays as small as it is; only the rows that are looked up become float32.
    """
    found = table[ids]
    return found.astype(np.float32) if found.dtype == np.float16 else found


class Affine(NamedTuple):
    """Weights of a Dense or Conv1D layer: kernel (M, P) or (K, M, P), bias (P,) or none."""

    kernel: Floats
    bias: Floats | float = 0.0


class Recurrent(NamedTuple):
    """Weights of a recurrent layer: kernel (M, P), recurrent (P, P), bias (P,).

    In an LSTM each holds four such blocks side by side, in the order of `GATES`.
    """

    kernel: Floats
    recurrent: Floats
    bias: Floats


def dense(x: Floats, weights: Affine, activation: str = "linear") -> Floats:
    """Return activation(x W + b); the last axis M becomes P."""
    return ACTIVATIONS[activation](x @ weights.kernel + weights.bias)


def conv1d(
    x: Floats,
    weights: Affine,
    activation: str = "linear",
    padding: str = "valid",
    stride: int = 1,
) -> Floats:
    """Return Z_i = b + Σ_v X_{i-(K-1)/2+v} W_v, (N, T', P).

    Args:
        x: (N, T, M).
        weights: Kernel (K, M, P) and bias (P,).
        activation: Applied to Z.
        padding: "valid" (T' = T - K + 1) or "same" (T' = T); both before striding.
        stride: Keep every stride-th window.
    """
    size = weights.kernel.shape[0]
    if padding == "same":
        T = x.shape[1]
        needed = max((-(-T // stride) - 1) * stride + size - T, 0)
        x = np.pad(x, ((0, 0), (needed // 2, needed - needed // 2), (0, 0)))
    windows = sliding_window_view(x, size, axis=1)[:, ::stride]  # (N, T', M, K)
    z = np.tensordot(windows, weights.kernel, axes=([3, 2], [0, 1]))
    return ACTIVATIONS[activation](z + weights.bias)


def average_over_time(x: Floats, mask: np.ndarray | None = None) -> Floats:
    """Return the mean over the unmasked steps, (N, T, M) -> (N, M); without any step, 0."""
    if mask is None:
        return x.mean(axis=1)
    weights = mask[..., None].astype(x.dtype)
    return (x * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


def maximum_over_time(x: Floats, mask: np.ndarray | None = None) -> Floats:
    """Return the largest value over the unmasked steps, (N, T, M) -> (N, M); without any, 0."""
    if mask is None:
        return x.max(axis=1)
    largest = np.where(mask[..., None], x, -np.inf).max(axis=1)
    return np.where(np.isfinite(largest), largest, 0).astype(x.dtype)


def dot(u: Floats, v: Floats, *, normalize: bool = False) -> Floats:
    """Return Σ u v per row, (N, P) -> (N, 1); normalised, the cosine of the angle."""
    if normalize:
        u = u / np.maximum(np.linalg.norm(u, axis=1, keepdims=True), 1e-6)
        v = v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-6)
    return (u * v).sum(axis=1, keepdims=True)


def attention(query: Floats, values: Floats, keys: Floats, scale: float = 1.0) -> Floats:
    """Return for every step of `query` a mixture of `values`, softmax(s q kᵀ) v, (N, T, M).

    Args:
        query: (N, T, K).
        values: (N, T', M).
        keys: (N, T', K).
        scale: s.
    """
    scores = scale * (query @ keys.transpose(0, 2, 1))  # (N, T, T')
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values


def simple_rnn(
    x: Floats, weights: Recurrent, activation: str = "tanh", mask: np.ndarray | None = None
) -> Floats:
    """Return Ŷ_t = activation(W_0 + X_t W_1 + Ŷ_{t-1} W_2) for every t, (N, T, P).

    Args:
        x: (N, T, M).
        weights: W_1 (M, P), W_2 (P, P) and W_0 (P,).
        activation: Name in `ACTIVATIONS`.
        mask: (N, T) or None.
    """
    squash = ACTIVATIONS[activation]
    outputs = drive(x, weights.kernel, weights.bias)  # (T, P, N), overwritten step by step
    back = np.ascontiguousarray(weights.recurrent.T)
    frozen = _frozen_steps(mask, len(outputs))
    y = np.zeros(outputs.shape[1:], outputs.dtype)
    for y_t, stays in zip(outputs, frozen, strict=True):
        y_t[:] = squash(y_t + back @ y)
        if stays is not None:
            np.copyto(y_t, y, where=stays)
        y = y_t
    return outputs.transpose(2, 0, 1)


def drive(x: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Return W_0 + X_t W_1 for all steps at once, (N, T, M) -> (T, P, N)."""
    N, T, _ = x.shape
    z = x.reshape(N * T, -1) @ kernel + bias
    return np.ascontiguousarray(z.reshape(N, T, -1).transpose(1, 2, 0))


def _frozen_steps(mask: np.ndarray | None, T: int) -> Sequence[np.ndarray | None]:
    """Return per step which of the N rows must not change (None: all of them may)."""
    if mask is None or mask.all():
        return [None] * T
    return [None if column.all() else ~column for column in mask.T]


@dataclass(frozen=True)
class LSTMStates:
    """All that happened in one LSTM layer; every array is (N, T, P).

    f, i, o = σ(W_0 + X_t W_1 + Ŷ_{t-1} W_2), C̃ = tanh(…), C_t = f C_{t-1} + i C̃, Ŷ_t = o tanh(C_t).
    """

    input: Floats
    forget: Floats
    candidate: Floats
    output: Floats
    state: Floats
    hidden: Floats

    def gates(self) -> dict[str, Floats]:
        """Return name -> (N, T, P) for the four gates and the state."""
        return {name: getattr(self, name) for name in (*GATES, "state")}
