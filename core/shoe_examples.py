"""Shoes written for Unrolled: none of them is for sale, and no title is one of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.shoe_request import Shoe


@dataclass(frozen=True)
class Example:
    """A shoe and what there is to see in it."""

    shoe: Shoe
    why: str


EXAMPLES: Mapping[str, Example] = {
    "Leather boot": Example(
        Shoe("Women's tall leather riding boot with side zip", "Naturalizer", (),
             ("Black leather",), ("8",)),
        "Take the word leather away, then the colour. Then file it under Boots: hardly any "
        "product is, so the network has little to go by.",
    ),
    "The cheap cousin": Example(
        Shoe("Women's faux suede ankle bootie with chunky heel", "Soda", (),
             ("Black",), ("8",)),
        "Nearly the same shoe in other words. What does the word faux do?",
    ),
    "Running shoe": Example(
        Shoe("Women's lightweight mesh running shoe", "Asics", (), ("Grey",), ("7.5",)),
        "Change the brand and leave everything else as it is.",
    ),
    "Wide clog": Example(
        Shoe("Women's slip resistant work clog for long days", "Propet", ("Comfort",),
             ("White leather",), ("9 WW",)),
        "A size for wide feet: two columns of the table read the letters behind the number.",
    ),
    "Platform": Example(
        Shoe("Six inch platform sandal with ankle strap, rhinestones", "Pleaser", (),
             ("Clear",), ("7",)),
        "The brand with the second most products: it has a column of its own.",
    ),
    "Never seen": Example(
        Shoe("Zwibbelfloof moon slipper \U0001f319 hand knitted by grandmothers",
             "Frobisher and Daughters", (), ("Moonlight",), ("90",)),
        "Unknown words, an unknown brand, a size that no foot has: what is left to go by?",
    ),
}  # fmt: skip
