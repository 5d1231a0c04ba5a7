"""Sentiment as well as we can: wide and deep, after Cheng et al. (2016).

Wide: the set of words and word sequences of a review, one weight each. Deep: an LSTM over word
vectors made from the reviews at hand, its outputs averaged over the words. The answer weighs the
two; every token's share of both can be told exactly (`core.contributions`). Short phrases written
for the product teach both halves what "not bad" means when nothing else is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, Integers, ModelSpec, Recipe, Reference, Start
from core.ngrams import distinct, keys_at
from core.pieces import in_pieces
from core.review_weights import review_weights
from core.short_phrases import last_lesson, short_phrases
from core.text import Side, Vocabulary, pad
from core.wide import fit_row_weights
from core.word_vectors import word_vectors

WORDS, SEQUENCES, SCALE = "words", "sequences", "scale"  # the inputs


@dataclass(frozen=True)
class BestOptions:
    """What shapes the model.

    Attributes:
        vocabulary_size: V; the table of word vectors has V + 1 rows.
        length: T, tokens read of a review.
        embedding: E, size of a word vector.
        units: P, cells of the LSTM.
        order: Words of the longest sequence that has a weight.
        rows: Rows of the table of sequences; the first V + 1 are the single words.
        freedom: Inverse strength of the penalty on the weights of the sequences.
        caution: Sequences that say nothing, added to every text: keeps one word from being certain.
        keep: Which part of a longer review is read.
        padding: Shorter reviews are padded behind the text; the LSTM skips it.
        dropout, word_dropout: Share of the vectors' dimensions, and of the words, hidden while
            training.
    """

    vocabulary_size: int = 30_000
    length: int = 400
    embedding: int = 64
    units: int = 64
    order: int = 3
    rows: int = 2**21
    freedom: float = 0.1
    caution: int = 20
    keep: Side = "both"
    padding: Literal["after"] = "after"
    dropout: float = 0.3
    word_dropout: float = 0.1


def encode(
    columns: Columns, options: BestOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[Any], ...]:
    """Return word ids (N, T), rows of the different sequences (N, G), and a scale (N, 1).

    The scale is G / √(G + caution) with the G of each text: it turns the mean of the sequences'
    weights into their sum divided by √(G + caution). A text without tokens reads as one unknown
    word.
    """
    known = vocabulary or Vocabulary((), options.vocabulary_size, "plain")
    sequences = [known.encode(text) or [known.unknown] for text in columns["text"]]
    ids = pad(sequences, options.length, keep=options.keep, side=options.padding)
    rows = distinct(sequence_rows(ids, options))
    count = (rows != 0).sum(axis=1, keepdims=True)
    return ids, rows, (count / np.sqrt(count + options.caution)).astype(np.float32)


def sequence_rows(ids: Integers, options: BestOptions) -> list[NDArray[np.int32]]:
    """Return the rows of the sequences of 1, 2 … words that end at every word, (N, T) each."""
    return keys_at(ids, options.order, options.rows, options.vocabulary_size + 1)


def build_best(options: BestOptions) -> Any:
    """Return the Keras model; `wide` and `deep` are logits, `answer` weighs them."""
    from keras import Input, Model, layers

    ids = Input((None,), dtype="int32", name=WORDS)
    rows = Input((None,), dtype="int32", name=SEQUENCES)
    scale = Input((1,), name=SCALE)
    x = layers.Embedding(options.vocabulary_size + 1, options.embedding, mask_zero=True)(ids)
    x = layers.Dropout(options.word_dropout, noise_shape=(None, None, 1))(x)
    x = layers.SpatialDropout1D(options.dropout)(x)
    x = layers.LSTM(options.units, return_sequences=True, name="reader")(x)
    x = layers.Dropout(options.dropout)(layers.GlobalAveragePooling1D()(x))
    deep = layers.Dense(1, name="deep")(x)
    table = layers.Embedding(options.rows, 1, mask_zero=True, name="table", trainable=False)
    mean = layers.GlobalAveragePooling1D(name="mean_weight")(table(rows))
    wide = layers.Multiply(name="wide")([mean, scale])
    both = layers.Concatenate(name="both")([wide, deep])
    answer = layers.Dense(1, activation="sigmoid", name="answer", trainable=False)(both)
    return Model([ids, rows, scale], answer)


def begin(model: Any, start: Start) -> Any:
    """Fit the wide half, make the word vectors, and return the deep half for the epochs."""
    from keras import Model, layers

    options = start.options
    start.say("weights of word sequences")
    phrases = short_phrases()
    rows = fit_row_weights(
        chain(_bags(start.columns, start), _bags(phrases, start)),
        np.concatenate([start.target, phrases["label"]]),
        np.concatenate([start.weights, np.ones(len(phrases["label"]))]),
        options,
    )
    model.get_layer("table").set_weights([rows[:-1, None]])
    start.say("word vectors")
    ids = np.concatenate([encoded[0] for encoded in in_pieces(start.columns, start.encode)])
    table = next(layer for layer in model.layers if isinstance(layer, layers.Embedding))
    vectors = word_vectors(ids, options.vocabulary_size + 1, options.embedding, start.seed)
    table.set_weights([vectors])
    model.get_layer("answer").set_weights([np.array([[0.5], [0.5]]), rows[-1:] / 2])
    chance = layers.Activation("sigmoid")(model.get_layer("deep").output)
    return Model(model.inputs[0], chance)


def _bags(columns: Columns, start: Start) -> Iterator[Integers]:
    return (encoded[1] for encoded in in_pieces(columns, start.encode))


def is_whole(columns: Columns) -> NDArray[np.bool_]:
    """Return which reviews are whole (N,): one cut after 50 words keeps the label of all of it."""
    return np.asarray(columns["source"].astype(str) != "yelp_truncated_50_tokens")


SPECS = (
    ModelSpec(
        name="sentiment-best",
        title="Wide and deep",
        task="sentiment",
        dataset="reviews",
        reads=("text",),
        target="label",
        options=BestOptions(),
        recipe=Recipe(
            loss="binary_crossentropy", epochs=4, batch=192, learning_rate=0.002,
            validation=0.08, cools=True, averaged=0.998,
        ),
        build=build_best,
        encode=encode,
        words=("text",),
        spelling="plain",
        weigh=review_weights,
        begin=begin,
        last_lesson=last_lesson,
        trusted=is_whole,
        mixed="both",
        reference=Reference(
            {"loss": 0.2224, "accuracy": 0.9228},
            "the lecture\u2019s LSTM: 560,000 Yelp reviews, a fifth of the training file held out",
        ),
    ),
)  # fmt: skip
