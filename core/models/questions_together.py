"""Both questions looked at together: every word finds its counterpart in the other question.

Compare and aggregate (Parikh et al. 2016) on top of the towers of the better Siamese model, beside
numbers that need no network (`core.overlap`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns
from core.overlap import OVERLAPS, Said, overlap
from core.question_tower import (
    PAIR,
    TowerOptions,
    answer_to,
    begin_and_practise,
    question_ids,
    read,
    reading_layers,
    tower_spec,
)
from core.text import Vocabulary

_MOST = 100  # words of a question that are counted in the overlap


@dataclass(frozen=True)
class BestOptions(TowerOptions):
    """What shapes the model.

    Attributes:
        looked: Size of the vectors by which words find their counterparts.
        compared: Neurons that compare a word with its counterpart.
    """

    looked: int = 64
    compared: int = 96


def encode(
    columns: Columns, options: BestOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[Any], ...]:
    """Return the ids of both questions, (N, T) each, and their overlap (N, F)."""
    known = vocabulary or Vocabulary((), options.vocabulary_size, "plain")
    weight = partial(rarity, known)
    taken_apart: dict[str, Said] = {}

    def said(text: str) -> Said:
        if text not in taken_apart:
            taken_apart[text] = Said.of(known.words(text)[:_MOST])
        return taken_apart[text]

    asked = (map(said, columns[name]) for name in PAIR)
    overlaps = [overlap(first, second, weight) for first, second in zip(*asked, strict=True)]
    table = np.reshape(overlaps, (-1, len(OVERLAPS))).astype(np.float32)
    return (*question_ids(columns, options, known), table)


def rarity(known: Vocabulary, word: str) -> float:
    """Return how rare a word is, log rank / log V: 0 for the most frequent, 1 for an unknown."""
    return math.log(known.ids.get(word, known.size)) / math.log(max(known.size, 2))


def build_best(options: BestOptions) -> Any:
    """Return the Keras model; every step treats the two questions alike, so order plays no role."""
    from keras import Input, Model, layers

    ids = [Input((options.length,), dtype="int32", name=name) for name in PAIR]
    overlaps = Input((len(OVERLAPS),), name="overlap")
    shared = reading_layers(options)
    one, other = (read(question, shared.__getitem__) for question in ids)
    compare = _comparer(options)
    there, back = compare(one, other), compare(other, one)
    apart = layers.Subtract(name="apart")([one.whole, other.whole])
    squared = layers.Multiply(name="squared")([apart, apart])
    gap = layers.Subtract(name="gap")([there, back])
    together = layers.Concatenate(name="together")(
        [
            layers.Add(name="both")([there, back]),
            layers.Multiply(name="gap_squared")([gap, gap]),
            squared,
            layers.Multiply(name="product")([one.whole, other.whole]),
            layers.Dot(axes=1, normalize=True, name="cosine")([one.whole, other.whole]),
        ]
    )
    alike = layers.BatchNormalization(momentum=0.9, name="alike")(overlaps)
    seen = layers.Dense(options.hidden, activation="relu", name="seen")(alike)
    x = layers.Dropout(options.dropout)(layers.Concatenate()([together, alike, seen]))
    x = layers.Dense(options.hidden, activation="relu", name="hidden")(x)
    x = layers.Dropout(options.dropout)(x)
    return Model([*ids, overlaps], answer_to(x, squared))


def _comparer(options: BestOptions) -> Any:
    """Return a function of two readings: what the words of the first are without the second."""
    from keras import layers

    look = layers.Dense(options.looked, name="look")
    attend = layers.Attention(use_scale=True, name="counterpart")
    hide = layers.Dropout(options.dropout)
    neurons = layers.Dense(options.compared, activation="relu", name="compare")
    weigh = layers.Multiply()
    largest, average = layers.GlobalMaxPooling1D(), layers.GlobalAveragePooling1D()

    def compare(one: Any, other: Any) -> Any:
        words, others = (layers.Concatenate()([r.vectors, r.states]) for r in (one, other))
        counterpart = attend([look(words), others, look(others)])
        gap = layers.Subtract()([words, counterpart])
        seen = [words, layers.Multiply()([gap, gap]), layers.Multiply()([words, counterpart])]
        said = neurons(hide(layers.Concatenate()(seen)))
        return layers.Concatenate()([largest(said), average(weigh([said, one.weights]))])

    return compare


SPECS = (
    tower_spec(
        "questions-best", title="Word by word", options=BestOptions(), epochs=2,
        build=build_best, encode=encode, begin=begin_and_practise, rate=0.001,
    ),
)  # fmt: skip
