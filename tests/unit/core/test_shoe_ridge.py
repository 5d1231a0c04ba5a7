"""The wide half: bags of what is said, and the ridge regression on them."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from core.shoe_bag import bags, row_of, said_of
from core.shoe_ridge import fit_ridge

HOW = SimpleNamespace(rows=64, penalty=0.01, numbers=1.0)


def test_everything_said_counts_once_in_the_order_of_the_title() -> None:
    said = said_of("Black boot, black boot", " Ugg ", "Black,Tan")
    assert said == [
        "black", "boot", "black boot", "boot black", "brand:ugg", "colour:black", "colour:tan"
    ]  # fmt: skip
    assert said_of("", "", "") == []


def test_a_row_is_the_same_in_every_process_and_never_the_row_of_padding() -> None:
    assert row_of("leather", 2**18) == 75_165
    assert {row_of(f"w{place}", 3) for place in range(50)} == {1, 2}


def test_bags_are_padded_behind() -> None:
    columns = {
        "name": np.array(["a b", ""], object),
        "brand": np.array(["", ""], object),
        "colors": np.array(["", ""], object),
    }
    table = bags(columns, 100)
    assert table.shape == (2, 3)
    assert (table[0] != 0).all()
    assert (table[1] == 0).all()


def test_the_regression_finds_what_each_thing_said_and_each_number_adds() -> None:
    random = np.random.default_rng(0)
    said = np.where(random.random((400, 3)) < 0.5, np.array([5, 9, 20]), 0)
    said = np.array([sorted(row, reverse=True) for row in said])  # padding behind
    sizes = np.maximum((said != 0).sum(axis=1), 1)
    table = np.zeros((400, 84))
    table[:, 3] = random.normal(size=400)
    truth = {5: 0.4, 9: -0.3, 20: 0.1, 0: 0.0}
    adds = np.array([sum(truth[int(row)] for row in rows) for rows in said]) / np.sqrt(sizes)
    found = fit_ridge(said, table, 4 + adds + 0.2 * table[:, 3], np.ones(400), HOW)
    answers = found.usual + found.said[said].sum(axis=1) / np.sqrt(sizes) + table @ found.table
    np.testing.assert_allclose(answers, 4 + adds + 0.2 * table[:, 3], atol=0.01)
    np.testing.assert_allclose(found.table[3], 0.2, atol=0.01)
    assert found.said[30] == 0


def test_a_mistyped_price_does_not_pull_the_regression_up() -> None:
    said, table = np.full((20, 1), 7), np.zeros((20, 84))
    target = np.full(20, np.log(50.0))
    target[0] = np.log(1e6)
    found = fit_ridge(said, table, target, np.ones(20), HOW)
    assert found.usual + found.said[7] < np.log(60)
