"""The lecture's four sentiment models side by side (lecture sections "Yelp with …").

Every builder has exactly the lecture's layers and parameter counts. What differs costs no
parameter: the mask, padding on the other side, pooling over tokens, dropout while training.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, ModelSpec, Recipe, Reference
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
            layers.Embedding(options.vocabulary_size + 1, options.embedding, mask_zero=True),
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
            layers.Embedding(options.vocabulary_size + 1, options.embedding, mask_zero=True),
            layers.SpatialDropout1D(options.dropout),
            layers.LSTM(options.units, return_sequences=True),
            layers.LSTM(1, activation="sigmoid"),
        ]
    )
