"""What a brand, categories, colours and sizes say."""

from __future__ import annotations

import pytest

from core.shoe_words import COLOURS, KINDS, brand_key, entries, groups_of, plain_letters, read_sizes


def test_entries_are_what_stands_between_commas() -> None:
    assert entries(" Boots, ,Shoes ,") == ["Boots", "Shoes"]
    assert entries("") == []


def test_a_brand_is_looked_up_without_case_and_spare_spaces() -> None:
    assert brand_key("  Steve   MADDEN ") == "steve madden"


def test_words_belong_to_the_groups_that_list_them() -> None:
    assert groups_of(plain_letters("Women's Booties & Flip-Flops"), KINDS) == {"boots", "sandals"}
    assert groups_of(plain_letters("Navy/Espresso"), COLOURS) == {"blue", "brown"}
    assert groups_of(plain_letters("Moonlight 3"), COLOURS) == set()


@pytest.mark.parametrize(
    ("cell", "american"),
    [
        ("8", (8.0,)),
        ("7.5M, US 9", (7.5, 9.0)),
        ("39", (8.5,)),
        ("1,17", (1.0, 17.0)),
        ("33,46", (2.5, 15.5)),
        ("", ()),
    ],
)
def test_sizes_are_read_as_american_ones(cell: str, american: tuple[float, ...]) -> None:
    assert read_sizes(cell).american == american


@pytest.mark.parametrize("cell", ["90", "0", "17.5", "32", "47", "large", "\u05d2", "100000"])
def test_what_is_no_size_of_a_shoe_is_kept_apart(cell: str) -> None:
    found = read_sizes(f"8,{cell}")
    assert found.american == (8.0,)
    assert found.unread == (cell,)


def test_widths_and_european_sizes_are_counted() -> None:
    found = read_sizes("8 WW,9 W,7 N,38,8M")
    assert (found.wide, found.narrow, found.european) == (2, 1, 1)
