"""The lecture's four sentiment models side by side (lecture sections "Yelp with …").

Every builder has exactly the lecture's layers and parameter counts. What differs costs no
parameter: the mask, padding on the other side, pooling over tokens, dropout while training.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference
from core.review_weights import review_weights
from core.text import Side, Vocabulary, pad


@dataclass(frozen=True)
class SentimentOptions:
    """What shapes a sentiment model; the defaults are the lecture's.

    Attributes:
        vocabulary_size: V; the embedding table has V + 1 rows.
        length: T, tokens read of a review.
        embedding: E, size of a word vector.
        units: P, cells of the recurrent (or dense) layer.
        filters, kernel_size: Of the convolution.
        keep: Which part of a longer review is read; the lecture keeps the start.
        padding: On which side short reviews are padded.
        dropout: Share of each word vector hidden while training.
        mask: Whether the recurrent layers skip padding; the lecture's read it like words.
    """

    vocabulary_size: int = 10_000
    length: int = 100
    embedding: int = 50
    units: int = 10
    filters: int = 5
    kernel_size: int = 2
    keep: Side = "both"
    padding: Literal["before", "after"] = "after"
    dropout: float = 0.5
    mask: bool = True


def encode(
    columns: Columns, options: SentimentOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[np.int32]]:
    """Return the ids of `columns["text"]`, (N, T). A text without tokens reads as one unknown."""
    assert_vocabulary = vocabulary or Vocabulary((), options.vocabulary_size)
    sequences = [
        assert_vocabulary.encode(text) or [assert_vocabulary.unknown] for text in columns["text"]
    ]
    return (pad(sequences, options.length, keep=options.keep, side=options.padding),)


def build_mlp(options: SentimentOptions) -> Any:
    """Return Embedding – mean over the tokens – Dense – Dense: 500,571 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(options.vocabulary_size + 1, options.embedding, mask_zero=True),
            layers.GlobalAveragePooling1D(),
            layers.Dropout(options.dropout),
            layers.Dense(options.units, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def build_rnn(options: SentimentOptions) -> Any:
    """Return Embedding – SimpleRNN(10) – SimpleRNN(1): 500,672 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(
                options.vocabulary_size + 1, options.embedding, mask_zero=options.mask
            ),
            layers.SpatialDropout1D(options.dropout),
            layers.SimpleRNN(options.units, return_sequences=True),
            layers.SimpleRNN(1, activation="sigmoid"),
        ]
    )


def build_conv(options: SentimentOptions) -> Any:
    """Return Embedding – Conv1D(5, 2) – SimpleRNN(10) – SimpleRNN(1): 500,727 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(options.vocabulary_size + 1, options.embedding),
            layers.SpatialDropout1D(options.dropout),
            layers.Conv1D(options.filters, options.kernel_size),
            layers.SimpleRNN(options.units, return_sequences=True),
            layers.SimpleRNN(1, activation="sigmoid"),
        ]
    )


def build_lstm(options: SentimentOptions) -> Any:
    """Return Embedding – LSTM(10) – LSTM(1): 502,538 parameters."""
    from keras import Input, Sequential, layers

    return Sequential(
        [
            Input((None,), dtype="int32"),
            layers.Embedding(
                options.vocabulary_size + 1, options.embedding, mask_zero=options.mask
            ),
            layers.SpatialDropout1D(options.dropout),
            layers.LSTM(options.units, return_sequences=True),
            layers.LSTM(1, activation="sigmoid"),
        ]
    )


_RECIPE = Recipe(
    loss="binary_crossentropy", epochs=7, batch=256, learning_rate=0.003, patience=3,
    validation=0.08, cools=True, averaged=0.998,
)  # fmt: skip
_LECTURE_PROTOCOL = (
    "560,000 Yelp reviews, a fifth of the training file held out, padded and cut at the end"
)
_NO_MASK = (
    "Padding at the end without a mask lets zeros change the state after the text has ended; "
    "here a mask, which costs no parameter, skips them."
)

_CUT = (
    "The lecture reads the first 100 tokens, and nearly half of the Yelp reviews are longer. "
    "Reading the first and the last 100 costs no parameter either."
)


def _spec(
    name: str, title: str, build: Any, loss: float, accuracy: float, **more: Any
) -> ModelSpec:
    return ModelSpec(
        name=name,
        title=title,
        task="sentiment",
        dataset="reviews",
        reads=("text",),
        target="label",
        build=build,
        encode=encode,
        words=("text",),
        weigh=review_weights,
        reference=Reference({"loss": loss, "accuracy": accuracy}, _LECTURE_PROTOCOL),
        **{"options": SentimentOptions(), "recipe": _RECIPE, **more},
    )


SPECS = (
    _spec(
        "sentiment-mlp", "MLP", build_mlp, 0.6664, 0.5872,
        faults=(
            "The lecture's MLP never pools over time: it gives one probability per token, and "
            "Keras 2 quietly compared each with the review's label. Averaging the word vectors "
            "first costs no parameter and makes it a strong model.",
            _CUT,
        ),
        options=SentimentOptions(length=200),
    ),
    _spec(
        "sentiment-rnn", "RNN", build_rnn, 0.4497, 0.8164,
        options=SentimentOptions(dropout=0.3), faults=(_NO_MASK,),
    ),
    _spec(
        "sentiment-conv", "Conv1D + RNN", build_conv, 0.4488, 0.8257,
        options=SentimentOptions(dropout=0.3, padding="before"), recipe=replace(_RECIPE, epochs=3),
        faults=(
            "A convolution drops the mask, so here the padding stands before the text and the "
            "last thing the recurrent layer reads is always a word.",
        ),
    ),
    _spec(
        "sentiment-lstm", "LSTM", build_lstm, 0.2224, 0.9228,
        options=SentimentOptions(length=200), faults=(_NO_MASK, _CUT),
    ),
)  # fmt: skip
