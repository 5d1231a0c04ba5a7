"""A visitor's table read as rows of one task: which columns are meant, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from core.contracts import Columns, Floats, ModelSpec
from core.errors import Incompatible, InvalidInput
from core.found_table import (
    FoundColumn,
    FoundTable,
    columns_told,
    guessed_field,
    guessed_fields,
    missing_said,
    separator_of,
)
from core.label_reading import MOST_VALUES, read_labels
from core.own_series import checked, columns_of
from core.own_table import own_table
from core.price_column import prices_of
from core.run_request import MOST_ROWS
from core.table_tasks import PAIRS, REVIEWS, TableTask
from core.tables import check_columns, read_chunks
from core.uploaded_text import UploadedText
from core.wide_csv import read_wide_csv

_PIECE = 50_000
_TASKS: Mapping[str, TableTask] = {task.task: task for task in (REVIEWS, PAIRS)}


@dataclass(frozen=True)
class OwnRows:
    """Rows as a model of the task learns from them.

    Attributes:
        columns: Field -> values.
        said: How many rows there are, and how many of either class.
        head: Names of what is shown of a row.
        remarks: How the table was read and what was left out, one sentence each.
    """

    columns: Columns
    said: str
    head: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def first(self, count: int) -> list[list[str]]:
        """Return the first rows as text, in the order of `head`."""
        values = [self.columns[name][:count] for name in self.head]
        return [list(map(_shown, row)) for row in zip(*values, strict=True)]


def read_rows(path: Path, name: str, spec: ModelSpec, remarks: Sequence[str] = ()) -> OwnRows:
    """Return the rows of a table in plain UTF-8.

    Args:
        path: The table.
        name: How the visitor called it.
        spec: The model that is to learn from them.
        remarks: What was guessed before.

    Raises:
        InvalidInput: It is no such table, or has more rows than a run takes.
        Incompatible: A column is missing.
    """
    readers: Mapping[str, Callable[[Path, str, ModelSpec], OwnRows]] = {
        "sentiment": _texts, "pairs": _texts, "forecast": _series, "memory": _sequences,
        "price": _offers,
    }  # fmt: skip
    found = readers[spec.task](path, name, spec)
    return OwnRows(found.columns, found.said, found.head, (*remarks, *found.remarks))


def _table(path: Path, name: str) -> pd.DataFrame:
    """Return all cells as text; stops reading where there are more rows than a run takes."""
    pieces, count = [], 0
    for piece in read_chunks(path, (), _PIECE, separator=separator_of(path), name=name):
        count += len(piece)
        if count > MOST_ROWS:
            raise InvalidInput(
                f"{name} has more than {MOST_ROWS:,} rows, and a run takes {MOST_ROWS:,} at most. "
                "Leave out some of them."
            )
        pieces.append(piece)
    if not count:
        raise InvalidInput(f"{name} has a header but no rows. Add at least one row.")
    return pd.concat(pieces, ignore_index=True)


def _texts(path: Path, name: str, spec: ModelSpec) -> OwnRows:
    table, task = _table(path, name), _TASKS[spec.task]
    fields, label = _columns_of(table, name, task, spec)
    labels, remarks = _labels(table[label], label, task)
    texts = {field: table[column].to_numpy(object) for field, column in fields.items()}
    is_there = np.all([[bool(t.strip()) for t in column] for column in texts.values()], axis=0)
    kept = is_there & np.isfinite(labels)
    remarks += _left_out(~is_there, "without text") + _left_out(
        is_there & ~np.isfinite(labels), "without a label"
    )
    columns = {field: values[kept] for field, values in texts.items()}
    columns[spec.target] = labels[kept]
    return OwnRows(columns, _classes(labels[kept], task.classes), tuple(columns), tuple(remarks))


def _columns_of(
    table: pd.DataFrame, name: str, task: TableTask, spec: ModelSpec
) -> tuple[dict[str, str], str]:
    """Return field -> column, and the column of labels."""
    names = list(map(str, table.columns))
    known = FoundTable(name, len(table), ",", tuple(FoundColumn(one, 0, None) for one in names))
    fields = guessed_fields(known, task)
    label = guessed_field(known, (spec.target, *task.labels))
    if missing := missing_said(known, task):
        raise Incompatible(missing.replace("Choose which one it is.", "Name it so in the file."))
    if label is None or label in fields.values():
        raise Incompatible(
            f"To learn from, rows need labels, in a column {spec.target}; {name} has none. "
            f"{columns_told(names)}"
        )
    return {field: str(column) for field, column in fields.items()}, label


def _labels(cells: pd.Series, column: str, task: TableTask) -> tuple[Floats, list[str]]:
    """Return 0, 1 or NaN per row, and how the cells were read where they are not 0 and 1."""
    values = sorted({cell.strip() for cell in cells.unique()} - {""})
    reading = read_labels(values if len(values) <= MOST_VALUES else None, column, task.classes)
    if not reading.mapping:
        said = reading.said.removesuffix(", or none.") + ("." if "or none" in reading.said else "")
        raise InvalidInput(said)
    remarks = [] if reading.is_plain else [f"{reading.said} So it is done here."]
    return reading.read(cells.to_numpy(object)), remarks


def _series(path: Path, name: str, spec: ModelSpec) -> OwnRows:
    own = own_table(UploadedText(name, path.read_text(encoding="utf-8")))
    columns = columns_of(checked(own.names, own.values))
    count, length = columns["series"].shape
    if not length:
        raise InvalidInput(f"The series of {name} have one value each; nothing comes before it.")
    remarks = list(own.remarks)
    if own.dropped:
        which, why = own.dropped[0]
        remarks.append(f"{len(own.dropped):,} series are left out; {which[:40]}: {why}.")
    said = f"{count:,} series: {length:,} values each to read, and the one to say."
    return OwnRows(columns, said, ("name", "series", spec.target), tuple(remarks))


def _sequences(path: Path, name: str, spec: ModelSpec) -> OwnRows:
    table = read_wide_csv(path)
    if len(table.values) > MOST_ROWS:
        raise InvalidInput(f"{name} has more than {MOST_ROWS:,} rows, which a run does not take.")
    if table.values.shape[1] < 2:
        raise InvalidInput(f"{name} needs a value and a label at least in every row.")
    labels = table.values[:, -1]
    wrong = np.flatnonzero(~np.isin(labels, (0, 1)))
    if len(wrong):
        raise InvalidInput(
            f"Row {int(wrong[0]) + 1} of {name} ends with {labels[wrong[0]]:g}, which is no label; "
            "the last value of a row is 0 or 1."
        )
    columns = {"name": table.names, "series": table.values[:, :-1], spec.target: labels}
    return OwnRows(columns, _classes(labels, ("label 0", "label 1")), ("name", "series", "label"))


def _offers(path: Path, name: str, spec: ModelSpec) -> OwnRows:
    table = _table(path, name)
    check_columns(table.columns, spec.reads, name)
    columns = {field: table[field].to_numpy(object) for field in spec.reads}
    columns[spec.target] = prices_of(table)
    return OwnRows(columns, f"{len(table):,} offers.", (*spec.reads, spec.target))


def _classes(labels: Floats, classes: tuple[str, str]) -> str:
    yes = int(labels.sum())
    return (
        f"{len(labels):,} rows to learn from: {len(labels) - yes:,} {classes[0]}, {yes:,} "
        f"{classes[1]}."
    )


def _left_out(which: np.ndarray, why: str) -> list[str]:
    count = int(which.sum())
    rows = "row" if count == 1 else "rows"
    return [f"{count:,} {rows} {why} left out."] if count else []


def _shown(value: object) -> str:
    if isinstance(value, np.ndarray):
        few = ", ".join(f"{number:.3g}" for number in value[:4])
        return f"{few} \u2026 ({len(value):,} values)" if len(value) > 4 else few
    return f"{value:g}" if isinstance(value, float) else str(value)
