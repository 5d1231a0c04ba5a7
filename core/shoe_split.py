"""Which products of the shoes are learnt from, and which are kept for what; whole products only."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.contracts import Columns, Floats

PARTS = ("train", "stop", "interval", "test")
_SHARES = (0.74, 0.06, 0.10, 0.10)
_SEED = 1


def parts(columns: Columns) -> dict[str, Columns]:
    """Return the rows to fit, to choose the epoch, to fit the interval, and to measure."""
    names = np.unique(columns["group"])
    drawn = np.random.default_rng(_SEED).permutation(names)
    ends = np.round(np.cumsum(_SHARES) * len(names)).astype(int)
    pieces = np.split(drawn, ends[:-1])
    return {
        part: _chosen(columns, np.isin(columns["group"], piece))
        for part, piece in zip(PARTS, pieces, strict=True)
    }


def divide(columns: Columns, _: Any) -> tuple[Columns, Columns]:
    """Return the rows to fit and the rows by which the epoch is chosen."""
    found = parts(columns)
    return found["train"], found["stop"]


def hold_back(columns: Columns) -> dict[str, Columns]:
    """Return the rows that neither of them may see: for the interval, and for measuring."""
    found = parts(columns)
    return {name: found[name] for name in ("interval", "test")}


def weigh(columns: Columns) -> Floats:
    """Return a weight per row (N,): of a product with many rows each counts less."""
    _, place, counts = np.unique(columns["group"], return_inverse=True, return_counts=True)
    weights = counts[place] ** -0.5
    return weights / weights.mean()


def _chosen(columns: Columns, rows: np.ndarray) -> dict[str, np.ndarray]:
    return {name: values[rows] for name, values in columns.items()}
