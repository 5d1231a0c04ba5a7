"""Whole products on one side, and each counts less the more offers it has."""

from __future__ import annotations

import itertools

import numpy as np

from core.shoe_split import PARTS, divide, hold_back, parts, weigh

GROUPS = np.repeat(np.arange(200), np.arange(200) % 5 + 1)
ROWS = {"group": GROUPS, "price": np.arange(len(GROUPS), dtype=float)}


def test_no_product_is_in_two_parts_and_no_row_is_lost() -> None:
    found = parts(ROWS)
    assert tuple(found) == PARTS
    for one, other in itertools.combinations(PARTS, 2):
        assert not set(found[one]["group"]) & set(found[other]["group"])
    assert sorted(np.concatenate([piece["price"] for piece in found.values()])) == sorted(
        ROWS["price"]
    )
    assert len(np.unique(found["test"]["group"])) == 20


def test_training_sees_neither_the_rows_of_the_interval_nor_those_that_are_measured() -> None:
    train, stop = divide(ROWS, None)
    held = hold_back(ROWS)
    seen = {*train["group"], *stop["group"]}
    assert set(held) == {"interval", "test"}
    assert not seen & {*held["interval"]["group"], *held["test"]["group"]}


def test_the_same_rows_are_drawn_whatever_their_order() -> None:
    shuffled = np.random.default_rng(0).permutation(len(GROUPS))
    other = parts({name: values[shuffled] for name, values in ROWS.items()})
    assert {*other["test"]["group"]} == {*parts(ROWS)["test"]["group"]}


def test_offers_of_a_product_with_many_weigh_less() -> None:
    weights = weigh({"group": np.array([1, 2, 2, 2, 2])})
    assert weights[0] == 2 * weights[1]
    assert weights.mean() == 1
