"""Word sequences as rows of a table."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from core.ngrams import distinct, keys_at
from tests.sources import PROJECT

IDS = np.array([[3, 4, 3, 4], [4, 3, 0, 0], [5, 0, 0, 0]], np.int32)
ROWS, FIRST = 1000, 10


def test_single_words_keep_their_id_and_sequences_lie_behind_them():
    one, two, three = keys_at(IDS, 3, ROWS, FIRST)
    np.testing.assert_array_equal(one, IDS)
    for size, keys in ((2, two), (3, three)):
        assert (keys[:, : size - 1] == 0).all()
        assert (keys[IDS == 0] == 0).all()
        assert ((keys == 0) | ((keys >= FIRST) & (keys < ROWS))).all()


def test_equal_sequences_share_a_row_wherever_they_stand_and_order_matters():
    _, two = keys_at(IDS, 2, ROWS, FIRST)
    assert two[0, 1] == two[0, 3]
    assert two[0, 2] == two[1, 1]
    assert two[0, 1] != two[0, 2]


def test_the_rows_are_the_same_in_another_process():
    code = (
        "import numpy as np; from core.ngrams import keys_at; "
        "print(keys_at(np.array([[3, 4, 3]], np.int32), 3, 1000, 10)[2][0, 2])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert int(run.stdout) == keys_at(IDS, 3, ROWS, FIRST)[2][0, 2]


def test_collisions_are_as_rare_as_chance_makes_them():
    random = np.random.default_rng(0)
    pairs = np.unique(random.integers(1, 30_000, (40_000, 2)), axis=0).astype(np.int32)
    keys = keys_at(pairs, 2, 2**21, 30_001)[1][:, 1]
    expected = len(pairs) ** 2 / 2 / (2**21 - 30_001)
    assert len(pairs) - len(np.unique(keys)) < 1.3 * expected


def test_every_different_row_is_kept_once_with_nothing_in_front():
    bags = distinct(keys_at(IDS, 2, ROWS, FIRST))
    assert (bags != 0).sum(axis=1).tolist() == [4, 3, 1]
    for bag in bags:
        there = bag[bag != 0]
        assert len(set(there.tolist())) == len(there)
        assert (bag[: len(there)] != 0).all()
