"""A shoe as a visitor describes it: a title and what the table of 84 numbers is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.asked import Asked
from core.contracts import Columns
from core.errors import InvalidInput
from core.settings import settings
from core.shoe_words import entries

MODELS = ("shoes-price", "shoes-best")
MOST_ENTRIES, LONGEST_ENTRY = 24, 60
LISTS = ("categories", "colors", "sizes")
# Every product of the data is filed under these; what a visitor adds stands beside them.
FILED_UNDER = ("Clothing", "Shoes", "Womens Shoes", "All Womens Shoes")


@dataclass(frozen=True)
class Shoe:
    """What is said of one shoe, in the raw fields that the encoder reads.

    Attributes:
        title: What the LSTM reads.
        brand: One name, or nothing.
        categories: What it is filed under beside `FILED_UNDER`, which every shoe is.
        colors, sizes: What stands between the commas of such a cell.
    """

    title: str = ""
    brand: str = ""
    categories: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return not (self.title.strip() or self.brand.strip() or any(self.lists.values()))

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """Field -> its entries."""
        return {name: getattr(self, name) for name in LISTS}


@dataclass(frozen=True)
class ShoeRequest:
    """A shoe and the model that is asked for its price.

    Raises:
        InvalidInput: There is no such model.
    """

    shoe: Shoe
    model: str = MODELS[0]

    def __post_init__(self) -> None:
        """Check the model; raises `InvalidInput`."""
        if self.model not in MODELS:
            raise InvalidInput(f"No model of prices has this name. Known are {', '.join(MODELS)}.")

    @classmethod
    def of(cls, asked: Any) -> ShoeRequest:
        """Return the request of a list: title, brand, three lists of entries, a model.

        What a page sends may be anything; what is no text counts as nothing said.
        """
        if not isinstance(asked, Sequence) or isinstance(asked, str) or len(asked) != 6:
            raise InvalidInput("A title, a brand, categories, colours, sizes and a model.")
        title, brand, *lists, model = asked
        shoe = Shoe(
            _text(title, settings().text_limit), _text(brand, LONGEST_ENTRY), *map(_entries, lists)
        )
        return cls(shoe, model if isinstance(model, str) else "")


@dataclass(frozen=True)
class ShoeVisit:
    """What a link asks for, checked; `remarks` say what in it could not be used."""

    request: ShoeRequest
    remarks: tuple[str, ...] = ()


def shoe_visit(query: Mapping[str, Any], otherwise: Shoe) -> ShoeVisit:
    """Return what a link asks for; a link that describes no shoe asks for `otherwise`."""
    asked = Asked.of(query)
    limit = settings().link_limit
    cells = {name: asked.text(name, "", limit) for name in ("title", "brand", *LISTS)}
    shoe = otherwise
    if any(name in asked.values for name in cells):
        shoe = Shoe(
            cells["title"],
            cells["brand"][:LONGEST_ENTRY],
            *(_entries(entries(cells[name])) for name in LISTS),
        )
    model = asked.choice("model", MODELS, MODELS[0])
    return ShoeVisit(ShoeRequest(shoe, model), tuple(asked.remarks))


def columns_of(shoes: Sequence[Shoe]) -> Columns:
    """Return shoes as the models read them: one array of cells (N,) per field."""
    always = {"categories": FILED_UNDER}
    cells = {
        name: [", ".join((*always.get(name, ()), *shoe.lists[name])) for shoe in shoes]
        for name in LISTS
    }
    cells |= {"name": [shoe.title for shoe in shoes], "brand": [shoe.brand for shoe in shoes]}
    return {name: np.array(values, object) for name, values in cells.items()}


def without(shoe: Shoe, field: str, place: int) -> Shoe:
    """Return the shoe without one entry of a list."""
    kept = shoe.lists[field]
    rest: dict[str, Any] = {field: kept[:place] + kept[place + 1 :]}
    return replace(shoe, **rest)


def _text(value: Any, limit: int) -> str:
    return value[:limit] if isinstance(value, str) else ""


def _entries(value: Any) -> tuple[str, ...]:
    """Return the entries of a list; a comma inside one would make two of it."""
    given = value if isinstance(value, list | tuple) else []
    texts = [one.replace(",", " ").strip()[:LONGEST_ENTRY] for one in given if isinstance(one, str)]
    return tuple(text for text in texts if text)[:MOST_ENTRIES]
