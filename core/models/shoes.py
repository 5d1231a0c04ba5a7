"""The lecture's price of a shoe: an LSTM reads the title, beside a table ("Play with it").

The title goes through Embedding – LSTM – Flatten, is joined with 84 numbers about brand, category,
colour and sizes, and ends in Dense 100 – 20 – 5 – 1, the logarithm of the price.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from numpy.typing import NDArray

from core.contracts import Columns, Reference, Start
from core.shoe_layers import read_title, say_price
from core.shoe_spec import price_recipe, price_spec, start_at_usual_price, title_ids
from core.shoe_table import TABLE, TITLE, WIDTH, ShoeTable
from core.text import Side, Vocabulary


@dataclass(frozen=True)
class ShoesOptions:
    """What shapes the model; the defaults are the lecture's.

    Attributes:
        vocabulary_size: V; the embedding table has V + 1 rows.
        length: T, words read of a title; shorter ones are padded behind.
        embedding: E, size of a word vector.
        units: P, cells of the LSTM.
        dense: Neurons of the layers between the two inputs and the price.
        reads: Whether both inputs are there, or only one of them (to see what each is worth).
        keep: Which part of a longer title is read.
        dropout: Share hidden while training.
        table: The encoder of the 84 numbers.
    """

    vocabulary_size: int = 3000
    length: int = 100
    embedding: int = 50
    units: int = 10
    dense: tuple[int, ...] = (100, 20, 5)
    reads: Literal["both", "title", "table"] = "both"
    keep: Side = "start"
    dropout: float = 0.3
    table: ShoeTable = field(default_factory=ShoeTable)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dense", tuple(self.dense))
        if not isinstance(self.table, ShoeTable):
            object.__setattr__(self, "table", ShoeTable.stored(self.table))


def encode(
    columns: Columns, options: ShoesOptions, vocabulary: Vocabulary | None
) -> tuple[NDArray[Any], ...]:
    """Return word ids (N, T) and the table (N, 84). A title without words reads as one unknown."""
    ids = title_ids(columns, options, vocabulary)
    both = {TITLE: ids, TABLE: options.table.encode(columns)}
    return tuple(both.values()) if options.reads == "both" else (both[options.reads],)


def build_shoes(options: ShoesOptions) -> Any:
    """Return the lecture's layers: a title and a table, joined, then Dense down to the price."""
    from keras import Input, Model, layers

    inputs, parts = [], []
    if options.reads != TABLE:
        title = Input((options.length,), dtype="int32", name=TITLE)
        inputs, parts = [title], [read_title(title, options)]
    if options.reads != TITLE:
        table = Input((WIDTH,), name=TABLE)
        inputs, parts = [*inputs, table], [*parts, table]
    x = layers.Concatenate()(parts) if len(parts) > 1 else parts[0]
    return Model(inputs, say_price(x, options.dense, "price"))


def begin(model: Any, start: Start) -> Any:
    """Let the network start at the usual price: the last bias is the mean of the logarithms."""
    start_at_usual_price(model.get_layer("price"), start)
    return model


SPECS = (
    price_spec(
        "shoes-price",
        "LSTM + MLP",
        options=ShoesOptions(),
        recipe=price_recipe(epochs=40, learning_rate=0.002, patience=8),
        build=build_shoes,
        encode=encode,
        begin=begin,
        reference=Reference(protocol="the lecture shows the network and prints no figure"),
        faults=(
            "A title has nine words and the network reads a hundred places: nine tenths of what "
            "Flatten hands on is what the LSTM makes of padding. It is kept, as in the lecture.",
            "About two thousand products are few for a hundred thousand weights in one layer: "
            "without dropout and an early stop it learns them by heart. Even so it is only a "
            "little ahead of a linear model on the words of the title.",
        ),
    ),
)
