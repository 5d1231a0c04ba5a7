"""A shoe as a bag of what is said about it: words, word pairs, brand, colours, as rows of a table.

The rows are drawn by a checksum of the words, so that they are the same in every process; two
things may share a row, which with a quarter of a million rows is rare.
"""

from __future__ import annotations

import zlib
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.contracts import Columns
from core.shoe_words import brand_key, plain_letters
from core.text import words

_MOST = 100  # words of a title, and of the colours, that count


def said_of(title: str, brand: str, colors: str) -> list[str]:
    """Return everything that has a weight of its own, each once, in the order of the title."""
    found = words(title)[:_MOST]
    pairs = [f"{first} {second}" for first, second in pairwise(found)]
    key = brand_key(brand)
    named = [f"brand:{key}"] if key else []
    return list(dict.fromkeys([*found, *pairs, *named, *_colours(colors)]))


def _colours(colors: str) -> list[str]:
    return [f"colour:{word}" for word in plain_letters(colors)[:_MOST]]


def row_of(said: str, rows: int) -> int:
    """Return the row of one thing that is said: 1 to `rows` - 1."""
    return zlib.crc32(said.encode("utf-8", "replace")) % (rows - 1) + 1


def bags(columns: Columns, rows: int) -> NDArray[np.int32]:
    """Return the rows of everything said of every shoe, (N, G), 0 behind them."""
    described = zip(columns["name"], columns["brand"], columns["colors"], strict=True)
    found = [[row_of(said, rows) for said in said_of(*shoe)] for shoe in described]
    width = max(map(len, found), default=0) or 1
    table = np.zeros((len(found), width), np.int32)
    for place, bag in enumerate(found):
        table[place, : len(bag)] = bag
    return table
