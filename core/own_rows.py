"""Rows that a visitor brings to a training: read from a table, checked, kept beside the run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.contracts import OWN, Columns, Dataset, ModelSpec
from core.datasets.questions import linked_groups
from core.errors import Incompatible, InvalidInput, MissingData
from core.run_request import FEWEST_ROWS, MOST_ROWS
from core.tables import read_only

_NUMBERS = "numbers"


def check_rows(spec: ModelSpec, columns: Columns) -> None:
    """Raise `InvalidInput` unless a model can learn from these rows.

    Args:
        spec: The model.
        columns: Field -> values.
    """
    missing = [name for name in (*spec.reads, spec.target) if name not in columns]
    if missing:
        raise Incompatible(
            f"{spec.title} needs a column {', '.join(missing)}, which this table lacks."
        )
    count = len(columns[spec.target])
    if not FEWEST_ROWS <= count <= MOST_ROWS:
        raise InvalidInput(
            f"This table has {count:,} rows; a run takes {FEWEST_ROWS} to {MOST_ROWS:,}."
        )
    if spec.task in ("sentiment", "pairs") and len(np.unique(columns[spec.target])) < 2:
        raise InvalidInput(
            f"All {count:,} rows have the same {spec.target}, so there is nothing to tell apart. "
            "Give rows of both kinds."
        )


def packed(name: str, columns: Columns) -> bytes:
    """Return rows as they lie in a run's folder until it is over."""
    found = {
        field: {_NUMBERS: values.dtype.kind in "fiub", "values": values.tolist()}
        for field, values in columns.items()
    }
    return json.dumps({"name": name, "columns": found}, ensure_ascii=False).encode("utf-8")


def dataset_from(content: bytes) -> Dataset:
    """Return the rows that `packed` wrote; raises `MissingData` where they are damaged."""
    try:
        stored: Mapping[str, Any] = json.loads(content)
        columns = {
            field: np.array(told["values"], dtype=float if told[_NUMBERS] else object)
            for field, told in stored["columns"].items()
        }
        count = len(next(iter(columns.values())))
        note = f"{count:,} rows of your own, from {stored['name']}."
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise MissingData("The rows that came with this run cannot be read.") from error
    return Dataset(OWN, OWN, note, read_only({**_beside(columns, count), **columns}))


def _beside(columns: Columns, count: int) -> dict[str, np.ndarray]:
    """Return what the recipes need besides: where rows come from, and which belong together."""
    found = {"source": np.full(count, OWN, dtype=object)}
    if "question1" in columns:
        first, second = (pd.Series(columns[name]) for name in ("question1", "question2"))
        found["group"] = linked_groups(first, second)
        found["only_training"] = np.zeros(count, bool)
    if "brand" in columns:  # offers of the same product stay on one side of a split
        found["group"] = pd.factorize(columns["name"])[0]
    return found


def read_own(path: Path) -> Dataset:
    """Return the rows in a file; raises `MissingData`."""
    try:
        return dataset_from(path.read_bytes())
    except OSError as error:
        raise MissingData("The rows that came with this run are gone.") from error
