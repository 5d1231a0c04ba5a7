"""The 84 numbers beside the title of a shoe, and the one encoder that makes them.

What is learnt from the training products (the brands, what is usual) is a `ShoeTable`, saved with
the model; the same `encode` serves training and answering. Nothing here has seen a price.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core.contracts import Columns, Floats
from core.shoe_words import (
    COLOURS,
    GENERAL,
    KINDS,
    MATERIALS,
    Sizes,
    brand_key,
    entries,
    groups_of,
    plain_letters,
    read_sizes,
)

READS = ("brand", "categories", "colors", "sizes")  # in the order of the columns
NAMED_BRANDS = 38
WIDTH = 84
TITLE, TABLE = "title", "table"  # names of the inputs of a network


@dataclass(frozen=True)
class Column:
    """One of the 84 numbers: which field it is made of, its name, and what it says."""

    field: str
    name: str
    says: str


@dataclass(frozen=True)
class ShoeTable:
    """What the encoder has learnt from the training products.

    Attributes:
        brands: Every brand it has met with two products or more, the one with most first; the
            first 38 have a column of their own. One that was met once is read as unknown: so the
            models learn what to make of a brand that they do not know.
        center, spread: (84,) mean and standard deviation of every column; zeros and ones leave the
            columns as they are. A column that was the same for all products has spread 0 and stays
            0: nothing could be learnt about it.
    """

    brands: tuple[str, ...] = ()
    center: tuple[float, ...] = (0.0,) * WIDTH
    spread: tuple[float, ...] = (1.0,) * WIDTH

    @classmethod
    def fit(cls, columns: Columns) -> ShoeTable:
        """Return an encoder that has met the products of `columns`; each counts once."""
        first = np.unique(columns["group"], return_index=True)[1]
        rows = {name: columns[name][first] for name in READS}
        counts = Counter(brand_key(brand) for brand in rows["brand"])
        counts.pop("", None)
        often = sorted(counts.items(), key=lambda b: (-b[1], b[0]))
        brands = tuple(name for name, products in often if products > 1)
        raw = cls(brands).encode(rows)
        return cls(brands, _plain(raw.mean(axis=0)), _plain(raw.std(axis=0)))

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> ShoeTable:
        """Return what was written as plain values."""
        return cls(**{name: tuple(value) for name, value in values.items()})

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The 84 columns in order."""
        return (*self._brand_columns(), *_CATEGORY, *_COLOUR, *_MATERIAL, *_SIZE)

    @cached_property
    def _known(self) -> dict[str, int]:
        return {brand: place for place, brand in enumerate(self.brands)}

    def knows(self, brand: str) -> bool:
        """Return whether several products of this brand were among those it learnt from."""
        return brand_key(brand) in self._known

    def encode(self, columns: Columns) -> Floats:
        """Return (N, 84) numbers, each minus its mean and divided by its spread."""
        rows = zip(*(columns[name] for name in READS), strict=True)
        raw = np.array([self._row(*map(str, row)) for row in rows], np.float64).reshape(-1, WIDTH)
        spread = np.asarray(self.spread)
        off = raw - np.asarray(self.center)
        scaled = np.divide(off, spread, out=np.zeros_like(off), where=spread > 0)
        return np.clip(scaled, -10, 10).astype(np.float32)

    def _row(self, brand: str, categories: str, colors: str, sizes: str) -> list[float]:
        return [
            *self._brand(brand),
            *_categories(categories),
            *_colours(colors),
            *_sizes(read_sizes(sizes)),
        ]

    def _brand(self, brand: str) -> list[float]:
        values = [0.0] * (NAMED_BRANDS + 2)
        place = self._known.get(brand_key(brand))
        if place is None:
            values[-1] = 1.0
        else:
            values[min(place, NAMED_BRANDS)] = 1.0
        return values

    def _brand_columns(self) -> tuple[Column, ...]:
        named = [*self.brands[:NAMED_BRANDS]]
        named += [f"(no brand {place})" for place in range(len(named), NAMED_BRANDS)]
        return (
            *(Column("brand", name, f"1 if the brand is {name}") for name in named),
            Column("brand", "another brand", "1 for a brand that is known, but has no own column"),
            Column("brand", "unknown brand", "1 for a brand that was met once or never, or none"),
        )


def learn(columns: Columns, options: Any) -> Any:
    """Return a model's options with an encoder that has met the training products."""
    return replace(options, table=ShoeTable.fit(columns))


def _plain(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)


def _flags(found: set[str], names: Iterable[str]) -> list[float]:
    return [float(name in found) for name in names]


def _categories(cell: str) -> list[float]:
    words = plain_letters(cell)
    known = {word for members in KINDS.values() for word in members}
    others = {word for word in words if word not in known and word not in GENERAL}
    return [
        *_flags(groups_of(words, KINDS), KINDS),
        float(np.log1p(len(entries(cell)))),
        float(np.log1p(len(others))),
    ]


def _colours(cell: str) -> list[float]:
    words, given = plain_letters(cell), entries(cell)
    found = groups_of(words, COLOURS)
    return [
        *_flags(found, COLOURS),
        float(bool(words) and not found),
        float(not words),
        float(np.log1p(len(given))),
        *_flags(groups_of(words, MATERIALS), MATERIALS),
    ]


def _sizes(sizes: Sizes) -> list[float]:
    read = np.array(sizes.american)
    count = len(read) + len(sizes.unread)
    if not len(read):
        is_given = float(count > 0)
        return [float(np.log1p(count)), *_USUAL_SIZE, 0.0, 0.0, 0.0, 1 - is_given, is_given]
    return [
        float(np.log1p(count)),
        float(read.min()),
        float(read.max()),
        float(read.mean()),
        float(read.std()),
        float(np.mean(read % 1 != 0)),
        sizes.wide / count,
        sizes.narrow / count,
        sizes.european / count,
        0.0,
        len(sizes.unread) / count,
    ]


_USUAL_SIZE = (8.0, 8.0, 8.0, 0.0, 0.0)  # smallest, largest, mean, spread, half: where none is told
_CATEGORY = (
    *(Column("categories", k, f"1 if a category says {k}, or a word like it") for k in KINDS),
    Column("categories", "categories", "log(1 + how many categories are given)"),
    Column("categories", "other words", "log(1 + how many words of them are none of these)"),
)
_COLOUR = (
    *(Column("colors", k, f"1 if a colour is {k}, or a shade of it") for k in COLOURS),
    Column("colors", "another colour", "1 if colours are given, but none of these"),
    Column("colors", "no colour", "1 if no colour is given"),
    Column("colors", "colours", "log(1 + how many colours are given)"),
)
_MATERIAL = tuple(
    Column("colors", k, f"1 if a colour is called {k}, or a word like it") for k in MATERIALS
)
_SIZE = (
    Column("sizes", "sizes", "log(1 + how many sizes are given)"),
    Column("sizes", "smallest size", "the smallest, as an American size"),
    Column("sizes", "largest size", "the largest"),
    Column("sizes", "mean size", "their mean"),
    Column("sizes", "spread of sizes", "their standard deviation"),
    Column("sizes", "half sizes", "which share are half sizes"),
    Column("sizes", "wide", "which share are for wide feet"),
    Column("sizes", "narrow", "which share are for narrow feet"),
    Column("sizes", "European", "which share were given as European sizes"),
    Column("sizes", "no size", "1 if no size is given"),
    Column("sizes", "unread sizes", "which share are no sizes of a shoe"),
)
