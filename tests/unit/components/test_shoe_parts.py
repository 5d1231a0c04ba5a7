"""The price, its bars, the drawn layers and the tables: what they show, whatever comes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from components.heat_strip import heat_strip
from components.shoe_figures import columns_table, price_figures
from components.shoe_formula import shoe_formula
from components.shoe_price import (
    coverage_said,
    dollars,
    no_price,
    price_parts,
    price_said,
    signed_dollars,
)
from tests.unit.components.walk import classes, parts, words

SVG = "{http://www.w3.org/2000/svg}"


def part(text: str, change: float, kind: str = "word", is_known: bool = True) -> Any:
    """Return one part of a shoe."""
    return SimpleNamespace(text=text, change=change, kind=kind, is_known=is_known)


def answer(*found: Any, price: float = 60.0, remarks: tuple[str, ...] = ()) -> Any:
    """Return an answer with these parts."""
    return SimpleNamespace(
        model="shoes-price", title="LSTM + MLP", price=price, low=price / 2, high=price * 2,
        median=50.0, factor=2.0, parts=found, remarks=remarks, measured={},
        terms=SimpleNamespace(values=(0.0, 2.0), weights=(1.0, -0.5), bias=4.0),
    )  # fmt: skip


def bars(shown: Any) -> list[tuple[str, str]]:
    """Return side and width of every bar, the whole first."""
    found = [p for p in parts(shown) if "shoe-bar " in (getattr(p, "className", None) or "")]
    return [(bar.className.split("is-")[1], bar.style["inlineSize"]) for bar in found]


@pytest.mark.parametrize(
    ("value", "plain", "signed"),
    [(67.4, "$67.40", "+$67.40"), (0.001, "$0.00", "$0.00"), (2345.6, "$2,346", "+$2,346")],
)
def test_amounts_are_written_in_dollars(value: float, plain: str, signed: str) -> None:
    assert dollars(value) == plain
    assert signed_dollars(value) == signed


def test_what_takes_away_has_a_true_minus() -> None:
    assert signed_dollars(-3.2) == "\u2212$3.20"


def test_bars_start_at_the_median_and_share_one_scale() -> None:
    shown = price_parts(answer(part("leather", 20.0), part("faux", -5.0)))
    assert bars(shown) == [("more", "25.00%"), ("more", "50.00%"), ("less", "12.50%")]
    assert {"median price ", "$50.00", "\u2212$20", "+$20"} <= set(words(shown))


def test_a_title_of_a_hundred_words_has_its_strongest_bars_in_order_and_says_so() -> None:
    shown = price_parts(answer(*(part(f"w{place}", float(place)) for place in range(100))))
    assert len(bars(shown)) == 33
    assert "w99" in words(shown)
    assert "w67" not in words(shown)
    assert "68 smaller ones" in " ".join(words(shown))


def test_an_unknown_word_is_marked_and_nothing_adds_nothing() -> None:
    shown = price_parts(answer(part("frob", 0.0, is_known=False), price=50.0))
    assert "is-unknown" in classes(shown)
    assert "word, unknown" in words(shown)
    assert bars(shown) == [("less", "0.00%"), ("less", "0.00%")]


def test_the_measured_coverage_stands_beside_the_interval() -> None:
    measured = {
        "level": 0.8,
        "products": 240,
        "n": 611,
        "coverage": 0.794,
        "coverage_of_products": 0.79,
    }
    said = coverage_said(measured)
    assert all(word in said for word in ("80%", "79.0%", "79.4%", "240", "611"))
    assert "not measured" in coverage_said({})


def test_every_remark_is_shown_beside_the_price() -> None:
    shown = price_said(answer(remarks=("What is a frob?",)))
    assert {"$60.00", "What is a frob?"} <= set(words(shown))


def test_without_a_price_there_is_a_sentence_or_a_missing_model() -> None:
    assert "Write a title." in words(no_price("Write a title."))
    assert "unavailable" in classes(no_price("No folder.", "LSTM + MLP"))


def test_the_formula_leaves_out_neurons_at_0_and_needs_no_numbers() -> None:
    said = "".join(words(shoe_formula(answer())))
    assert "4.000 \u2212 0.500 \u00b7 2.000" in said
    assert "$30.00 to $120.00" in said
    assert "$" not in "".join(words(shoe_formula(None))).split("Why")[0]


def test_a_strip_covers_every_cell_once_with_its_shade() -> None:
    drawn = ElementTree.fromstring(heat_strip([[1, 1, -1], [0, 9, float("nan")]], 1.0))  # noqa: S314
    pieces = {path.get("class"): path.get("d") for path in drawn.iter(f"{SVG}path")}
    assert pieces == {
        "heat-32": "M0 0h2v1h-2zM1 1h1v1h-1z",
        "heat-0": "M2 0h1v1h-1z",
        "heat-16": "M0 1h1v1h-1zM2 1h1v1h-1z",
    }
    assert drawn.get("viewBox") == "0 0 3 2"
    assert heat_strip([], 1.0)


def test_without_shipped_figures_the_table_says_that_they_are_missing() -> None:
    empty = SimpleNamespace(rows=(), training=None, command="")
    assert "missing" in " ".join(words(price_figures(empty)))


def test_columns_stand_under_their_field_with_the_words_that_belong_to_them() -> None:
    columns = [
        SimpleNamespace(field="brand", name="ugg", says="1 if the brand is ugg"),
        SimpleNamespace(field="categories", name="boots", says="1 if a category says boots"),
    ]
    said = words(columns_table(columns, [0.1, 0.2], {"boots": ("boot", "bootie")}))
    assert "1 if a category says boots: boot, bootie" in said
    assert said.count("1 columns") == 2
