"""A stack of LSTM layers as one loop over time.

A layer that reads the layer below needs only that layer's last output. So let every layer run one
step behind the one below it: then all layers together are one wider LSTM, whose recurrent matrix
holds each layer's own recurrent weights and, beside them, the weights that read the layer below.
One loop of T + L - 1 steps replaces L loops of T steps, with the same numbers coming out.

σ(z) = (1 + tanh(z/2)) / 2 lets all four gates pass through one tanh per step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.cells import LSTMStates, Recurrent
from core.contracts import Floats


class LSTMLayer(NamedTuple):
    """One LSTM layer as Keras stores it, and the activation of its candidate and its output."""

    weights: Recurrent
    activation: str = "tanh"

    @property
    def units(self) -> int:
        """P."""
        return len(self.weights.recurrent)


def lstm_stack(
    x: Floats, layers: Sequence[LSTMLayer], mask: np.ndarray | None = None
) -> tuple[LSTMStates, ...]:
    """Return what happened in every layer while the stack read `x`.

    Args:
        x: (N, T, M), input of the lowest layer.
        layers: Lowest first; each reads the whole output sequence of the one below.
        mask: (N, T), True where there is a token; a masked step leaves every state as it was.
    """
    return JointLoop(layers).run(x, mask)


class JointLoop:
    """The layers' weights rearranged so that gates are (P, N), P counting all layers' units."""

    def __init__(self, layers: Sequence[LSTMLayer]) -> None:
        self.layers = layers
        ends = np.cumsum([layer.units for layer in layers])
        self.places = [
            slice(end - layer.units, end) for end, layer in zip(ends, layers, strict=True)
        ]
        self.P = P = int(ends[-1])
        joint = np.zeros((4, P, P), np.float32)  # (gate, unit it drives, unit it reads)
        bias = np.zeros((4, P), np.float32)
        gain = np.full((4, P), 0.5, np.float32)  # σ by tanh: halve before, halve and lift after
        for level, (layer, place) in enumerate(zip(layers, self.places, strict=True)):
            joint[:, place, place] = _by_gate(layer.weights.recurrent)
            bias[:, place] = layer.weights.bias.reshape(4, -1)
            if level:
                joint[:, place, self.places[level - 1]] = _by_gate(layer.weights.kernel)
            if layer.activation == "tanh":
                gain[2, place] = 1.0
        self.joint = (joint * gain[..., None]).reshape(4 * P, P)
        self.bias, self.gain = bias * gain, gain
        self.squash = gain[2][:, None]  # (P, 1): the layer's own activation, for c̃ and for C

    def run(self, x: Floats, mask: np.ndarray | None = None) -> tuple[LSTMStates, ...]:
        """Return what happened in every layer, as `lstm_stack` does."""
        frozen = None if mask is None or mask.all() else ~mask
        drive = self._drive(x)  # (T', 4, P, N), becomes the gates
        steps, _, P, N = drive.shape
        C = np.empty((steps, P, N), np.float32)
        H = np.empty_like(C)
        stays = self._frozen(frozen, steps)
        self._loop(drive, C, H, stays)
        return tuple(
            self._states(level, drive, C, H, x.shape[1]) for level in range(len(self.layers))
        )

    def _drive(self, x: Floats) -> Floats:
        """Return the part of every gate's input that no state takes part in, (T', 4, P, N)."""
        N, T, M = x.shape
        lowest, place = self.layers[0].weights, self.places[0]
        kernel = lowest.kernel * self.gain[:, place].reshape(-1)
        own = (x.reshape(N * T, M) @ kernel).reshape(N, T, 4, -1)
        drive = np.empty((T + len(self.layers) - 1, 4, self.P, N), np.float32)
        drive[:] = self.bias[..., None]
        drive[:T, :, place] += own.transpose(1, 2, 3, 0)
        return drive

    def _frozen(self, frozen: np.ndarray | None, steps: int) -> Sequence[np.ndarray | None]:
        """Return per step which (unit, row) must not change: masked, or not yet begun."""
        N = 1 if frozen is None else len(frozen)
        stays = np.zeros((steps, self.P, N), bool)
        for lag, place in enumerate(self.places):
            stays[:lag, place] = True
            if frozen is not None:
                T = frozen.shape[1]
                stays[lag : lag + T, place] = frozen.T[:, None]
        busy = np.flatnonzero(stays.any(axis=(1, 2))).tolist()
        found: list[np.ndarray | None] = [None] * steps
        for step in busy:
            found[step] = stays[step]
        return found

    def _loop(self, z: Floats, C: Floats, H: Floats, stays: Sequence[np.ndarray | None]) -> None:
        """Fill gates (in place of `z`), states C and outputs H, step by step."""
        steps, _, P, N = z.shape
        joint, gain = self.joint, self.gain.reshape(4 * P, 1)
        lift = 1 - gain
        h = np.zeros((P, N), np.float32)
        c, entering, feedback = np.zeros_like(h), np.empty_like(h), np.empty((4 * P, N), np.float32)
        own_squash, lift_c = self.squash, 1 - self.squash
        all_tanh = bool((own_squash == 1).all())
        rows = z.reshape(steps, 4 * P, N)
        for z_t, i, f, g, o, c_t, h_t, stay in zip(
            rows, z[:, 0], z[:, 1], z[:, 2], z[:, 3], C, H, stays, strict=True
        ):
            np.dot(joint, h, out=feedback)
            np.add(z_t, feedback, out=z_t)
            np.tanh(z_t, out=z_t)
            np.multiply(z_t, gain, out=z_t)
            np.add(z_t, lift, out=z_t)
            np.multiply(f, c, out=c_t)
            np.multiply(i, g, out=entering)
            np.add(c_t, entering, out=c_t)
            if all_tanh:
                np.tanh(c_t, out=h_t)
            else:
                np.multiply(c_t, own_squash, out=h_t)
                np.tanh(h_t, out=h_t)
                np.multiply(h_t, own_squash, out=h_t)
                np.add(h_t, lift_c, out=h_t)
            np.multiply(h_t, o, out=h_t)
            if stay is not None:
                np.copyto(c_t, c, where=stay)
                np.copyto(h_t, h, where=stay)
            c, h = c_t, h_t

    def _states(self, level: int, z: Floats, C: Floats, H: Floats, T: int) -> LSTMStates:
        place, when = self.places[level], slice(level, level + T)
        gates = (z[when, gate, place] for gate in range(4))
        arrays = (*gates, C[when, place], H[when, place])
        return LSTMStates(*(array.transpose(2, 0, 1) for array in arrays))


def _by_gate(weights: Floats) -> Floats:
    """Return Keras' (M, 4P) weights as (gate, P, M)."""
    return weights.reshape(len(weights), 4, -1).transpose(1, 2, 0)
