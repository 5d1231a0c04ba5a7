"""CSV files with one series per row: a name, then one number per day, every cell checked."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput, MissingData

_GZIP = b"\x1f\x8b"
_BROKEN = (OSError, EOFError, zlib.error, csv.Error)


@dataclass(frozen=True)
class WideTable:
    """A wide file in memory, read-only.

    Attributes:
        header: The column names, C + 1 of them; the first one names the names.
        names: (N,) text, first cell of each row.
        values: (N, C) finite numbers.
    """

    header: tuple[str, ...]
    names: np.ndarray
    values: Floats


def read_wide_csv(path: Path, rows: int | None = None) -> WideTable:
    """Return the first `rows` rows (None: all) of a CSV or CSV.gz with one series per row.

    UTF-8, with or without the byte order mark that Excel writes. Blank lines are skipped. Rows are
    counted from 1, the header not counted.

    Raises:
        MissingData: The file is not there.
        InvalidInput: It is empty, not text, lacks a header or rows, or a row is too short, too long
            or holds something that is not a finite number (row and column named).
    """
    return next(read_wide_chunks(path, rows))


def read_wide_chunks(path: Path, size: int | None) -> Iterator[WideTable]:
    """Yield a wide file piece by piece, at most `size` rows (None: all) each, at least one piece.

    Nothing is read before the first piece is asked for.

    Raises:
        MissingData, InvalidInput: As `read_wide_csv`, when the piece concerned is reached.
    """
    if size is not None and size < 1:
        raise InvalidInput(f"The number of rows must be at least 1, not {size}.")
    lines = _lines(path)
    header = _check_header(next(lines, []), path.name)
    done = 0
    while piece := [
        (cells[0], parse_series(cells, header, row, path.name))
        for row, cells in enumerate(islice(lines, size), start=done + 1)
    ]:
        yield _table(header, piece)
        done += len(piece)
    if not done:
        raise InvalidInput(f"{path.name} has a header but no rows. Add one series per row.")


def _table(header: tuple[str, ...], piece: Sequence[tuple[str, Floats]]) -> WideTable:
    names, values = zip(*piece, strict=True)
    table = WideTable(header, np.array(names, dtype=np.str_), np.array(values))
    table.names.setflags(write=False)
    table.values.setflags(write=False)
    return table


def parse_series(cells: Sequence[str], header: Sequence[str], row: int, file: str) -> Floats:
    """Return the numbers (C,) of one row whose first cell is a name.

    Raises:
        InvalidInput: Too few or too many cells, or a cell that is not a finite number; the message
            names `file`, `row` and the column.
    """
    if len(cells) != len(header):
        raise InvalidInput(
            f"{file}, row {row}: {len(cells)} cells, but the header has {len(header)} columns. "
            "Give every row a name and one number per column."
        )
    try:
        values = np.array(cells[1:], dtype=np.float64)
    except ValueError:
        values = np.array([_number(cell) for cell in cells[1:]])
    if not np.isfinite(values).all():
        column = int(np.flatnonzero(~np.isfinite(values))[0]) + 1
        found = repr(cells[column][:40]) if cells[column].strip() else "an empty cell"
        raise InvalidInput(
            f"{file}, row {row} ({cells[0][:40]}), column {header[column]}: expected a number, "
            f"found {found}. Fill in or remove this series."
        )
    return values


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _check_header(header: Sequence[str], file: str) -> tuple[str, ...]:
    """Return the header if it names at least one day and is not a row of numbers itself."""
    if not header:
        raise InvalidInput(f"{file} is empty. Give a CSV file with a header line.")
    if len(header) < 2:
        raise InvalidInput(
            f"{file} has one column only ({header[0][:40]!r}). "
            "Separate the cells by commas: a name, then one number per day."
        )
    is_data = np.isfinite([_number(cell) for cell in header[1:]]).all()
    if is_data and not all(cell.strip().isdigit() for cell in header[1:]):
        raise InvalidInput(
            f"{file} starts with a row of numbers. Name the columns in the first line of the file."
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InvalidInput(f"{file} has two columns named {twice[0]!r}. Give each its own name.")
    return tuple(header)


def _lines(path: Path) -> Iterator[list[str]]:
    """Yield the cells of every line that is not blank."""
    if not path.exists():
        raise MissingData(f"There is no file {path}. Check the path.")
    try:
        with path.open("rb") as raw:
            is_packed = raw.peek(2)[:2] == _GZIP
            binary = gzip.GzipFile(fileobj=raw) if is_packed else raw
            text = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
            yield from filter(None, csv.reader(_without_nulls(text), strict=True))
    except (UnicodeDecodeError, *_BROKEN) as error:
        raise InvalidInput(
            f"{path.name} cannot be read as CSV ({_reason(error)}). "
            "Save it as a plain CSV file in UTF-8."
        ) from error


def _without_nulls(text: io.TextIOWrapper) -> Iterator[str]:
    for line in text:
        if "\0" in line:
            raise csv.Error("it holds null bytes")
        yield line


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    return getattr(error, "strerror", None) or str(error).rstrip(".")
