"""Women's shoes with a price (lecture "Play with it"): Datafiniti when present, else ours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.contracts import REAL, SAMPLE, Dataset, DatasetSpec
from core.errors import MissingData
from core.price_column import prices_of
from core.settings import settings
from core.tables import read_only, read_table

_FILE = "shoes/womens_shoes.csv.gz"
_DESCRIPTION = ["name", "brand", "categories", "colors", "sizes"]


def load(rows: int | None = None) -> Dataset:
    """Return the description of every shoe, its `price` in US dollars and its `group`.

    The same product is offered many times; all its offers share a group, so that a split by groups
    never measures on a product seen in training. The price is the middle of its stated range.

    Raises:
        InvalidInput: A price is not a positive number (row and column named).
    """
    try:
        table, origin = _real_shoes(), REAL
        note = "Offers of women's shoes, June 2019 (Datafiniti)."
    except MissingData:
        table, origin = _sample_shoes(), SAMPLE
        note = f"{len(table)} shoes invented for this product."
    table = table.sample(frac=1, random_state=0, ignore_index=True)[:rows]
    return Dataset("shoes", origin, note, read_only({str(n): table[n].to_numpy() for n in table}))


def _real_shoes() -> pd.DataFrame:
    path = settings().data_root / _FILE
    stored = read_table(path, [*_DESCRIPTION, "price_min", "price_max", "product_id"])
    table = stored[_DESCRIPTION].copy()
    table["price"] = prices_of(stored)
    table["group"] = pd.factorize(stored["product_id"])[0]
    return table


def _sample_shoes() -> pd.DataFrame:
    stored = read_table(settings().samples / "shoes.csv", [*_DESCRIPTION, "price"])
    table = stored[_DESCRIPTION].copy()
    table["price"] = prices_of(stored)
    table["group"] = np.arange(len(table))
    return table


SPECS = (
    DatasetSpec(
        name="shoes",
        title="Women's shoes",
        task="price",
        fields={
            "name": "text", "brand": "name", "categories": "name", "colors": "name",
            "sizes": "name", "price": "number",
        },
        source="Datafiniti women's shoes (June 2019); without them, shoes invented for this "
        "product.",
        licence="Datafiniti: CC BY-NC-SA. Own rows: MIT.",
        files=(_FILE,),
        stand_in=SAMPLE,
        load=load,
    ),
)  # fmt: skip
