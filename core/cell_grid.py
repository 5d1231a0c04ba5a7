"""A table that someone typed or exported, as cells: which sign separates them, which is decimal.

Commas, semicolons, tabs, bars or spaces; decimal points or commas; with or without a header.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput

SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas", " ": "spaces"}
LARGEST = 1e100
_MISSING = frozenset(
    ("", "nan", "na", "n/a", "#n/a", "#na", "null", "none", "nil", "-", "–", "—", ".", "?", "חסר")
)
_SAMPLE = 50
_LONGEST_ROW = 2000
_MOST_CELLS = 500_000  # in one row
_LOOKED_AT = 20_000  # characters of a line, to find out what separates its cells
_DECIMAL_COMMA = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$")
_DECIMAL_POINT = re.compile(r"[-+]?(?:\d*|\d{1,3}(?:,\d{3})+)\.\d+$")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*$")
_TWO_NUMBERS = re.compile(r"\s*\d+\s+[-+]?\d+\s*$")
_DECORATION = re.compile(r"[\s$€£¥₪'’]")


@dataclass(frozen=True)
class CellGrid:
    """A text as rows of cells.

    Attributes:
        text: The text, lines ended by line feeds.
        separator: What stands between two cells.
        decimal: `.` or `,`.
    """

    text: str
    separator: str
    decimal: str = "."

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of the line, counted from 1, and its cells; blank lines are skipped.

        Raises:
            InvalidInput: The text breaks the rules of CSV, such as a quote that never closes.
        """
        lines = io.StringIO(self.text, newline="\n")
        skipped = 1 if self.text[:4].casefold() == "sep=" else 0
        if skipped:
            next(lines)
        reader = csv.reader(lines, delimiter=self.separator, strict=True, skipinitialspace=True)
        try:
            for cells in reader:
                while self.separator == " " and cells and not cells[-1]:
                    cells.pop()
                if len(cells) > _MOST_CELLS:
                    raise csv.Error(f"it has more than {_MOST_CELLS:,} cells")
                if any(map(str.strip, cells)):
                    yield reader.line_num + skipped, cells
        except csv.Error as error:
            line = reader.line_num + skipped
            raise InvalidInput(
                f"Line {line} cannot be read as CSV ({error}). Check its quotes, or save the "
                "table again."
            ) from error

    @cached_property
    def sample(self) -> list[list[str]]:
        """The cells of the first rows, from which the layout is guessed."""
        return [[cell.strip() for cell in cells] for _, cells in islice(self.rows(), _SAMPLE)]

    def numbers(self, cells: Sequence[str]) -> tuple[Floats, dict[int, str]]:
        """Return the cells as numbers and, by place, what is wrong with those that are none.

        Missing and wrong cells are NaN; see `number` for what counts as one.
        """
        if self.decimal == "," and not any("." in cell for cell in cells):
            plain = [cell.replace(",", ".") for cell in cells]
        else:
            plain = list(cells)
        values = _at_once(plain)
        if values is not None:
            return values, {}
        values, wrong = np.full(len(cells), np.nan), {}
        for place, cell in enumerate(cells):
            try:
                values[place] = number(cell, self.decimal)
            except ValueError as error:
                wrong[place] = str(error)
        return values, wrong


def cell_grid(text: str, name: str) -> CellGrid:
    """Return the text as cells, after a look at its first lines.

    Raises:
        InvalidInput: There is nothing in it.
    """
    if not text.strip():
        raise InvalidInput(f"{name} is empty. Give a table with some rows of numbers.")
    text = text.lstrip("\ufeff").lstrip("\n")
    grid = CellGrid(text, _separator(text))
    return CellGrid(text, grid.separator, _decimal(grid))


def is_missing(cell: str) -> bool:
    """Say whether a cell stands for a missing value."""
    return cell.strip().casefold() in _MISSING


def number(cell: str, decimal: str = ".") -> float:
    """Return the number in a cell, NaN for a missing one.

    Signs of currencies, percent signs and separators of thousands are left out.

    Raises:
        ValueError: It is none, or larger than 1e100; the message says which.
    """
    value = _parsed(cell, decimal)
    if abs(value) > LARGEST:
        raise ValueError(f"{quoted(cell)} is too large to compute with")
    return value


def _parsed(cell: str, decimal: str) -> float:
    """Return the number in a cell, NaN for a missing one; raises ValueError for what is neither."""
    if is_missing(cell):
        return float("nan")
    plain = _DECORATION.sub("", cell).removesuffix("%").replace("−", "-")
    if decimal in plain or _GROUPED.match(plain):
        plain = plain.replace("." if decimal == "," else ",", "")
    try:
        value = float("" if "_" in plain else plain.replace(",", "."))
    except ValueError:
        value = float("nan")
    if np.isnan(value):
        raise ValueError(f"{quoted(cell)} is not a number")
    return value


def is_number(cell: str, decimal: str = ".") -> bool:
    """Say whether a cell holds a number, be it too large (a missing value is none)."""
    try:
        return not np.isnan(_parsed(cell, decimal))
    except ValueError:
        return False


def quoted(cell: str) -> str:
    """Return what a cell holds as it can stand in a sentence."""
    shown = "".join(letter for letter in cell if letter.isprintable())
    return f"“{shown[:40]}{'…' if len(shown) > 40 else ''}”"


def _at_once(cells: list[str]) -> Floats | None:
    """Return the numbers in plain cells, NaN for missing ones; None if one needs a closer look."""
    try:
        values = np.array(cells, dtype=np.float64)
    except ValueError:
        known = ["nan" if is_missing(cell) else cell for cell in cells]
        try:
            values = np.array(known, dtype=np.float64)
        except ValueError:
            return None
    if not (np.isnan(values) | (np.abs(values) <= LARGEST)).all():
        return None
    return values


def _separator(text: str) -> str:
    """Return the sign that splits most of the first lines into more than one cell."""
    first = islice(io.StringIO(text, newline="\n"), 2 * _SAMPLE)
    lines = [line[:_LOOKED_AT].rstrip("\n") for line in first if line.strip()]
    if lines[0].casefold().startswith("sep=") and lines[0][4:5] in SEPARATORS:
        return lines[0][4]
    for sign in SEPARATORS:
        cells = [_cells(line, sign) for line in lines]
        split = sum(len(found) > 1 for found in cells)
        if split and split >= 0.9 * len(lines) and not (sign == "," and _are_decimals(cells)):
            return sign
    return ","


def _are_decimals(lines: list[list[str]]) -> bool:
    """Say whether commas stand inside numbers that spaces separate: 1,5 2,5 3,5."""
    inner = [cell for cells in lines for cell in cells[1:-1]]
    return bool(inner) and sum(bool(_TWO_NUMBERS.match(cell)) for cell in inner) > len(inner) / 2


def _cells(line: str, sign: str) -> list[str]:
    """Return the cells of a line, roughly: what is quoted is left out."""
    return re.sub(r'"[^"]*"', "", line.strip(" ")).split(sign)


def _decimal(grid: CellGrid) -> str:
    """Return the sign before the decimals: a point, unless only commas can be meant."""
    cells = [_DECORATION.sub("", cell) for row in grid.sample for cell in row[:_LONGEST_ROW]]
    commas = [cell for cell in cells if _DECIMAL_COMMA.match(cell)]
    points = sum(bool(_DECIMAL_POINT.match(cell)) for cell in cells)
    grouped = sum(bool(_GROUPED.match(cell)) for cell in commas)
    are_thousands = grouped == len(commas) and (points > 0 or grid.separator == ",")
    return "," if len(commas) > points and not are_thousands else "."
