"""Everything inside the LSTM layers at every step, down to the sums inside the gates.

Letters: T steps read, P units of all layers side by side (those of the lowest layer first).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import registry
from core.cells import GATES, Recurrent
from core.contracts import Floats, Token, TokenTrace
from core.errors import Incompatible
from core.forced_gates import Forcing, forced_model
from core.network import Run
from core.one_unit import OneUnit
from core.predictors import TrainedModel
from core.probes import trace_of
from core.settings import settings
from core.tables import read_table

_EDGE = 99


@dataclass(frozen=True)
class Sums:
    """The three summands of W_0 + X_t W_1 + Ŷ_{t-1} W_2 inside every gate, in the order of `GATES`.

    Attributes:
        bias: W_0, (4, P).
        by_input: X_t W_1, (T, 4, P).
        by_output: Ŷ_{t-1} W_2, (T, 4, P).
    """

    bias: Floats
    by_input: Floats
    by_output: Floats


@dataclass(frozen=True)
class CellTrace:
    """What happened in the cells.

    Attributes:
        trace: Tokens, gates and outputs; the tokens of a series are its numbers.
        sums: What led to the gates.
        units: Units of every layer, lowest first.
        activations: Of candidate and output in every layer: "tanh" or "sigmoid".
        largest: Per layer the |C| at which a colour scale of its state ends.
    """

    trace: TokenTrace
    sums: Sums
    units: tuple[int, ...]
    activations: tuple[str, ...]
    largest: tuple[float, ...]

    @property
    def kept(self) -> Floats:
        """Return f_t C_{t-1}, what is left of the state before, (T, P)."""
        states = self.trace.gates["state"]
        before = np.concatenate([np.zeros_like(states[:1]), states[:-1]])
        return self.trace.gates["forget"] * before

    @property
    def added(self) -> Floats:
        """Return i_t C̃_t, what is new in the state, (T, P)."""
        return self.trace.gates["input"] * self.trace.gates["candidate"]


def review_cells(name: str, text: str, forcing: Forcing) -> CellTrace:
    """Return what happens in the shipped model `name` while it reads a review, gates forced or not.

    A text over the limit is cut; the trace holds what was read.
    """
    model = forced_model(name, forcing)
    text = text[: settings().text_limit]
    run = model.run({"text": np.array([text], dtype=object)})
    traced = trace_of(model, text, run)
    steps = lstm_steps(model)
    return CellTrace(
        traced,
        _sums(model, run, len(traced.activations)),
        unit_counts(name),
        tuple(str(options["activation"]) for options in steps.values()),
        largest_states(name),
    )


def series_cells(values: Floats, unit: OneUnit) -> CellTrace:
    """Return what happens in an LSTM of one unit while it reads a series (T,)."""
    states, layer = unit.read(values), unit.layer()
    outputs = states.hidden[0]  # (T, 1)
    gates = {name: gate[0] for name, gate in states.gates().items()}
    text, tokens = _written(values)
    traced = TokenTrace(text, tokens, outputs, gates, outputs[:, 0], float(outputs[-1, 0]))
    x = np.asarray(values)[:, None]
    largest = max(1.0, float(np.abs(states.state).max()))
    return CellTrace(traced, _layer_sums(x, outputs, layer.weights), (1,), ("tanh",), (largest,))


def lstm_steps(model: TrainedModel) -> dict[str, dict[str, object]]:
    """Return name -> options of the LSTM layers, lowest first; raises `Incompatible` if none."""
    steps = {s.name: dict(s.options) for s in model.card.architecture.steps if s.kind == "LSTM"}
    if not steps:
        raise Incompatible(f"{model.spec.title} has no LSTM layer to look into.")
    return steps


def unit_counts(name: str) -> tuple[int, ...]:
    """Return how many units each LSTM layer of the shipped model `name` has, lowest first."""
    return tuple(int(str(o["units"])) for o in lstm_steps(registry.predictor(name)).values())


@lru_cache(maxsize=8)
def largest_states(name: str) -> tuple[float, ...]:
    """Return per layer the 99th percentile of |C| over the reviews written for this product."""
    model = registry.predictor(name)
    reviews = read_table(settings().samples / "reviews.csv", ["text"])["text"].to_numpy()
    run = model.run({"text": reviews})
    found = []
    for step in lstm_steps(model):
        mask = run.signals[step].mask
        states = run.states[step].state
        read = states if mask is None else states[mask]
        found.append(float(np.percentile(np.abs(read), _EDGE)))
    return tuple(found)


def _sums(model: TrainedModel, run: Run, T: int) -> Sums:
    """Return the sums of all LSTM layers side by side, for the first T steps of the first text."""
    found = []
    for step in model.card.architecture.steps:
        if step.kind == "LSTM":
            x = run.signals[step.reads[0]].values[0, :T]
            weights = Recurrent(*model.artifact.network.weights(step.layer))
            found.append(_layer_sums(x, run.states[step.name].hidden[0, :T], weights))
    return Sums(
        *(
            np.concatenate([getattr(sums, part) for sums in found], axis=-1)
            for part in ("bias", "by_input", "by_output")
        )
    )


def _layer_sums(x: Floats, outputs: Floats, weights: Recurrent) -> Sums:
    """Return the sums of one layer that read x (T, M) and put out (T, P)."""
    T, P = outputs.shape
    before = np.concatenate([np.zeros_like(outputs[:1]), outputs[:-1]])
    return Sums(
        weights.bias.reshape(len(GATES), P),
        (x @ weights.kernel).reshape(T, len(GATES), P),
        (before @ weights.recurrent).reshape(T, len(GATES), P),
    )


def _written(values: Floats) -> tuple[str, tuple[Token, ...]]:
    """Return a series written out, and its numbers as tokens of that text."""
    tokens, place = [], 0
    words = [f"{value:.2f}".replace("-", "\u2212") for value in values]
    for word in words:
        tokens.append(Token(place, place + len(word), word, 0, True, True))
        place += len(word) + 1
    return " ".join(words), tuple(tokens)
