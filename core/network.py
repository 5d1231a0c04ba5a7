"""Runs an `Architecture` in NumPy and keeps whatever one asks it to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import cells
from core.architecture import Architecture, Step
from core.cells import Affine, LSTMStates, Recurrent
from core.contracts import Floats
from core.errors import Incompatible
from core.lstm_stack import JointLoop, LSTMLayer, lstm_stack


@dataclass(frozen=True)
class Signal:
    """What flows along an arrow: values and, for sequences of words, which steps are words."""

    values: np.ndarray
    mask: np.ndarray | None = None


@dataclass(frozen=True)
class Run:
    """One pass through a network.

    Attributes:
        answer: (N, …) values of the last step.
        signals: Step name -> its values; recurrent layers as (N, T, P) sequences whatever they
            pass on.
        states: Step name -> everything inside an LSTM layer.
    """

    answer: Floats
    signals: Mapping[str, Signal]
    states: Mapping[str, LSTMStates]


class Network:
    """An architecture with its weights; read-only, safe to share between threads."""

    def __init__(self, architecture: Architecture, weights: Mapping[str, np.ndarray]) -> None:
        self.architecture = architecture
        self._weights: dict[str, list[np.ndarray]] = {}
        for step in architecture.steps:
            if step.kind not in _APPLY and step.kind not in _RECURRENT:
                raise Incompatible(f"This version cannot run a {step.kind} layer ({step.name}).")
            count = sum(key.startswith(f"{step.layer}/") for key in weights)
            stored = [weights[f"{step.layer}/{i}"] for i in range(count)]
            is_table = step.kind == "Embedding"  # cast row by row, where it is read
            self._weights[step.layer] = stored if is_table else list(map(_quick_to_read, stored))
        lstms = [step for step in architecture.steps if step.kind == "LSTM"]
        self._stacks = {step.name: self._joined(step) for step in lstms}

    def weights(self, layer: str) -> tuple[np.ndarray, ...]:
        """Return the arrays of a layer in the order in which Keras keeps them, read-only.

        Tables of word vectors are float16 where they are stored so.
        """
        return tuple(self._weights[layer])

    def run(self, inputs: Sequence[np.ndarray], known: Mapping[str, Signal] | None = None) -> Run:
        """Return the answer for `inputs` and all that led to it.

        Args:
            inputs: One array per network input.
            known: Step name -> what it is to pass on, whatever it reads.
        """
        signals = {
            name: Signal(values)
            for name, values in zip(self.architecture.inputs, inputs, strict=True)
        }
        signals.update(known or {})
        states: dict[str, LSTMStates] = {}
        for step in self.architecture.steps:
            if step.name not in signals:
                self._apply(step, signals, states)
        answer = self._passed_on(self.architecture.steps[-1].name, signals)
        return Run(answer.values, signals, states)

    def alone(self, name: str, values: np.ndarray) -> dict[str, Signal]:
        """Return what every step passes on that depends on the input `name` and on no other."""
        signals = {name: Signal(values)}
        states: dict[str, LSTMStates] = {}
        for step in self.architecture.steps:
            if step.name not in signals and all(read in signals for read in step.reads):
                self._apply(step, signals, states)
        return signals

    def _apply(self, step: Step, signals: dict[str, Signal], states: dict[str, LSTMStates]) -> None:
        if step.kind == "LSTM":
            self._run_lstm_stack(step, signals, states)
            return
        incoming = [self._passed_on(name, signals) for name in step.reads]
        weights = self._weights[step.layer]
        if step.kind in _RECURRENT:
            mask = incoming[0].mask
            values = cells.simple_rnn(
                incoming[0].values, Recurrent(*weights), step.options["activation"], mask
            )
            signals[step.name] = Signal(values, mask)
        else:
            signals[step.name] = _APPLY[step.kind](step, weights, incoming)

    def _run_lstm_stack(
        self, first: Step, signals: dict[str, Signal], states: dict[str, LSTMStates]
    ) -> None:
        stack, loop = self._stacks[first.name]
        incoming = self._passed_on(first.reads[0], signals)
        for step, happened in zip(stack, loop.run(incoming.values, incoming.mask), strict=True):
            states[step.name] = happened
            signals[step.name] = Signal(happened.hidden, incoming.mask)

    def _joined(self, first: Step) -> tuple[list[Step], JointLoop]:
        """Return `first`, every LSTM that directly continues its sequence, and their one loop."""
        stack = [first]
        while (above := self._continued_by(stack[-1])) is not None:
            stack.append(above)
        layers = [
            LSTMLayer(Recurrent(*self._weights[step.layer]), step.options["activation"])
            for step in stack
        ]
        return stack, JointLoop(layers)

    def _continued_by(self, step: Step) -> Step | None:
        if not step.options["return_sequences"]:
            return None
        readers = [s for s in self.architecture.steps if step.name in s.reads]
        return readers[0] if len(readers) == 1 and readers[0].kind == "LSTM" else None

    def _passed_on(self, name: str, signals: Mapping[str, Signal]) -> Signal:
        """Return what a later layer sees: of a recurrent layer maybe only the last output."""
        step = next((s for s in self.architecture.steps if s.name == name), None)
        signal = signals[name]
        if step is None or step.kind not in _RECURRENT or step.options["return_sequences"]:
            return signal
        return Signal(signal.values[:, -1])


def _quick_to_read(array: np.ndarray) -> np.ndarray:
    """Return float16 as float32: cast once, not at every pass."""
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _embedding(step: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    ids = incoming[0].values
    mask = ids != 0 if step.options.get("mask_zero") else None
    return Signal(cells.embedding(ids, weights[0]), mask)


def _dense(step: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    values = cells.dense(incoming[0].values, Affine(*weights), step.options["activation"])
    return Signal(values, incoming[0].mask)


def _conv1d(step: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    options = step.options
    stride = int(np.ravel(options["strides"])[0])
    values = cells.conv1d(
        incoming[0].values, Affine(*weights), options["activation"], options["padding"], stride
    )
    return Signal(values)


def _bidirectional(step: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    """Read once in each direction and join what comes out; masked steps give 0, as in Keras."""
    inner = step.options["layer"]
    x, mask = incoming[0].values, incoming[0].mask
    half = len(weights) // 2
    there = _one_direction(inner, x, mask, weights[:half])
    flipped = None if mask is None else mask[:, ::-1]
    back = _one_direction(inner, x[:, ::-1], flipped, weights[half:])
    if not inner["return_sequences"]:
        return Signal(np.concatenate([there[:, -1], back[:, -1]], axis=-1))
    joined = np.concatenate([there, back[:, ::-1]], axis=-1)
    return Signal(joined if mask is None else joined * mask[..., None], mask)


def _one_direction(
    inner: Mapping[str, Any], x: Floats, mask: np.ndarray | None, weights: list[np.ndarray]
) -> Floats:
    if inner["kind"] == "LSTM":
        layer = LSTMLayer(Recurrent(*weights), inner["activation"])
        return lstm_stack(x, [layer], mask)[0].hidden
    return cells.simple_rnn(x, Recurrent(*weights), inner["activation"], mask)


def _batch_normalization(step: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    """Scale as in answering: by the mean and the variance that training has left behind."""
    gamma, beta, mean, variance = weights
    scale = gamma / np.sqrt(variance + step.options["epsilon"])
    return Signal((incoming[0].values - mean) * scale + beta, incoming[0].mask)


def _attention(_: Step, weights: list[np.ndarray], incoming: list[Signal]) -> Signal:
    query, values, keys = (signal.values for signal in incoming)
    scale = float(np.ravel(weights[0])[0]) if weights else 1.0
    return Signal(cells.attention(query, values, keys, scale))


_APPLY: Mapping[str, Callable[[Step, list[np.ndarray], list[Signal]], Signal]] = {
    "Embedding": _embedding,
    "Dense": _dense,
    "Conv1D": _conv1d,
    "Bidirectional": _bidirectional,
    "GlobalAveragePooling1D": lambda _, __, s: Signal(
        cells.average_over_time(s[0].values, s[0].mask)
    ),
    "GlobalMaxPooling1D": lambda _, __, s: Signal(cells.maximum_over_time(s[0].values)),
    "Dot": lambda step, _, s: Signal(
        cells.dot(s[0].values, s[1].values, normalize=bool(step.options["normalize"]))
    ),
    "Concatenate": lambda _, __, s: Signal(np.concatenate([x.values for x in s], axis=-1)),
    "Add": lambda _, __, s: Signal(s[0].values + s[1].values),
    "Multiply": lambda _, __, s: Signal(s[0].values * s[1].values),
    "Subtract": lambda _, __, s: Signal(s[0].values - s[1].values),
    "Attention": _attention,
    "BatchNormalization": _batch_normalization,
    "Flatten": lambda _, __, s: Signal(s[0].values.reshape(len(s[0].values), -1)),
}
_RECURRENT = {"SimpleRNN", "LSTM"}
