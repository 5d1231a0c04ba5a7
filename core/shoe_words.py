"""What a shoe's brand, categories, colours and sizes say, read from what people wrote there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WIDE = re.compile(r"\d\s*(?:\d?[WE]+|XX?-?Wide|Wide|Extra Wide)\b|\bwide\b", re.IGNORECASE)
_NARROW = re.compile(r"\d\s*(?:\d?[NAS])\b|\bnarrow\b|\(N\)", re.IGNORECASE)

AMERICAN, EUROPEAN = (1.0, 17.0), (33.0, 46.0)  # sizes of women's shoes, smallest and largest
_EUROPEAN_IS_MORE = 30.5  # European size - American size, about

KINDS: Mapping[str, tuple[str, ...]] = {
    "boots": ("boot", "boots", "bootie", "booties"),
    "sandals": ("sandal", "sandals", "flip", "flops", "slides"),
    "slippers": ("slipper", "slippers"),
    "flats": ("flat", "flats", "loafers", "moccasins", "ons"),
    "heels": ("heel", "heels", "pump", "pumps", "wedges"),
    "dress": ("dress", "bridal", "evening"),
    "casual": ("casual",),
    "athletic": ("athletic", "sneaker", "sneakers", "running", "sport", "sports"),
    "comfort": ("comfort", "work", "occupational", "safety", "clogs"),
    "premium": ("premium", "designer", "luxury"),
}
GENERAL = frozenset(
    (
        "all",
        "and",
        "for",
        "s",
        "the",
        "clothing",
        "shoes",
        "shoe",
        "women",
        "womens",
        "women's",
        "apparel",
        "accessories",
    )
)
COLOURS: Mapping[str, tuple[str, ...]] = {
    "black": ("black", "onyx", "jet", "blk"),
    "white": ("white", "ivory", "cream", "bone", "pearl"),
    "brown": ("brown", "chocolate", "chestnut", "mocha", "espresso", "coffee", "bark"),
    "tan": ("tan", "camel", "cognac", "whiskey", "caramel", "saddle", "honey"),
    "beige": ("beige", "nude", "natural", "sand", "champagne", "khaki", "linen"),
    "taupe": ("taupe", "stone", "mushroom"),
    "grey": ("grey", "gray", "charcoal", "pewter", "smoke", "slate"),
    "silver": ("silver", "chrome", "steel"),
    "gold": ("gold", "bronze", "copper"),
    "blue": ("blue", "navy", "denim", "teal", "turquoise", "aqua", "indigo", "royal"),
    "red": ("red", "wine", "burgundy", "bordeaux", "berry"),
    "pink": ("pink", "blush", "rose", "fuchsia", "coral", "mauve", "magenta"),
    "green": ("green", "olive", "mint", "emerald", "moss"),
}
MATERIALS: Mapping[str, tuple[str, ...]] = {
    "leather": ("leather", "nappa", "lambskin", "calf"),
    "suede": ("suede", "nubuck", "suedette", "microsuede", "oiled"),
    "patent": ("patent", "pat"),
    "fabric": ("fabric", "textile", "canvas", "mesh", "knit", "satin", "velvet", "nylon"),
    "shine": ("glitter", "metallic", "sequins", "shimmer", "hologram", "rhinestone"),
}


def brand_key(brand: str) -> str:
    """Return the name under which a brand is looked up: lower case, single spaces."""
    return " ".join(brand.lower().split())


def entries(cell: str) -> list[str]:
    """Return what is written between the commas of a cell, without empty places."""
    return [part.strip() for part in cell.split(",") if part.strip()]


def plain_letters(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _LETTERS.findall(text.lower())


def groups_of(words: list[str], lexicon: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return which groups of a lexicon the words belong to."""
    found = set(words)
    return {name for name, members in lexicon.items() if not found.isdisjoint(members)}


@dataclass(frozen=True)
class Sizes:
    """The sizes of one shoe.

    Attributes:
        american: Every size that could be read, as an American one.
        european: How many of them were given as European sizes.
        wide, narrow: How many are for wide and for narrow feet.
        unread: What could not be read, or is no size of a shoe, as it was written.
    """

    american: tuple[float, ...]
    european: int
    wide: int
    narrow: int
    unread: tuple[str, ...]


def read_sizes(cell: str) -> Sizes:
    """Return what a cell such as "8.5M,US 9,39" says; European sizes are turned into American.

    The first number of every entry counts, if it is a size of a shoe: 1 to 17 or 33 to 46.
    """
    american, european, unread = [], 0, []
    parts = entries(cell)
    for part in parts:
        number = _NUMBER.search(part)
        size = float(number[0]) if number and len(number[0]) < 6 else 0.0
        if AMERICAN[0] <= size <= AMERICAN[1]:
            american.append(size)
        elif EUROPEAN[0] <= size <= EUROPEAN[1]:
            american.append(size - _EUROPEAN_IS_MORE)
            european += 1
        else:
            unread.append(part)
    wide = sum(bool(_WIDE.search(part)) for part in parts)
    narrow = sum(bool(_NARROW.search(part)) for part in parts)
    return Sizes(tuple(american), european, wide, narrow, tuple(unread))
