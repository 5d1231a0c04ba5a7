"""The half of a pair model that both questions pass through: ids to states to one vector.

Letters: T slots of a question, E word vector, P units of the LSTM in each direction.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference, Start
from core.contrastive import Duplicates, Pull, pull_together
from core.labelled_pairs import beside_themselves, only_labelled
from core.pieces import in_pieces
from core.text import Side, Vocabulary, pad
from core.word_vectors import word_vectors

PAIR = ("question1", "question2")
TOWER = ("words", "hide", "reader", "largest")  # layers from ids to vector


@dataclass(frozen=True)
class TowerOptions:
    """What shapes the half that reads.

    Attributes:
        vocabulary_size: V. Id V is a question without any word, V + 1 the padding.
        strangers: Further rows that words outside the vocabulary share by their letters, so that
            an unknown name in one question is told from another one in the other.
        length: T, words read of a question; shorter ones are padded in front, without a mask.
        embedding: E.
        units: P.
        keep: Which part of a longer question is read.
        hidden: Neurons between the compared vectors and the answer.
        dropout: Share of what is hidden while training.
    """

    vocabulary_size: int = 16_000
    strangers: int = 1000
    length: int = 24
    embedding: int = 80
    units: int = 96
    keep: Side = "both"
    hidden: int = 64
    dropout: float = 0.3

    @property
    def rows(self) -> int:
        """Rows of the table of word vectors."""
        return self.vocabulary_size + 2 + self.strangers


def question_ids(
    columns: Columns, options: TowerOptions, vocabulary: Vocabulary | None
) -> list[NDArray[np.int32]]:
    """Return the ids of both questions, (N, T) each."""
    known = vocabulary or Vocabulary((), options.vocabulary_size, "plain")
    return [
        pad(
            [_ids(known, text, options) or [options.vocabulary_size] for text in columns[name]],
            options.length,
            keep=options.keep,
            side="before",
            value=options.vocabulary_size + 1,
        )
        for name in PAIR
    ]


def _ids(known: Vocabulary, text: str, options: TowerOptions) -> list[int]:
    first = options.vocabulary_size + 2
    ids = known.ids
    return [
        ids.get(word) or first + zlib.crc32(word.encode("utf-8", "replace")) % options.strangers
        for word in known.words(text)
    ]


@dataclass(frozen=True)
class Reading:
    """What came of one question, as Keras tensors: word vectors (T, E), states (T, 2P), (2P,)."""

    vectors: Any
    states: Any
    whole: Any


def reader(options: TowerOptions) -> Callable[[Any], Reading]:
    """Return a function that lets ids pass through the shared layers."""
    from keras import layers

    embed = layers.Embedding(options.rows, options.embedding, name=TOWER[0])
    hide = layers.SpatialDropout1D(options.dropout, name=TOWER[1])
    lstm = layers.LSTM(options.units, return_sequences=True)
    read = layers.Bidirectional(lstm, name=TOWER[2])
    largest = layers.GlobalMaxPooling1D(name=TOWER[3])

    def through(ids: Any) -> Reading:
        vectors = hide(embed(ids))
        states = read(vectors)
        return Reading(vectors, states, largest(states))

    return through


def tower_of(model: Any) -> Any:
    """Return the Keras model from ids (N, T) to vectors (N, 2P) with the layers of `model`."""
    from keras import Input, Model

    ids = Input(model.inputs[0].shape[1:], dtype="int32")
    x = ids
    for name in TOWER:
        x = model.get_layer(name)(x)
    return Model(ids, x)


def learn_to_read(model: Any, start: Start) -> Any:
    """Make word vectors from all questions, pull known duplicates together; return the model.

    Args:
        model: A pair model, padded in front with id V + 1.
        start: What there is to learn from; `group` tells which pairs are linked.
    """
    start.say("word vectors")
    pieces = [encoded[:2] for encoded in in_pieces(start.columns, start.encode)]
    first, second = (np.concatenate(arrays) for arrays in zip(*pieces, strict=True))
    table = model.get_layer(TOWER[0])
    questions = np.unique(np.concatenate([first, second]), axis=0)[:, ::-1]
    padding = start.options.vocabulary_size + 1
    behind = np.where(questions == padding, 0, questions)
    rows, size = table.get_weights()[0].shape
    vectors = word_vectors(behind, rows, size, start.seed)
    unseen = (vectors == 0).all(axis=1)
    noise = np.random.default_rng(start.seed).normal(0, 0.1, vectors.shape)
    table.set_weights([np.where(unseen[:, None], noise, vectors).astype(np.float32)])
    same = start.target == 1
    pairs = Duplicates(first[same], second[same], start.columns["group"][same].astype(np.int64))
    pull_together(tower_of(model), pairs, Pull(), start.seed, start.say)
    return model


def tower_spec(name: str, *, epochs: int, **own: Any) -> ModelSpec:
    """Return a pair model that reads with these towers and learns its answer from labelled pairs.

    Args:
        name: Name on the command line.
        epochs: At most.
        own: Its title, options, `build` and `encode`.
    """
    return ModelSpec(
        name=name,
        task="pairs",
        dataset="questions",
        reads=PAIR,
        target="is_duplicate",
        recipe=Recipe(
            loss="binary_crossentropy", epochs=epochs, batch=256, learning_rate=0.001, patience=2,
            validation=0.1, cools=True, averaged=0.99,
        ),
        words=PAIR,
        spelling="plain",
        weigh=only_labelled,
        augment=beside_themselves,
        begin=learn_to_read,
        reference=Reference(
            {"loss": 0.4397, "accuracy": 0.8326},
            "the lecture\u2019s Siamese LSTM: 400,000 Quora pairs, a fifth held out",
        ),
        **own,
    )  # fmt: skip
