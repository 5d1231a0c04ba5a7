"""How a table holds its series: one per row, one per column, or one value per row.

Guessed from the names of the columns, in English or Hebrew, and from what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.cell_grid import CellGrid, is_missing, is_number, quoted
from core.day_labels import read_days
from core.errors import InvalidInput

ROWS, COLUMNS, LONG = "rows", "columns", "long"
NUMBER, DATE, TEXT, EMPTY = "number", "date", "text", "empty"
_MOST = 0.5
_SHOWN = 2000
_WORDS = {
    "date": "date day time timestamp datetime datum when תאריך יום זמן",
    "ticker": "ticker tickers symbol name company series stock id item security fortune500 "
    "unique_id מניה סימול שם חברה סדרה נייר טיקר",
    "value": "value close price adj_close adjclose closing last y מחיר שער ערך סגירה שער_סגירה",
}
_INDEX = frozenset(("index", "t", "step", "no", "#", "unnamed:_0", "row", "מספר"))
_NUMBERED = re.compile(r"(?:day|days|d|t|x|step|week|יום)?[ _]?\d+$", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """Where the series are.

    Attributes:
        kind: `rows`, `columns` or `long`.
        header: The names of the columns; None where the table has none.
        names: Place of the column of names (rows, long), None where there is none.
        days: Place of the column of dates (columns, long), None where there is none.
        values: Places of the columns that hold values.
        told: How it was read, one sentence.
        ignored: Columns that hold no values.
    """

    kind: str
    header: tuple[str, ...] | None
    names: int | None
    days: int | None
    values: tuple[int, ...]
    told: str
    ignored: tuple[str, ...] = ()


def layout_of(grid: CellGrid) -> Layout:
    """Return how a table holds its series.

    Raises:
        InvalidInput: There is only a header, or no column of numbers.
    """
    sample = [cells[:_SHOWN] for cells in grid.sample]
    if not sample:
        raise InvalidInput("There is nothing but separators in this table. Give rows of numbers.")
    has_header = _has_header(sample, grid.decimal)
    body = sample[1:] if has_header else sample
    if not body:
        raise InvalidInput("There is a header but no row below it. Add one series per row.")
    width = max(len(cells) for cells in sample)
    kinds = [_kind(_column(body, place), grid.decimal) for place in range(width)]
    header = tuple(grid.sample[0]) if has_header else None
    if NUMBER not in kinds:
        raise InvalidInput(
            "There is no column of numbers in this table. Give one series per row – a name, then "
            f"numbers – or the columns date, ticker and value. It begins with {_begin(sample)}."
        )
    named = _named(header or ())
    kinds = _with_compact_dates(kinds, body, named.get("date"))
    return (
        _long(header, kinds, named) or _columns(header, kinds, body) or _rows(grid, kinds, header)
    )


def _long(header: tuple[str, ...] | None, kinds: list[str], named: dict[str, int]) -> Layout | None:
    """Return the layout of a table with one value per row, or None."""
    by_name = {"date", "ticker", "value"} <= named.keys()
    by_content = {DATE, TEXT, NUMBER} <= set(kinds)
    if not by_name and not by_content:
        return None
    places = {
        "date": named.get("date", _first(kinds, DATE)),
        "ticker": named.get("ticker", _first(kinds, TEXT)),
        "value": named.get("value", _first(kinds, NUMBER)),
    }
    if None in places.values() or len(set(places.values())) < 3:
        return None
    date, ticker, value = (int(place or 0) for place in places.values())
    words = [_title(header, place) for place in (date, ticker, value)]
    guessed = "" if by_name else " They were recognised by what is in them."
    told = (
        f"Read as one value per row: {words[0]} holds the dates, {words[1]} the tickers, "
        f"{words[2]} the values.{guessed}"
    )
    rest = [place for place in range(len(kinds)) if place not in (date, ticker, value)]
    ignored = tuple(_title(header, place) for place in rest if kinds[place] != EMPTY)
    return Layout(LONG, header, ticker, date, (value,), told, ignored)


def _columns(
    header: tuple[str, ...] | None, kinds: list[str], body: list[list[str]]
) -> Layout | None:
    """Return the layout of a table with one series per column, or None."""
    numbers = [place for place, kind in enumerate(kinds) if kind == NUMBER]
    if kinds[0] == DATE and TEXT not in kinds:
        told = "Read as one series per column, with dates in the first one."
        return Layout(COLUMNS, header, None, 0, tuple(numbers), told)
    if header is None:
        is_single = len(kinds) == 1 and len(body) > 1
        told = "Read as one series, a value per line."
        return Layout(COLUMNS, header, None, None, (0,), told) if is_single else None
    names = [header[place] if place < len(header) else "" for place in numbers]
    is_counted = _folded(header[0]) in {"", *_INDEX} and kinds[0] == NUMBER
    if len(kinds) > 1 and is_counted and _counts([row[0] for row in body]):
        numbers, names = numbers[1:], names[1:]
    elif kinds[0] != NUMBER:
        return None
    are_days = read_days(names[1:]).share > _MOST
    if are_days or any(_NUMBERED.match(name) for name in names):
        return None
    told = "Read as one series per column, oldest value first."
    return Layout(COLUMNS, header, None, None, tuple(numbers), told)


def _rows(grid: CellGrid, kinds: list[str], header: tuple[str, ...] | None) -> Layout:
    """Return the layout of a table with one series per row."""
    starts_with_names = kinds[0] in (TEXT, EMPTY) or (
        header is not None
        and len(header) > 2
        and not _NUMBERED.match(header[0])
        and read_days(header[1:]).share > _MOST > read_days(header[:1]).share
    )
    names = 0 if starts_with_names else None
    first = 1 if starts_with_names else 0
    is_sure = header is not None or len(grid.sample) > 1  # one row alone may hold a slip
    skipped = [p for p in range(first, len(kinds)) if kinds[p] in (TEXT, DATE) and is_sure]
    width = len(header) if header else max(len(cells) for _, cells in grid.rows())
    left_out = set(skipped)
    values = tuple(place for place in range(first, width) if place not in left_out)
    named = ", names in the first column" if starts_with_names else ""
    ignored = tuple(_title(header, place) for place in skipped)
    told = f"Read as one series per row{named}, oldest value first."
    return Layout(ROWS, header, names, None, values, told, ignored)


def _has_header(sample: list[list[str]], decimal: str) -> bool:
    """Say whether the first row names the columns instead of holding values."""
    first, body = sample[0], sample[1:]
    for place, cell in enumerate(first):
        if is_missing(cell) or is_number(cell, decimal):
            continue
        below = _kind(_column(body, place), decimal)
        if below == NUMBER or (below == DATE and read_days([cell]).share == 0):
            return True
        if not body and place and read_days([cell]).share == 1:
            return True
    known = {word for words in _WORDS.values() for word in words.split()}
    return (
        len(first) > 2
        and bool(body)
        and _counts(first[1:])
        and _folded(first[0]) in known | _INDEX | {""}
    ) or (len(_named(first)) >= 2 and not any(is_number(cell, decimal) for cell in first))


def _kind(cells: list[str], decimal: str) -> str:
    given = [cell for cell in cells if not is_missing(cell)]
    if not given:
        return EMPTY
    if sum(is_number(cell, decimal) for cell in given) >= _MOST * len(given):
        return NUMBER
    return DATE if _share_of_days(given) >= _MOST else TEXT


def _share_of_days(cells: Sequence[str]) -> float:
    try:
        return read_days(cells).share
    except InvalidInput:  # of both orders: dates nevertheless
        return 1.0


def _with_compact_dates(kinds: list[str], body: list[list[str]], named: int | None) -> list[str]:
    """Return the kinds; 20200928 is a date in the first column or in the one named so."""
    place = 0 if named is None else named
    cells = [cell for cell in _column(body, place) if not is_missing(cell)]
    is_compact = len(kinds) > 1 and kinds[place] == NUMBER and read_days(cells).share == 1
    return [DATE if is_compact and at == place else kind for at, kind in enumerate(kinds)]


def _named(header: Sequence[str]) -> dict[str, int]:
    """Return the places of the columns whose names say what is in them."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header[:_SHOWN]):
        places.setdefault(_folded(cell), place)
    found: dict[str, int] = {}
    for role, words in _WORDS.items():
        known = [places[word] for word in words.split() if word in places]
        found |= {role: known[0]} if known else {}
    return found


def _column(rows: list[list[str]], place: int) -> list[str]:
    return [cells[place] for cells in rows if place < len(cells)]


def _counts(cells: Sequence[str]) -> bool:
    """Say whether the cells count up by one, from any whole number."""
    if not cells or not all(cell.isascii() and cell.isdigit() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return all(after == before + 1 for before, after in pairwise(numbers))


def _folded(cell: str) -> str:
    return re.sub(r"\s+", "_", cell.strip().casefold())


def _first(kinds: list[str], kind: str) -> int | None:
    return kinds.index(kind) if kind in kinds else None


def _title(header: tuple[str, ...] | None, place: int) -> str:
    """Return a column as it can be named in a sentence."""
    if header and place < len(header) and header[place]:
        return quoted(header[place])
    return f"column {place + 1}"


def _begin(sample: list[list[str]]) -> str:
    return quoted(", ".join(sample[0][:4]))
