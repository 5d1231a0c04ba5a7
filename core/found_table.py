"""What an uploaded table holds, and which of its columns are meant: looked at once, in pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core.errors import InvalidInput
from core.label_reading import MOST_VALUES, LabelReading, read_labels
from core.plain_table import plain_copy
from core.settings import settings
from core.table_tasks import TableTask
from core.tables import read_chunks
from core.uploaded_text import shown_name
from core.visitor_parts import TABLE, UPLOAD, describe, description, part, writing

_PIECE = 4096
_SEPARATORS, _NO_SEPARATOR = (",", ";", "\t", "|"), "\x1f"
_MOST_COLUMNS = 200
_NAMED = 12


@dataclass(frozen=True)
class FoundColumn:
    """A column: its name, its mean number of characters, its distinct values where they are few."""

    name: str
    characters: float
    values: tuple[str, ...] | None


@dataclass(frozen=True)
class FoundTable:
    """A table in words and numbers, without its cells."""

    name: str
    rows: int
    separator: str
    columns: tuple[FoundColumn, ...]
    remarks: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def labels(self, column: str, task: TableTask) -> LabelReading:
        """Return how a column reads as labels; raises `InvalidInput` when it is not there."""
        self.require(column)
        values = next(found.values for found in self.columns if found.name == column)
        return read_labels(values, column, task.classes)

    def require(self, column: Any) -> str:
        """Return `column` if the table has it; raises `InvalidInput` naming the columns."""
        if column not in self.names:
            raise InvalidInput(
                f"{self.name} has no column {str(column)[:40]!r}. {columns_told(self.names)}"
            )
        return str(column)


def look_at(token: Any, filename: Any, task: TableTask) -> FoundTable:
    """Return what a visitor's upload holds, having made a plain table of it.

    Raises:
        MissingData: The upload is gone.
        InvalidInput: It is no table, has no rows or more than are read.
    """
    name = shown_name(filename)
    upload = part(token, UPLOAD)
    with writing(token, TABLE) as plain:
        remarks = plain_copy(upload, plain, name, settings().table_bytes)
        found = inspect(plain, name, task, remarks)
    describe(token, asdict(found))
    return found


def looked_at(token: Any) -> FoundTable:
    """Return what `look_at` found; raises `MissingData` when it is gone."""
    about = description(token)
    columns = tuple(
        FoundColumn(c["name"], c["characters"], None if c["values"] is None else tuple(c["values"]))
        for c in about["columns"]
    )
    return FoundTable(
        about["name"], about["rows"], about["separator"], columns, tuple(about["remarks"])
    )


def inspect(path: Path, name: str, task: TableTask, remarks: Sequence[str] = ()) -> FoundTable:
    """Return what a table in plain UTF-8 holds; raises `InvalidInput` (see `look_at`)."""
    separator = separator_of(path)
    rows = 0
    columns: list[_Column] = []
    for piece in read_chunks(path, (), _PIECE, separator=separator, name=name):
        if not columns:
            _check_names(piece, name)
            columns = [_Column() for _ in piece.columns]
        rows += len(piece)
        for column, cells in zip(columns, piece.columns, strict=True):
            column.add(piece[cells])
    if not rows:
        raise InvalidInput(f"{name} has a header but no rows. Add at least one row.")
    if rows > task.most_rows:
        raise InvalidInput(
            f"{name} has {rows:,} rows, and at most {task.most_rows:,} {task.things} are read at "
            "once. Split the file, or use the command line: python -m core predict."
        )
    names = list(map(str, piece.columns))
    found = tuple(
        FoundColumn(called, column.characters / rows, column.distinct())
        for called, column in zip(names, columns, strict=True)
    )
    return FoundTable(name, rows, separator, found, tuple(remarks))


class _Column:
    """Counts the characters of a column and collects its distinct values while they are few."""

    def __init__(self) -> None:
        self.characters = 0
        self.values: set[str] | None = set()

    def add(self, cells: pd.Series) -> None:
        self.characters += int(cells.str.len().sum())
        if self.values is not None:
            self.values |= {cell.strip() for cell in cells.unique()} - {""}
            if len(self.values) > MOST_VALUES:
                self.values = None

    def distinct(self) -> tuple[str, ...] | None:
        return None if self.values is None else tuple(sorted(self.values, key=_by_size))


def _by_size(value: str) -> tuple[float, str]:
    try:
        return float(value), ""
    except ValueError:
        return float("inf"), value


def separator_of(path: Path) -> str:
    """Return which of , ; tab | stands between the cells of the header.

    Where none does there is one column, and a comma in a row is part of its text.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header = next(
            (line for line in iter(lambda: file.readline(10_000), "") if line.strip()), ""
        )
    bare = re.sub(r'"[^"]*"', "", header)
    best = max(_SEPARATORS, key=bare.count)
    return best if best in bare else _NO_SEPARATOR


def _check_names(piece: pd.DataFrame, name: str) -> None:
    if len(piece.columns) > _MOST_COLUMNS:
        raise InvalidInput(
            f"{name} has {len(piece.columns)} columns, and at most {_MOST_COLUMNS} are read. "
            "Leave out the ones that are not needed."
        )


def guessed_field(table: FoundTable, names: Sequence[str]) -> str | None:
    """Return the column that goes by the first of `names` that is there; None when none does."""
    plain = {_plain(name): name for name in reversed(table.names)}
    return next((plain[known] for known in map(_plain, names) if known in plain), None)


def guessed_fields(table: FoundTable, task: TableTask) -> dict[str, str | None]:
    """Return a column for every field, found by its name or, where only one is there, by that."""
    guesses = {field: guessed_field(table, names) for field, names in task.fields.items()}
    if len(table.columns) == len(task.fields) == 1:
        return {field: guess or table.names[0] for field, guess in guesses.items()}
    return guesses


def missing_said(table: FoundTable, task: TableTask) -> str:
    """Return what to say about fields whose column nobody can tell; empty when all are found."""
    missing = [field for field, guess in guessed_fields(table, task).items() if guess is None]
    if not missing:
        return ""
    wanted = " or ".join(missing)
    return f"No column is called {wanted}. {columns_told(table.names)} Choose which one it is."


def columns_told(names: Sequence[str]) -> str:
    """Return the sentence that names the columns, the first of them when they are many."""
    shown = ", ".join(name[:40] for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Its columns are {shown}{more}." if len(names) > 1 else f"Its only column is {shown}."


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())
