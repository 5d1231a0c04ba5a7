"""What every token gives to the answer of `sentiment-best`, exactly: shares + bias = logit.

answer = σ(a · wide + b · deep + c). Both halves are sums over places of the text:
wide = Σ weight of each different word sequence / √(their number + caution), so a sequence gives its
part to the words it is made of, in equal pieces, at all places where it stands; deep = mean over
the words of (LSTM output · w) + a bias, so each place gives its summand. The LSTM's output at a
word depends on all words before it: a share says where the sum is made, not which word alone made
it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.contracts import Floats, Integers, Token
from core.errors import Incompatible
from core.metrics import logit
from core.models.sentiment_best import sequence_rows
from core.network import Run
from core.predictors import TrainedModel
from core.probes import tokens_of
from core.settings import settings
from core.text import PADDING


@dataclass(frozen=True)
class Contributions:
    """One text as `sentiment-best` sees it; T counts the tokens that were read.

    Attributes:
        text: The text as read (cut to the limit).
        tokens: All tokens, also those that were cut off; a token may hold a space (`do n't`).
        wide: (T,) share of every token through the words and word sequences it is part of.
        deep: (T,) share through the LSTM's output at it.
        bias: What the model says before any token. Σ wide + Σ deep + bias = logit(probability).
        opinion: (T,) probability after each token, as if the text ended there.
        probability: The model's answer for the whole text.
        activations: (T, P) outputs of the LSTM's units.
        gates: Gate name -> (T, P), as in `TokenTrace`.
    """

    text: str
    tokens: tuple[Token, ...]
    wide: Floats
    deep: Floats
    bias: float
    opinion: Floats
    probability: float
    activations: Floats
    gates: Mapping[str, Floats]

    @property
    def shares(self) -> Floats:
        """Return (T,) the whole share of every token."""
        return self.wide + self.deep


def contributions(model: TrainedModel, text: str) -> Contributions:
    """Return the exact share of every token of `text`; a text without tokens has T = 0.

    Raises:
        Incompatible: The model is not made of a wide and a deep half.
    """
    if model.spec.mixed != "both":
        raise Incompatible(f"The answer of {model.spec.title} is no sum over tokens.")
    text = text[: settings().text_limit]
    return contributions_of(model, text, model.run({"text": np.array([text], dtype=object)}))


def contributions_of(model: TrainedModel, text: str, run: Run) -> Contributions:
    """Return the shares in a text that the model has read; see `contributions`."""
    tokens = tokens_of(model, text)
    states = run.states["reader"]
    count = sum(token.is_read for token in tokens)
    ids = np.array([[token.id for token in tokens if token.is_read]], np.int32)
    scale, wide = _Scale.of(model), _Wide.of(model, ids)
    voices = states.hidden[0, :count] @ scale.reader  # (T,)
    deep_after = np.cumsum(voices) / np.arange(1, count + 1)
    after = scale.wide * wide.after() + scale.deep * deep_after + scale.bias
    probability = float(model.calibrate(run.answer.reshape(-1).astype(np.float64))[0])
    return Contributions(
        text=text,
        tokens=tokens,
        wide=scale.wide * wide.shares(),
        deep=scale.deep * voices / max(count, 1),
        bias=scale.bias if count else float(logit(np.array(probability))),
        opinion=1 / (1 + np.exp(-after)),
        probability=probability,
        activations=states.hidden[0, :count],
        gates={name: values[0, :count] for name, values in states.gates().items()},
    )


@dataclass(frozen=True)
class _Scale:
    """How the halves enter the calibrated logit: wide · w + deep · d + bias; `reader` is (P,)."""

    wide: float
    deep: float
    bias: float
    reader: Floats

    @classmethod
    def of(cls, model: TrainedModel) -> _Scale:
        kernel, intercept = model.artifact.network.weights("answer")
        reader, reader_bias = model.artifact.network.weights("deep")
        slope, shift = model.card.calibration or (1.0, 0.0)
        wide, deep = (slope * float(weight) for weight in kernel[:, 0])
        bias = slope * float(intercept[0]) + shift + deep * float(reader_bias[0])
        return cls(wide, deep, bias, reader[:, 0].astype(np.float64))


@dataclass(frozen=True)
class _Wide:
    """The word sequences of one text; every array is (order, T), one row per length of a sequence.

    Attributes:
        weights: Weight of the sequence that ends at a word; 0 where none of this length does.
        times: How often this sequence stands in the text.
        is_first: Whether it ends here for the first time.
        caution: Of the model.
    """

    weights: Floats
    times: Integers
    is_first: NDArray[np.bool_]
    caution: int

    @classmethod
    def of(cls, model: TrainedModel, ids: Integers) -> _Wide:
        keys = np.concatenate(sequence_rows(ids, model.options))
        table = model.artifact.network.weights("table")[0]
        in_reading_order = keys.T.reshape(-1)
        _, first, group, counts = np.unique(
            in_reading_order, return_index=True, return_inverse=True, return_counts=True
        )
        is_first = np.zeros(keys.size, bool)
        is_first[first] = True
        times = counts[group].reshape(keys.T.shape).T
        is_there = keys != PADDING
        weights = table[keys, 0].astype(np.float64) * is_there
        return cls(
            weights, times, is_first.reshape(keys.T.shape).T & is_there, model.options.caution
        )

    def shares(self) -> Floats:
        """Return (T,), every word's part of Σ weights / √(number of sequences + caution)."""
        found = np.zeros(self.weights.shape[1])
        root = np.sqrt(self.is_first.sum() + self.caution)
        for size, parts in enumerate(self.weights / self.times / root, start=1):
            for back in range(min(size, len(found))):
                found[: len(found) - back] += parts[back:] / size
        return found

    def after(self) -> Floats:
        """Return (T,), the same sum as if the text ended after each word."""
        number = np.cumsum(self.is_first.sum(axis=0))
        summed = np.cumsum((self.weights * self.is_first).sum(axis=0))
        return summed / np.sqrt(number + self.caution)
