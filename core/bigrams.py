"""What the filters of a trained convolution make of the words of a text, pair by pair.

Z_t = b + e_t · W_0 + e_{t+1} · W_1 for a kernel of two words: no more than a sum of one score per
place, so over the whole vocabulary the strongest pair is made of the two strongest words.

Letters: T words read, K words per window, F filters, E numbers per word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core import cells, registry
from core.architecture import Step
from core.cells import Affine
from core.contracts import Floats, Token
from core.errors import Incompatible
from core.packing import packed_words, whole
from core.predictors import TrainedModel
from core.probes import ReferenceScale, scale_of, tokens_of
from core.settings import settings
from core.tables import read_table
from core.word_map import word_table

MODEL = "sentiment-conv"
HERE, SAMPLE = 3, 5


@dataclass(frozen=True)
class Windows:
    """What the filters make of one text.

    Attributes:
        text: The text as read.
        tokens: All its tokens, also those that were not read.
        words: The T words that were read.
        values: (T - K + 1, F), or (0, F) when there are too few words.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    values: Floats

    def window(self, start: int, size: int) -> tuple[str, ...]:
        """Return the words of a window."""
        return self.words[start : start + size]


@dataclass(frozen=True)
class Extreme:
    """A group of words and what a filter makes of it."""

    words: tuple[str, ...]
    value: float


def conv_step(model: TrainedModel) -> Step:
    """Return the first convolution over words; raises `Incompatible` when there is none."""
    for step in model.card.architecture.steps:
        if step.kind == "Conv1D":
            return step
    raise Incompatible(f"{model.spec.title} has no convolution to look into.")


def kernel_of(model: TrainedModel) -> Affine:
    """Return kernel (K, E, F) and bias (F,) of the convolution."""
    return Affine(*model.artifact.network.weights(conv_step(model).layer))


def table_of(model: TrainedModel) -> Floats:
    """Return the embedding table that the convolution reads."""
    return word_table(model)[1]


def windows_of(model: TrainedModel, text: str) -> Windows:
    """Return what every filter makes of every window of words; padding is left out.

    Words that were not read are left out as they are for the model: across a gap, the last word
    before it and the first one after it stand side by side.
    """
    text = text[: settings().text_limit]
    tokens = tokens_of(model, text)
    read = [token for token in tokens if token.is_read]
    kernel, activation = kernel_of(model), conv_step(model).options["activation"]
    if len(read) < kernel.kernel.shape[0]:
        values = np.zeros((0, kernel.kernel.shape[2]))
    else:
        ids = np.array([[token.id for token in read]])
        vectors = cells.embedding(ids, table_of(model))  # (1, T) -> (1, T, E)
        values = cells.conv1d(vectors, kernel, activation)[0]  # (T - K + 1, F)
    return Windows(text, tokens, tuple(token.word for token in read), values)


def extremes(seen: dict[tuple[str, ...], float], count: int) -> tuple[list[Extreme], list[Extreme]]:
    """Return the `count` groups of words with the highest and with the lowest values."""
    ranked = sorted(seen.items(), key=lambda entry: entry[1])
    found = [Extreme(words, value) for words, value in ranked]
    return found[::-1][:count], found[:count]


def extremes_here(windows: Windows, size: int, count: int = HERE) -> list[Any]:
    """Return highest and lowest windows of one text, per filter."""
    return [
        extremes(
            {windows.window(start, size): float(value) for start, value in enumerate(column)}, count
        )
        for column in windows.values.T
    ]


@dataclass(frozen=True)
class Reference:
    """What the filters make of the sample reviews and of the whole vocabulary.

    Attributes:
        scale: 1st to 99th percentile of every filter over all windows.
        reviews, windows: How many were read.
        sample: Per filter the highest and the lowest windows.
        anything: Per filter the highest and the lowest group of any words of the vocabulary.
        padding: (F,) what each filter makes of padding alone.
    """

    scale: ReferenceScale
    reviews: int
    windows: int
    sample: list[Any]
    anything: list[Any]
    padding: Floats


@lru_cache(maxsize=4)
def reference(name: str = MODEL) -> Reference:
    """Return what the filters of the shipped model `name` do, computed once per process."""
    model = registry.predictor(name)
    size = kernel_of(model).kernel.shape[0]
    reviews = read_table(settings().samples / "reviews.csv", ["text"])["text"]
    read = [windows_of(model, text) for text in reviews]
    values = np.concatenate([one.values for one in read])
    groups = [one.window(start, size) for one in read for start in range(len(one.values))]
    sample = [
        extremes(dict(zip(groups, column.tolist(), strict=True)), SAMPLE) for column in values.T
    ]
    silence = cells.conv1d(
        np.repeat(table_of(model)[None, :1], size, axis=1), kernel_of(model),
        conv_step(model).options["activation"],
    )  # fmt: skip
    return Reference(
        scale_of(values), len(reviews), len(values), sample, _anything(model), silence[0, 0]
    )


def _anything(model: TrainedModel) -> list[Any]:
    """Return, per filter, the best and the worst word for every place of the window.

    Right for every activation that rises with its sum, and all of ours do.
    """
    vocabulary, table = word_table(model)
    kernel, squash = kernel_of(model), cells.ACTIVATIONS[conv_step(model).options["activation"]]
    known = table[1 : len(vocabulary.kept) + 1]
    scores = np.einsum("ve,kef->fkv", known, kernel.kernel)  # (F, K, V)
    found = []
    for places, bias in zip(scores, np.asarray(kernel.bias), strict=True):
        ends = []
        for rows in (places.argmax(axis=1), places.argmin(axis=1)):
            total = places[np.arange(len(rows)), rows].sum() + bias
            words = tuple(vocabulary.kept[row] for row in rows)
            ends.append([Extreme(words, float(np.asarray(squash(total))))])
        found.append(tuple(ends))
    return found


def bigram_answer(name: str, text: str) -> dict[str, Any]:
    """Return what the filters make of a text, packed.

    Beside the keys of `core.packing.packed_words`: `values` (T - K + 1, F), the scale `low` and
    `high` (F,), and per filter the windows of this text with the highest and the lowest values.
    """
    model = registry.predictor(name)
    windows, scale = windows_of(model, text), reference(name).scale
    size = kernel_of(model).kernel.shape[0]
    return {
        **packed_words(windows),
        "size": size,
        "filters": windows.values.shape[1],
        "values": whole(windows.values),
        "low": np.round(scale.low, 3).tolist(),
        "high": np.round(scale.high, 3).tolist(),
        "here": [
            [[[" ".join(one.words), round(one.value, 3)] for one in end] for end in ends]
            for ends in extremes_here(windows, size)
        ],
    }
