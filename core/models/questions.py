"""The lecture's Siamese LSTM: one embedding and one LSTM read both questions (section "Quora!")."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, Floats, ModelSpec, Recipe, Reference
from core.text import Side, Vocabulary, pad, words

_PAIR = ("question1", "question2")


@dataclass(frozen=True)
class SiameseOptions:
    """What shapes the Siamese model.

    Attributes:
        vocabulary_size: V. The lecture had 50,000; the embedding table has V + 2 rows, because V is
            every unknown word and V + 1 the padding.
        length: T, tokens read of a question; shorter ones are padded in front.
        embedding: E, size of a word vector.
        units: P of the LSTM, the size of a question's vector.
        keep: Which part of a longer question is read; the lecture keeps the end.
        penalty: l2 on word vectors and kernel; the lecture's is 1e-4.
        dropout: Share of word vectors' dimensions hidden while training.
    """

    vocabulary_size: int = 25_000
    length: int = 20
    embedding: int = 128
    units: int = 128
    keep: Side = "both"
    penalty: float = 1e-6
    dropout: float = 0.3


def encode(
    columns: Columns, options: SiameseOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[np.int32], ...]:
    """Return the ids of both questions, two arrays (N, T). No tokens read as one unknown word."""
    known = vocabulary or Vocabulary((), options.vocabulary_size)
    return tuple(
        pad(
            [known.encode(text) or [known.unknown] for text in columns[name]],
            options.length,
            keep=options.keep,
            side="before",
            value=options.vocabulary_size + 1,
        )
        for name in _PAIR
    )


def build_siamese(options: SiameseOptions) -> Any:
    """Return the lecture's layers; with V = 50,000 they have 6,531,842 parameters."""
    from keras import Input, Model, layers, regularizers

    inputs = [Input((options.length,), dtype="int32", name=name) for name in _PAIR]
    embed = layers.Embedding(
        options.vocabulary_size + 2,
        options.embedding,
        embeddings_regularizer=regularizers.L2(options.penalty) if options.penalty else None,
    )
    hide = layers.SpatialDropout1D(options.dropout)
    read = layers.LSTM(
        options.units,
        kernel_regularizer=regularizers.L2(options.penalty) if options.penalty else None,
    )
    vectors = [read(hide(embed(ids))) for ids in inputs]
    similarity = layers.Dot(axes=1)(vectors)
    return Model(inputs, layers.Dense(1, activation="sigmoid")(similarity))


_SOURCE_WEIGHTS = {"duplicate_pairs": 0.5, "mined": 0.85}


def weigh(columns: Columns) -> Floats:
    """Return a weight per pair (N,): labelled pairs count whole, added ones less.

    Known duplicates and mined negatives together keep the natural share of duplicates.
    """
    source = columns["source"].astype(str)
    weight = np.ones(len(source))
    for name, value in _SOURCE_WEIGHTS.items():
        weight[source == name] = value
    return weight / weight.mean()


def add_negatives(columns: Columns, seed: int) -> Columns:
    """Return the pairs with one mined negative per known duplicate.

    A mined negative pairs a question with another one that shares its rarest word but belongs to
    no linked group of pairs: alike in subject, and by all that is known not the same question.
    """
    rng = np.random.default_rng(seed)
    from_duplicates = np.flatnonzero(columns["source"].astype(str) == "duplicate_pairs")
    first, second = _mine(columns, from_duplicates, rng)
    count = len(first)
    extra = {
        "question1": columns["question1"][first],
        "question2": columns["question2"][second],
        "is_duplicate": np.zeros(count),
        "source": np.full(count, "mined", dtype=object),
        "only_training": np.ones(count, bool),
        "group": np.full(count, -1),
    }
    return {name: np.concatenate([columns[name], extra[name]]) for name in extra}


def _mine(
    columns: Columns, rows: NDArray[np.intp], rng: np.random.Generator
) -> tuple[list[int], list[int]]:
    """Return rows of first and of second questions that look alike but are not linked."""
    sets = [set(words(text)) for text in columns["question2"]]
    holders = defaultdict(list)
    for row, found in enumerate(sets):
        for word in found:
            holders[word].append(row)
    first, second = [], []
    for row in rows.tolist():
        asked = set(words(columns["question1"][row]))
        shared = sorted((w for w in asked if len(holders[w]) > 5), key=lambda w: len(holders[w]))
        if not shared:
            continue
        pool = holders[shared[min(int(rng.integers(2)), len(shared) - 1)]]
        drawn = [pool[i] for i in rng.integers(len(pool), size=4)]
        other = max(drawn, key=lambda r: len(asked & sets[r]))
        if columns["group"][other] != columns["group"][row]:
            first.append(row)
            second.append(other)
    return first, second


SPECS = (
    ModelSpec(
        name="questions-siamese",
        title="Siamese LSTM",
        task="pairs",
        dataset="questions",
        reads=_PAIR,
        target="is_duplicate",
        options=SiameseOptions(),
        recipe=Recipe(
            loss="binary_crossentropy", epochs=12, batch=256, learning_rate=0.001, patience=2,
            validation=0.1, averaged=0.99,
        ),
        build=build_siamese,
        encode=encode,
        words=_PAIR,
        weigh=weigh,
        augment=add_negatives,
        reference=Reference(
            {"loss": 0.4397, "accuracy": 0.8326},
            "400,000 Quora pairs, a fifth held out; V = 50,000",
        ),
        faults=(
            "The dot product is called cosine similarity in the lecture, but the vectors are not "
            "normalised: long vectors look more alike. The true cosine stands beside it.",
            "Both questions are padded in front without a mask, so the LSTM first reads the "
            "padding; it learns to ignore it.",
        ),
    ),
)  # fmt: skip
