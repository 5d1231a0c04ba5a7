"""The lecture's Siamese LSTM: one embedding and one LSTM read both questions (section "Quora!").

The layers are the lecture's. What is new is how they learn: word vectors made from the questions at
hand, known duplicates pulled together first, and negatives mined for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference, Start
from core.contrastive import Pull
from core.labelled_pairs import natural_weights, with_negatives_and_themselves
from core.reading_lessons import learn_to_read
from core.text import Side, Vocabulary, pad

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

    vocabulary_size: int = 14_000
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
        name="embedding",
        embeddings_regularizer=regularizers.L2(options.penalty) if options.penalty else None,
    )
    hide = layers.SpatialDropout1D(options.dropout, name="hide")
    read = layers.LSTM(
        options.units,
        name="lstm",
        kernel_regularizer=regularizers.L2(options.penalty) if options.penalty else None,
    )
    vectors = [read(hide(embed(ids))) for ids in inputs]
    similarity = layers.Dot(axes=1)(vectors)
    return Model(inputs, layers.Dense(1, activation="sigmoid", name="dense")(similarity))


def tower_of(model: Any) -> Any:
    """Return the Keras model from ids (N, T) to vectors (N, P) with the layers of `model`."""
    from keras import Input, Model

    x = ids = Input(model.inputs[0].shape[1:], dtype="int32")
    for name in ("embedding", "hide", "lstm"):
        x = model.get_layer(name)(x)
    return Model(ids, x)


def begin(model: Any, start: Start) -> Any:
    """Let the LSTM learn to read; return what the epochs train."""
    model.get_layer("dense").set_weights([np.array([[2.0]]), np.array([-1.5])])
    pull = Pull(epochs=1, temperature=0.5, is_cosine=False, beside=0, is_judged_by_all=True)
    return learn_to_read(model, tower_of(model), start, pull)


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
            loss="binary_crossentropy", epochs=2, batch=256, learning_rate=0.001,
            validation=0.1, cools=True,
        ),
        build=build_siamese,
        encode=encode,
        words=_PAIR,
        weigh=natural_weights,
        augment=with_negatives_and_themselves,
        begin=begin,
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
