"""What an LSTM did at every token of a text, ready to look at (lecture "Beyond the black box").

The lecture scales one neuron to 0–1 within one review. That makes every review look equally hot and
fails on a neuron that does not move, so the scale here is fixed: for each neuron, from the 1st to
the 99th percentile over the reviews written for this product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import registry
from core.architecture import Step
from core.contracts import STATES, Floats, Integers, Token, TokenTrace
from core.errors import Incompatible
from core.network import Run
from core.predictors import TrainedModel
from core.settings import settings
from core.tables import read_table

_EDGES = (1, 99)
_NARROWEST = 0.02
_UNDECIDED = 0.1


@dataclass(frozen=True)
class ReferenceStates:
    """Every state of every neuron at every token of the reference reviews.

    Attributes:
        texts: The reviews.
        rows, steps: (tokens,) which review a token is in, and the how many-th read it is there.
        values: State name, as in `core.contracts.STATES` -> (tokens, P + 1).
    """

    texts: tuple[str, ...]
    rows: Integers
    steps: Integers
    values: Mapping[str, Floats]


@dataclass(frozen=True)
class ReferenceScale:
    """The range of every neuron over the reference reviews; `low` and `high` are (P,)."""

    low: Floats
    high: Floats

    def apply(self, activations: Floats) -> Floats:
        """Return activations (T, P) on a scale where the reference range is 0–1, cut to it."""
        return np.clip((activations - self.low) / (self.high - self.low), 0, 1)


def trace(model: TrainedModel, text: str) -> TokenTrace:
    """Return every state of the model's LSTM layers while it reads `text`.

    `activations` and the gates have one column per neuron of the first LSTM and, last, one for the
    output neuron, whose activation is also the running opinion before calibration. A text over the
    limit is cut; the trace holds what was read. A text without any token has T = 0.

    Raises:
        Incompatible: The model has no LSTM that reads token by token to the end.
    """
    _probed_layers(model)
    text = text[: settings().text_limit]
    return trace_of(model, text, model.run({"text": np.array([text], dtype=object)}))


def trace_of(model: TrainedModel, text: str, run: Run, row: int = 0) -> TokenTrace:
    """Return the trace of a text that the model has read as row `row` of a run; see `trace`."""
    first, last = _probed_layers(model)
    tokens = tokens_of(model, text)
    count = sum(token.is_read for token in tokens)
    lower, upper = run.states[first.name].gates(), run.states[last.name].gates()
    outputs = run.states[first.name].hidden, run.signals[last.name].values
    activations = np.concatenate([values[row, :count] for values in outputs], axis=-1)
    return TokenTrace(
        text=text,
        tokens=tokens,
        activations=activations,
        gates={
            name: np.concatenate([values[row, :count], upper[name][row, :count]], axis=1)
            for name, values in lower.items()
        },
        opinion=model.calibrate(activations[:, -1]),
        probability=float(model.calibrate(run.answer.reshape(-1).astype(np.float64))[row]),
    )


def tokens_of(model: TrainedModel, text: str) -> tuple[Token, ...]:
    """Return every token of a text, with which of them this model reads.

    Raises:
        Incompatible: The model does not read text.
    """
    vocabulary = model.artifact.vocabulary
    if vocabulary is None:
        raise Incompatible(f"{model.spec.title} does not read text.")
    return tuple(vocabulary.tokens(text, model.options.keep, model.options.length))


def _all_neurons(run: Run, first: Step, last: Step) -> Floats:
    """Return the outputs of the first LSTM and of the output neuron, (N, T, P + 1)."""
    return np.concatenate([run.states[first.name].hidden, run.signals[last.name].values], axis=-1)


def _probed_layers(model: TrainedModel) -> tuple[Step, Step]:
    steps = [step for step in model.card.architecture.steps if step.kind == "LSTM"]
    if not steps or steps[-1] is not model.card.architecture.steps[-1]:
        raise Incompatible(f"{model.spec.title} has no LSTM whose every step can be shown.")
    return steps[0], steps[-1]


def can_be_probed(model: TrainedModel) -> bool:
    """Say whether every step of the model's LSTM can be shown."""
    try:
        _probed_layers(model)
    except Incompatible:
        return False
    return model.artifact.vocabulary is not None


def neurons(model: TrainedModel) -> int:
    """Return P, how many neurons stand below the output neuron."""
    return int(_probed_layers(model)[0].options["units"])


@lru_cache(maxsize=16)
def reference_scale(name: str) -> ReferenceScale:
    """Return the fixed scale of the model `name`, computed once per process."""
    return scale_of(reference_states(name).values["activation"])


@lru_cache(maxsize=16)
def reference_ranges(name: str) -> Mapping[str, ReferenceScale]:
    """Return the fixed scale of every gate and of the state, by name."""
    values = reference_states(name).values
    return {state: scale_of(values[state]) for state in STATES[1:]}


def scale_of(activations: Floats) -> ReferenceScale:
    """Return the range of every column of (tokens, P), wide enough for one that never moves."""
    low, high = np.percentile(activations, _EDGES, axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, _NARROWEST / 2)
    return ReferenceScale(middle - half, middle + half)


@lru_cache(maxsize=16)
def leading_neuron(name: str) -> int:
    """Return the neuron, counted from 1, that rises and falls most with the model's opinion."""
    return most_alike(reference_states(name).values["activation"])


def most_alike(activations: Floats) -> int:
    """Return which column of (tokens, P + 1), counted from 1, goes most with the last one."""
    centred = activations - activations.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0))
    alike = centred.T @ centred[:, -1] / np.maximum(spread * spread[-1], np.finfo(float).tiny)
    return int(np.argmax(alike[:-1])) + 1


@lru_cache(maxsize=16)
def reference_states(name: str) -> ReferenceStates:
    """Return what the model `name` does on the reviews written for this product."""
    model = registry.predictor(name)
    reviews = read_table(settings().samples / "reviews.csv", ["text"])["text"].to_numpy()
    run, (first, last) = model.run({"text": reviews}), _probed_layers(model)
    activations, mask = _all_neurons(run, first, last), run.signals[last.name].mask
    if mask is None:
        mask = np.ones(activations.shape[:2], bool)
    lower, upper = run.states[first.name].gates(), run.states[last.name].gates()
    gates = {name: np.concatenate([lower[name], upper[name]], axis=-1)[mask] for name in lower}
    rows, steps = np.nonzero(mask)
    return ReferenceStates(
        tuple(map(str, reviews)), rows, steps, {"activation": activations[mask], **gates}
    )


def verdict(probability: float, threshold: float) -> str:
    """Return the model's answer as a word, and honestly so where it is close to the threshold."""
    side = "positive" if probability >= threshold else "negative"
    is_close = abs(probability - threshold) < _UNDECIDED
    return f"undecided, leaning {side}" if is_close else side
