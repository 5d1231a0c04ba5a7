"""The price of a shoe as well as we can: wide and deep, on what is said and on the table.

Wide: a ridge regression on words, word pairs, brand, colours and the 84 numbers. Deep: the
lecture's network. The answer is the weighted mean of the two. That the lecture's network is the
better deep half, and how much the wide one counts, was found on training products held out for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns, Reference, Start
from core.shoe_bag import bags
from core.shoe_layers import read_title, say_price
from core.shoe_ridge import fit_ridge
from core.shoe_spec import price_recipe, price_spec, start_at_usual_price, title_ids
from core.shoe_table import TABLE, TITLE, WIDTH, ShoeTable
from core.text import Side, Vocabulary

SAID, SCALE = "said", "scale"


@dataclass(frozen=True)
class BestOptions:
    """What shapes the model.

    Attributes:
        vocabulary_size: V; the table of word vectors has V + 1 rows.
        length: T, words read of a title.
        embedding: E, size of a word vector.
        units: P, cells of the LSTM.
        dense: Neurons of the layers between the two inputs and the price.
        rows: Rows of the table of what is said.
        penalty: Of the ridge regression.
        numbers: What one of the 84 numbers counts in it beside one word.
        share: What the wide half counts in the answer, 0 to 1.
        keep: Which part of a longer title is read.
        dropout: Share hidden while training.
        table: The encoder of the 84 numbers.
    """

    vocabulary_size: int = 3000
    length: int = 100
    embedding: int = 50
    units: int = 10
    dense: tuple[int, ...] = (100, 20, 5)
    rows: int = 2**18
    penalty: float = 1.0
    numbers: float = 0.05
    share: float = 0.6
    keep: Side = "start"
    dropout: float = 0.3
    table: ShoeTable = field(default_factory=ShoeTable)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dense", tuple(self.dense))
        if not isinstance(self.table, ShoeTable):
            object.__setattr__(self, "table", ShoeTable.stored(self.table))


def encode(
    columns: Columns, options: BestOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[Any], ...]:
    """Return word ids (N, T), the table (N, 84), rows of what is said (N, G), a scale (N, 1).

    The scale is √G: it turns the mean of G weights into their sum divided by √G.
    """
    ids = title_ids(columns, options, vocabulary)
    said = bags(columns, options.rows)
    scale = np.sqrt((said != 0).sum(axis=1, keepdims=True)).astype(np.float32)
    return ids, options.table.encode(columns), said, scale


def build_best(options: BestOptions) -> Any:
    """Return the Keras model; `wide` and `deep` are logarithms of prices, `price` weighs them."""
    from keras import Input, Model, layers

    ids = Input((options.length,), dtype="int32", name=TITLE)
    table = Input((WIDTH,), name=TABLE)
    said = Input((None,), dtype="int32", name=SAID)
    scale = Input((1,), name=SCALE)
    x = layers.Concatenate()([read_title(ids, options), table])
    deep = say_price(x, options.dense, "deep")
    weights = layers.Embedding(options.rows, 1, mask_zero=True, name="weights", trainable=False)
    mean = layers.GlobalAveragePooling1D(name="mean_weight")(weights(said))
    spoken = layers.Multiply(name="spoken")([mean, scale])
    counted = layers.Dense(1, name="counted", trainable=False)(table)
    wide = layers.Add(name="wide")([spoken, counted])
    both = layers.Concatenate(name="both")([wide, deep])
    return Model([ids, table, said, scale], layers.Dense(1, name="price", trainable=False)(both))


def begin(model: Any, start: Start) -> Any:
    """Fit the wide half and return the deep half for the epochs."""
    from keras import Model

    options = start.options
    start.say("ridge regression")
    _, table, said, _ = start.encode(start.columns)
    found = fit_ridge(said, table, start.target, start.weights, options)
    model.get_layer("weights").set_weights([found.said[:, None]])
    model.get_layer("counted").set_weights([found.table[:, None], np.array([found.usual])])
    share = np.array([[options.share], [1 - options.share]])
    model.get_layer("price").set_weights([share, np.zeros(1)])
    last = model.get_layer("deep")
    start_at_usual_price(last, start)
    return Model(model.inputs[:2], last.output)


SPECS = (
    price_spec(
        "shoes-best",
        "Wide and deep",
        options=BestOptions(),
        recipe=price_recipe(epochs=40, learning_rate=0.002, patience=8),
        build=build_best,
        encode=encode,
        begin=begin,
        reference=Reference(protocol="not in the lecture"),
    ),
)
