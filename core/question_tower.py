"""The half of a pair model that both questions pass through: ids to states to one vector.

Letters: T slots of a question, E word vector, P neurons of either convolution.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference, Start
from core.contrastive import Pull
from core.labelled_pairs import only_labelled
from core.reading_lessons import learn_to_read
from core.text import Side, Vocabulary, pad

PAIR = ("question1", "question2")
_EQUAL = 20.0  # how sharply vectors are told to be the same
_SURE = 12.0  # added to the score where they are
_REACH = 3  # words that are looked at together


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
        hide: Share of the dimensions of all word vectors of a question hidden while training.
        word_dropout: Share of the words hidden while training.
    """

    vocabulary_size: int = 16_000
    strangers: int = 1000
    length: int = 24
    embedding: int = 80
    units: int = 128
    keep: Side = "both"
    hidden: int = 64
    dropout: float = 0.3
    hide: float = 0.25
    word_dropout: float = 0.1

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
    """What came of one question, as Keras tensors.

    Attributes:
        weights: (T, 1), how much each word counts.
        vectors: (T, E) of the words.
        states: (T, P) of the words among their neighbours.
        whole: (2P,), the vector of the question.
    """

    weights: Any
    vectors: Any
    states: Any
    whole: Any


def reading_layers(options: TowerOptions) -> dict[str, Any]:
    """Return the layers both questions pass through, by name."""
    from keras import layers

    made = (
        layers.Embedding(options.rows, 1, name="importance"),
        layers.Embedding(options.rows, options.embedding, name="words"),
        layers.SpatialDropout1D(options.hide, name="hide"),
        layers.Dropout(options.word_dropout, noise_shape=(None, None, 1), name="skip"),
        layers.Conv1D(options.units, _REACH, padding="same", activation="relu", name="neighbours"),
        layers.Concatenate(name="near"),
        layers.Conv1D(options.units, _REACH, padding="same", activation="tanh", name="states"),
        layers.Multiply(name="weighed"),
        layers.GlobalMaxPooling1D(name="largest"),
        layers.GlobalAveragePooling1D(name="average"),
        layers.Concatenate(name="whole"),
    )
    return {layer.name: layer for layer in made}


def read(ids: Any, layer: Callable[[str], Any]) -> Reading:
    """Return what comes of a question.

    Args:
        ids: A Keras tensor (T,).
        layer: Returns a layer of `reading_layers` by its name.
    """
    weights, vectors = layer("importance")(ids), layer("skip")(layer("hide")(layer("words")(ids)))
    states = layer("states")(layer("near")([vectors, layer("neighbours")(vectors)]))
    weighed = layer("weighed")([states, weights])
    whole = layer("whole")([layer("largest")(states), layer("average")(weighed)])
    return Reading(weights, vectors, states, whole)


def answer_to(x: Any, squared: Any) -> Any:
    """Return the answer (1,) to what was compared, x, unless both vectors are the same.

    A neuron that is not trained, max(0, 1 - 20 Σ (u - v)²), fires only where they are: a question
    asks the same as itself, however it was judged while words and dimensions were hidden.

    Args:
        x: A Keras tensor.
        squared: (u - v)², a Keras tensor.
    """
    from keras import layers

    equal = layers.Dense(1, activation="relu", name="equal", trainable=False)
    told = layers.Concatenate(name="told")([layers.Dense(1, name="score")(x), equal(squared)])
    answer = layers.Dense(1, activation="sigmoid", name="answer", trainable=False)
    answered = answer(told)
    equal.set_weights([np.full((squared.shape[-1], 1), -_EQUAL), np.ones(1)])
    answer.set_weights([np.array([[1.0], [_SURE]]), np.zeros(1)])
    return answered


def tower_of(model: Any) -> Any:
    """Return the Keras model from ids (N, T) to vectors (N, 2P) with the layers of `model`."""
    from keras import Input, Model

    ids = Input(model.inputs[0].shape[1:], dtype="int32")
    return Model(ids, read(ids, model.get_layer).whole)


def begin(model: Any, start: Start) -> Any:
    """Let the towers learn to read; return what the epochs train."""
    return learn_to_read(model, tower_of(model), start, Pull())


def begin_and_practise(model: Any, start: Start) -> Any:
    """Do so, and find further pairs to practise on while the epochs last."""
    return learn_to_read(model, tower_of(model), start, Pull(taught=3))


def tower_spec(name: str, *, epochs: int, rate: float = 0.0015, **own: Any) -> ModelSpec:
    """Return a pair model that reads with these towers and learns its answer from labelled pairs.

    Args:
        name: Name on the command line.
        epochs: Over the labelled pairs, after the towers have learnt to read.
        rate: Learning rate at the start of the epochs.
        own: Its title, options, `build`, `encode` and `begin`.
    """
    return ModelSpec(
        name=name,
        task="pairs",
        dataset="questions",
        reads=PAIR,
        target="is_duplicate",
        recipe=Recipe(
            loss="binary_crossentropy", epochs=epochs, batch=256, learning_rate=rate,
            validation=0.1, cools=True, keeps_last=True,
        ),
        words=PAIR,
        spelling="plain",
        weigh=only_labelled,
        reference=Reference(
            {"loss": 0.4397, "accuracy": 0.8326},
            "the lecture\u2019s Siamese LSTM: 400,000 Quora pairs, a fifth held out",
        ),
        **own,
    )  # fmt: skip
