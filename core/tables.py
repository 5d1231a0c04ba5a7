"""CSV files in and out: checked while they are read, written whole or not at all."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from core.contracts import Columns
from core.errors import InvalidInput, MissingData

_UNREADABLE = (
    pd.errors.ParserError,
    pd.errors.EmptyDataError,
    UnicodeDecodeError,
    gzip.BadGzipFile,
    EOFError,
    ValueError,
)


def read_table(path: Path, required: Sequence[str], rows: int | None = None) -> pd.DataFrame:
    """Return the first `rows` rows (None: all) of a CSV or CSV.gz with a header, as text.

    Raises:
        MissingData: The file is not there.
        InvalidInput: It is not a CSV, or a required column is missing.
    """
    parts = list(read_chunks(path, required, size=rows or 200_000, limit=rows))
    return pd.concat(parts, ignore_index=True)


def read_chunks(
    path: Path,
    required: Sequence[str],
    size: int,
    limit: int | None = None,
    *,
    separator: str = ",",
    name: str = "",
) -> Iterator[pd.DataFrame]:
    """Yield a CSV or CSV.gz piece by piece, `size` rows each, every cell as text.

    A file without rows yields one empty piece. Empty cells, also at the end of a row that is too
    short, are empty text.

    Args:
        path: The file.
        required: Columns that have to be there.
        size: Rows of a piece.
        limit: Rows to read at most; None reads all.
        separator: What stands between the cells.
        name: What to call the file in messages; its own name when empty.

    Raises:
        MissingData: The file is not there.
        InvalidInput: It is not a CSV, or a required column is missing.
    """
    if not path.is_file():
        raise MissingData(f"There is no file {path.name} at {path.parent}. Check the path.")
    name = name or path.name
    try:
        reader = pd.read_csv(
            path, dtype=str, keep_default_na=False, encoding="utf-8-sig",
            chunksize=size, nrows=limit, sep=separator,
        )  # fmt: skip
        with reader:
            for part in reader:
                check_columns(part.columns, required, name)
                _check_width(part, name)
                yield part.fillna("")
    except InvalidInput:
        raise
    except _UNREADABLE as error:
        raise InvalidInput(
            f"{name} cannot be read as CSV ({_first_line(error)}). "
            "Give a UTF-8 CSV file, or a gzipped one, with a header line."
        ) from error


def _first_line(error: Exception) -> str:
    line = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return line.removeprefix("Error tokenizing data. C error: ")


def _check_width(part: pd.DataFrame, file: str) -> None:
    """Raise `InvalidInput` where pandas took the first cells of too wide rows for their names."""
    if not isinstance(part.index, pd.RangeIndex):
        raise InvalidInput(
            f"{file} has rows with more cells than its header has columns. Put texts that hold a "
            'comma in quotes: "like this, please".'
        )


def check_columns(found: Iterable[str], required: Sequence[str], file: str) -> None:
    """Raise `InvalidInput` naming the missing columns and the ones that were found."""
    present = [str(name) for name in found]
    missing = [name for name in required if name not in present]
    if missing:
        raise InvalidInput(
            f"{file} has no column {', '.join(missing)}; its columns are "
            f"{', '.join(present[:12])}. Name the columns in the first line of the file."
        )


def binary_labels(cells: pd.Series, column: str, first_row: int = 1) -> np.ndarray:
    """Return 0/1 labels (N,); raises `InvalidInput` with the row (counted from 1) otherwise."""
    numbers = pd.to_numeric(cells, errors="coerce")
    wrong = np.flatnonzero(~numbers.isin([0, 1]).to_numpy())
    if len(wrong):
        row, cell = int(wrong[0]) + first_row, str(cells.iloc[int(wrong[0])])[:40]
        raise InvalidInput(f"Row {row}, column {column}: {cell!r} is not a label; write 0 or 1.")
    return numbers.to_numpy(dtype=np.float64)


def read_only(columns: dict[str, np.ndarray]) -> Columns:
    """Return the columns with writing switched off, so that no visitor changes another's data."""
    for values in columns.values():
        values.setflags(write=False)
    return columns


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; it takes the real name only when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.name)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)  # temporary files are private, results are not
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
