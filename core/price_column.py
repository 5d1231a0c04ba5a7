"""The price of every row of a table: one column, or the middle of a stated range."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.contracts import Floats
from core.errors import InvalidInput

PRICE, RANGE = "price", ("price_min", "price_max")


def prices_of(table: pd.DataFrame) -> Floats:
    """Return prices in dollars (N,).

    Raises:
        InvalidInput: There is no column of prices, or one is not a number above 0 (row and column
            named).
    """
    if PRICE in table.columns:
        return _dollars(table, PRICE)
    if not set(RANGE) <= set(table.columns):
        raise InvalidInput(
            f"There is no column {PRICE}, and no {' and '.join(RANGE)} either. "
            "Name the columns in the first line of the file."
        )
    low, high = (_dollars(table, name) for name in RANGE)
    return (low + high) / 2


def _dollars(table: pd.DataFrame, column: str) -> Floats:
    found = pd.to_numeric(table[column], errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(found) & (found > 0)))
    if len(wrong):
        cell = str(table[column].iloc[int(wrong[0])])[:40]
        raise InvalidInput(
            f"Row {int(wrong[0]) + 1}, column {column}: {cell!r} is not a price. "
            "Write a number above 0."
        )
    return found
