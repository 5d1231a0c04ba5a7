"""Series out of a table of cells, whatever its layout: names, days, values with gaps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.cell_grid import CellGrid, is_missing, quoted
from core.contracts import Floats
from core.day_labels import UNREAD, day_text, read_days
from core.errors import InvalidInput
from core.series_layout import COLUMNS, LONG, Layout, layout_of

MOST_SERIES, MOST_DAYS = 5_000, 1_000
_NAME_LENGTH = 60


@dataclass(frozen=True)
class RawSeries:
    """Series as they stand in a table.

    Attributes:
        names: (N,) as given, not yet unique.
        values: (N, C), oldest first, NaN where there is none.
        days: (C,) dates as text; empty where the table has none.
        remarks: What was left out or guessed, one sentence each.
        refused: Name and reason of every series with a cell that is no number.
    """

    names: tuple[str, ...]
    values: Floats
    days: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass
class _Told:
    """What there is to say so far."""

    remarks: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def read_series(grid: CellGrid) -> RawSeries:
    """Return the series of a table, at most 5,000 of them and the last 1,000 days.

    Raises:
        InvalidInput: The table has no series in any layout that is known here.
    """
    layout = layout_of(grid)
    told = _Told([layout.told])
    if grid.decimal == ",":
        told.remarks.append("Commas were read as decimal signs.")
    if layout.ignored:
        some = ", ".join(layout.ignored[:5]) + (" …" if len(layout.ignored) > 5 else "")
        told.remarks.append(f"Left out, because they hold no values: {some}.")
    read = {LONG: _long, COLUMNS: _columns}.get(layout.kind, _rows)
    names, values, days = read(grid, layout, told)
    refused = tuple((names[place], reason) for place, reason in sorted(told.refused.items()))
    kept = [place for place in range(len(names)) if place not in told.refused]
    return RawSeries(
        tuple(names[place] for place in kept), values[kept], days, tuple(told.remarks), refused
    )


def _rows(grid: CellGrid, layout: Layout, told: _Told) -> tuple[list[str], Floats, tuple[str, ...]]:
    """Return the series of a table with one per row."""
    columns, days = _columns_in_order(layout, told)
    names: list[str] = []
    found: list[Floats] = []
    for line, cells in _body(grid, layout):
        if len(names) == MOST_SERIES:
            told.remarks.append(_too_many())
            break
        names.append(_name(cells[layout.names] if layout.names is not None else "", len(names)))
        given = [cells[place] for place in columns if place < len(cells)]
        while given and layout.header is None and is_missing(given[-1]):
            given.pop()
        values, wrong = grid.numbers(given)
        for place, reason in list(wrong.items())[:1]:
            where = f"line {line}, {_at(layout, columns[place])}"
            told.refused[len(names) - 1] = f"{where}: {reason}"
        found.append(_filled(values, len(columns)) if layout.header else values[-MOST_DAYS:])
    longest = max(len(values) for values in found)
    if len(columns) > longest and not layout.header:
        told.remarks.append(f"Of longer series, the last {MOST_DAYS:,} values are used.")
    return names, np.stack([_filled(values, longest, before=True) for values in found]), days


def _columns_in_order(layout: Layout, told: _Told) -> tuple[list[int], tuple[str, ...]]:
    """Return the columns of a table with one series per row, oldest first, and their days."""
    columns = list(layout.values)
    header = layout.header
    if header is None:
        return columns, ()
    labels = [header[place] if place < len(header) else "" for place in columns]
    dates = read_days(labels)
    if dates.share <= 0.8:
        if len(columns) > MOST_DAYS:
            told.remarks.append(f"The last {MOST_DAYS:,} of {len(columns):,} columns are used.")
        return columns[-MOST_DAYS:], ()
    undated = [quoted(label) for label, m in zip(labels, dates.moments, strict=True) if m == UNREAD]
    if undated:
        told.remarks.append(
            f"Left out, because their names are no dates: {', '.join(undated[:5])}."
        )
    places = _in_order(dates.moments, dates.note, told)
    return [columns[place] for place in places], tuple(day_text(dates.moments[p]) for p in places)


def _in_order(moments: np.ndarray, note: str, told: _Told) -> list[int]:
    """Return the places of the dates, oldest first, each date once, the last 1,000 of them."""
    if note:
        told.remarks.append(note)
    places = [place for place in range(len(moments)) if moments[place] != UNREAD]
    last = {int(moments[place]): place for place in places}  # the later of two counts
    if len(last) < len(places):
        again = _counted(len(places) - len(last), "date appears", "dates appear")
        told.remarks.append(f"{again} a second time; what comes later in the table counts.")
    if places and (np.diff(moments[places]) < 0).any():
        told.remarks.append("The days were put in order, oldest first.")
    ordered = [last[moment] for moment in sorted(last)]
    if len(ordered) > MOST_DAYS:
        told.remarks.append(f"The last {MOST_DAYS:,} of {len(ordered):,} days are used.")
    return ordered[-MOST_DAYS:]


def _columns(
    grid: CellGrid, layout: Layout, told: _Told
) -> tuple[list[str], Floats, tuple[str, ...]]:
    """Return the series of a table with one per column."""
    places, wanted = list(layout.values), None
    days: tuple[str, ...] = ()
    if len(places) > MOST_SERIES:
        told.remarks.append(_too_many())
        places = places[:MOST_SERIES]
    if layout.days is not None:
        labels = [_cell(cells, layout.days) for _, cells in _body(grid, layout)]
        dates = read_days(labels)
        _say_undated(labels, dates.moments, told)
        wanted = _in_order(dates.moments, dates.note, told)
        days = tuple(day_text(dates.moments[place]) for place in wanted)
    rows = _chosen_rows(grid, layout, wanted, told)
    lines = [_numbers_of(grid, layout, places, row, told) for row in rows]
    header = layout.header or ()
    titles = [header[place] if place < len(header) else "" for place in places]
    names = [_name(title, at) for at, title in enumerate(titles)]
    return names, np.array(lines).reshape(len(lines), len(places)).T.copy(), days


def _chosen_rows(
    grid: CellGrid, layout: Layout, wanted: list[int] | None, told: _Told
) -> Sequence[tuple[int, list[str]]]:
    """Return the wanted rows in their order; without a wish the last 1,000."""
    if wanted is None:
        last = deque(enumerate(_body(grid, layout), start=1), maxlen=MOST_DAYS)
        if last and last[-1][0] > MOST_DAYS:
            told.remarks.append(f"The last {MOST_DAYS:,} of {last[-1][0]:,} values are used.")
        return [row for _, row in last]
    asked = set(wanted)
    found = {at: row for at, row in enumerate(_body(grid, layout)) if at in asked}
    return [found[at] for at in wanted]


def _numbers_of(
    grid: CellGrid, layout: Layout, places: list[int], row: tuple[int, list[str]], told: _Told
) -> Floats:
    """Return one day of all series; what is no number refuses its series."""
    line, cells = row
    values, wrong = grid.numbers([_cell(cells, place) for place in places])
    for at, reason in wrong.items():
        told.refused.setdefault(at, f"line {line}, {_at(layout, places[at])}: {reason}")
    return values


def _long(grid: CellGrid, layout: Layout, told: _Told) -> tuple[list[str], Floats, tuple[str, ...]]:
    """Return the series of a table with one value per row."""
    table = _long_table(grid, layout)
    dates = read_days(table["day"].tolist())
    _say_undated(table["day"].tolist(), dates.moments, told)
    if dates.note:
        told.remarks.append(dates.note)
    table = table.assign(moment=dates.moments)[dates.moments != UNREAD]
    codes, names = pd.factorize(table["name"])
    table = table.assign(series=codes)
    if len(names) > MOST_SERIES:
        told.remarks.append(_too_many())
        table = table[table["series"] < MOST_SERIES]
    moments = np.unique(table["moment"].to_numpy())
    if len(moments) > MOST_DAYS:
        told.remarks.append(f"The last {MOST_DAYS:,} of {len(moments):,} days are used.")
    table = table[table["moment"] >= moments[-MOST_DAYS:][0]] if len(moments) else table
    table = table.assign(number=_long_numbers(grid, layout, table, told))
    values = _pivot(table, moments[-MOST_DAYS:], min(len(names), MOST_SERIES), told)
    titles = [_name(str(name), place) for place, name in enumerate(names[:MOST_SERIES])]
    return titles, values, tuple(day_text(moment) for moment in moments[-MOST_DAYS:])


def _long_table(grid: CellGrid, layout: Layout) -> pd.DataFrame:
    """Return the columns that count, as text, with the number of the line."""
    day, name, value = int(layout.days or 0), int(layout.names or 0), layout.values[0]
    rows = [
        (line, cells[day], cells[name].strip(), cells[value])
        for line, cells in _body(grid, layout)
        if len(cells) > max(day, name, value)
    ]
    return pd.DataFrame(rows, columns=["line", "day", "name", "value"])


def _long_numbers(grid: CellGrid, layout: Layout, table: pd.DataFrame, told: _Told) -> Floats:
    """Return the value of every row; what is no number refuses its series."""
    values, wrong = grid.numbers(table["value"].tolist())
    lines, series = table["line"].to_numpy(), table["series"].to_numpy()
    for at, reason in wrong.items():
        where = f"line {lines[at]}, {_at(layout, layout.values[0])}"
        told.refused.setdefault(int(series[at]), f"{where}: {reason}")
    return values


def _pivot(table: pd.DataFrame, moments: np.ndarray, count: int, told: _Told) -> Floats:
    values = np.full((count, len(moments)), np.nan)
    places = np.searchsorted(moments, table["moment"].to_numpy())
    pairs = table["series"].to_numpy() * np.int64(len(moments)) + places
    if twice := len(pairs) - len(np.unique(pairs)):
        again = _counted(twice, "row names", "rows name")
        told.remarks.append(f"{again} a ticker and a date a second time; the later row counts.")
    values[table["series"].to_numpy(), places] = table["number"].to_numpy()
    return values


def _body(grid: CellGrid, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header with the numbers of their lines."""
    rows = grid.rows()
    if layout.header is not None:
        next(rows)
    return rows


def _say_undated(labels: Sequence[str], moments: np.ndarray, told: _Told) -> None:
    unread = np.flatnonzero(moments == UNREAD)
    if len(unread) == len(moments):
        raise InvalidInput("No date in this table could be read. Write them like 2020-09-28.")
    if len(unread):
        found = quoted(labels[int(unread[0])])
        gone = _counted(len(unread), "row is", "rows are")
        told.remarks.append(f"{gone} left out, because {found} is no date.")


def _filled(values: Floats, length: int, *, before: bool = False) -> Floats:
    """Return the values with NaN after (or before) them, `length` in all."""
    missing = np.full(length - len(values), np.nan)
    return np.concatenate([missing, values] if before else [values, missing])


def _name(given: str, place: int) -> str:
    name = "".join(letter for letter in given if letter.isprintable()).strip()
    return name[:_NAME_LENGTH] or f"Series {place + 1}"


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _at(layout: Layout, place: int) -> str:
    header = layout.header or ()
    title = header[place] if place < len(header) else ""
    return f"column {title[:40]}" if title else f"column {place + 1}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _too_many() -> str:
    return f"There are more than {MOST_SERIES:,} series; the first {MOST_SERIES:,} are used."
