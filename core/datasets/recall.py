"""Sequences of coin throws of which only the first counts: a task that is all memory, made here."""

from __future__ import annotations

import numpy as np

from core.contracts import SIMULATED, Dataset, DatasetSpec
from core.errors import InvalidInput
from core.tables import read_only

LONGEST = 200  # steps after the one to remember
_ROWS = 5_000
_SEED = 20240607
_LOUD = 3.0


def load(rows: int | None = None) -> Dataset:
    """Return `series` (N, 201) of throws and `label` (N,), whether the first was heads.

    The first throw is -1 or 1; those after it are three times as loud, -3 or 3, and say nothing
    about it: whoever answers better than half has remembered. How long it has to be remembered is
    the model's option `distance`.

    Raises:
        InvalidInput: `rows` < 1.
    """
    count = _ROWS if rows is None else rows
    if count < 1:
        raise InvalidInput(f"The number of rows must be at least 1, but it is {count}.")
    throws = np.random.default_rng(_SEED).choice([-1.0, 1.0], (max(count, _ROWS), LONGEST + 1))
    series = throws[:count] * np.r_[1.0, np.full(LONGEST, _LOUD)]
    label = (series[:, 0] > 0).astype(np.float64)
    note = f"{count:,} sequences of coin throws, made up; the same for everyone."
    return Dataset("recall", SIMULATED, note, read_only({"series": series, "label": label}))


SPECS = (
    DatasetSpec(
        name="recall",
        title="Coin throws to remember",
        task="memory",
        fields={"series": "series", "label": "label"},
        source="Generated: throws of a fair coin, the first of which has to be remembered.",
        licence="MIT.",
        files=(),
        stand_in=SIMULATED,
        load=load,
    ),
)
