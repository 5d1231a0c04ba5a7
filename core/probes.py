"""What an LSTM did at every token of a text, ready to look at (lecture "Beyond the black box").

The lecture scales one neuron to 0–1 within one review. That makes every review look equally hot and
fails on a neuron that does not move, so the scale here is fixed: for each neuron, from the 1st to
the 99th percentile over the reviews written for this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import registry
from core.architecture import Step
from core.contracts import Floats, TokenTrace
from core.errors import Incompatible
from core.predictors import TrainedModel
from core.settings import settings
from core.tables import read_table

_EDGES = (1, 99)
_NARROWEST = 0.02


@dataclass(frozen=True)
class ReferenceScale:
    """The range of every neuron over the reference reviews; `low` and `high` are (P,)."""

    low: Floats
    high: Floats

    def apply(self, activations: Floats) -> Floats:
        """Return activations (T, P) on a scale where the reference range is 0–1, cut to it."""
        return np.clip((activations - self.low) / (self.high - self.low), 0, 1)


def trace(model: TrainedModel, text: str) -> TokenTrace:
    """Return every state of the model's first LSTM while it reads `text`.

    `activations` holds the P outputs of that layer and, in the last column, the output neuron,
    whose value is also the running opinion before calibration. A text over the limit is cut; the
    trace holds what was read. A text without any token has T = 0.

    Raises:
        Incompatible: The model has no LSTM that reads token by token to the end.
    """
    first, last = _probed_layers(model)
    text = text[: settings().text_limit]
    vocabulary = model.artifact.vocabulary
    if vocabulary is None:
        raise Incompatible(f"{model.spec.title} does not read text.")
    tokens = tuple(vocabulary.tokens(text, model.options.keep, model.options.length))
    count = sum(token.is_read for token in tokens)
    run = model.run({"text": np.array([text], dtype=object)})
    inside, answer = run.states[first.name], run.signals[last.name].values[0, :count]
    opinion = model.calibrate(answer[:, 0])
    return TokenTrace(
        text=text,
        tokens=tokens,
        activations=np.concatenate([inside.hidden[0, :count], answer], axis=1),
        gates={name: values[0, :count] for name, values in inside.gates().items()},
        opinion=opinion,
        probability=float(model.calibrate(run.answer.reshape(-1).astype(np.float64))[0]),
    )


def _probed_layers(model: TrainedModel) -> tuple[Step, Step]:
    steps = [step for step in model.card.architecture.steps if step.kind == "LSTM"]
    if not steps or steps[-1] is not model.card.architecture.steps[-1]:
        raise Incompatible(f"{model.spec.title} has no LSTM whose every step can be shown.")
    return steps[0], steps[-1]


def neurons(model: TrainedModel) -> int:
    """Return how many neurons can be probed: the P of the first LSTM and the output neuron."""
    return int(_probed_layers(model)[0].options["units"]) + 1


@lru_cache(maxsize=8)
def reference_scale(name: str) -> ReferenceScale:
    """Return the fixed scale of the shipped model `name`, computed once per process."""
    model = registry.predictor(name)
    reviews = read_table(settings().samples / "reviews.csv", ["text"])["text"]
    seen = np.concatenate([trace(model, text).activations for text in reviews])
    low, high = np.percentile(seen, _EDGES, axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, _NARROWEST / 2)
    return ReferenceScale(middle - half, middle + half)
