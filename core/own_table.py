"""A visitor's own series: read from a text, cleaned, and every decision said.

What can be forecast is a table without holes: N series of the same length that end on the same
day. Short gaps are filled with the value before; what does not fit is dropped with a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.cell_grid import SEPARATORS, cell_grid
from core.contracts import Floats
from core.errors import InvalidInput
from core.series_reading import RawSeries, read_series
from core.uploaded_text import UploadedText
from core.visitor_files import Kept

KIND = "stocks"
FEWEST, LONGEST_GAP, MOST_VALUES = 3, 5, 1_000_000
_NAMED = 3


@dataclass(frozen=True)
class OwnTable:
    """What a visitor gave, ready to be forecast.

    Attributes:
        title: Name of the file, or how else it can be called.
        names: (N,) different from each other, also in lower case.
        values: (N, T + 1) finite, in the visitor's own unit, oldest first, read-only.
        days: (T + 1,) dates as text; empty where none were given.
        remarks: How it was read and what was changed, one sentence each.
        dropped: Name and reason of every series that is not used.
    """

    title: str
    names: tuple[str, ...]
    values: Floats
    days: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> str:
        """What is used, in one sentence."""
        count, length = self.values.shape
        some = "1 series" if count == 1 else f"{count:,} series"
        period = f", {self.days[0]} to {self.days[-1]}" if self.days else ""
        lost = f"; {len(self.dropped):,} dropped" if self.dropped else ""
        return f"{self.title}: {some} of {length:,} values{period}{lost}."

    def to_kept(self) -> Kept:
        """Return what is kept on the server for the visitor."""
        about = {
            "title": self.title,
            "names": self.names,
            "days": self.days,
            "remarks": self.remarks,
            "dropped": self.dropped,
        }
        return Kept(KIND, about, {"values": self.values})

    @classmethod
    def from_kept(cls, kept: Kept) -> OwnTable:
        """Return what `to_kept` was made of."""
        about = {name: value for name, value in kept.about.items() if name != "title"}
        about["dropped"] = [tuple(pair) for pair in about["dropped"]]
        told = {name: tuple(value) for name, value in about.items()}
        return cls(title=kept.about["title"], values=kept.arrays["values"], **told)


def own_table(upload: UploadedText) -> OwnTable:
    """Return the series in a visitor's table.

    Raises:
        InvalidInput: There is no table in it, or nothing is left of it after cleaning.
    """
    grid = cell_grid(upload.text, upload.name)
    raw = read_series(grid)
    separated = f"Cells are separated by {SEPARATORS[grid.separator]}."
    remarks = [*upload.remarks, *raw.remarks[:1], separated, *raw.remarks[1:]]
    dropped = list(raw.refused)
    for step in (_without_twins, _without_ragged_end, _filled, _of_one_length, _within_limits):
        raw = step(raw, remarks, dropped)
    _need_some(raw, upload.name, dropped)
    constant = [name for name, row in zip(raw.names, raw.values, strict=True) if np.ptp(row) == 0]
    if constant:
        remarks.append(
            f"{_listed(constant)} never {'changes' if len(constant) == 1 else 'change'}: there is "
            "nothing to scale, so it stands at 0 and every forecast is that constant."
        )
    values = np.ascontiguousarray(raw.values)
    values.setflags(write=False)
    return OwnTable(upload.name, raw.names, values, raw.days, tuple(remarks), tuple(dropped))


_Step = Callable[[RawSeries, list[str], list[tuple[str, str]]], RawSeries]


def _kept(raw: RawSeries, keep: np.ndarray) -> RawSeries:
    names = tuple(name for name, is_kept in zip(raw.names, keep, strict=True) if is_kept)
    return RawSeries(names, raw.values[keep], raw.days)


def _without_twins(raw: RawSeries, _said: list[str], dropped: list[tuple[str, str]]) -> RawSeries:
    """Keep the first series of each name; upper and lower case are the same."""
    seen: set[str] = set()
    keep = np.zeros(len(raw.names), dtype=bool)
    for place, name in enumerate(raw.names):
        keep[place] = name.casefold() not in seen
        seen.add(name.casefold())
        if not keep[place]:
            dropped.append((name, "another series before it has the same name"))
    return _kept(raw, keep)


def _without_ragged_end(
    raw: RawSeries, said: list[str], dropped: list[tuple[str, str]]
) -> RawSeries:
    """End on the last day that at least half of the series have; drop those that end earlier."""
    if not raw.values.size:
        dropped += [(name, _too_short(0)) for name in raw.names]
        return _kept(raw, np.zeros(len(raw.names), dtype=bool))
    share = np.isfinite(raw.values).mean(axis=0)
    end = int(np.flatnonzero(share >= min(0.5, share.max()))[-1]) + 1
    if cut := raw.values.shape[1] - end:
        said.append(f"The last {_days(cut)} left out: fewer than half of the series have a value.")
    raw = RawSeries(raw.names, raw.values[:, :end], raw.days[:end])
    has_last = np.isfinite(raw.values[:, -1])
    day = f" ({raw.days[-1]})" if raw.days else ""
    for place in np.flatnonzero(~has_last):
        is_empty = not np.isfinite(raw.values[place]).any()
        reason = _too_short(0) if is_empty else f"it has no value on the last day{day}"
        dropped.append((raw.names[place], reason))
    return _kept(raw, has_last)


def _days(count: int) -> str:
    return "column is" if count == 1 else f"{count:,} columns are"


def _filled(raw: RawSeries, said: list[str], dropped: list[tuple[str, str]]) -> RawSeries:
    """Fill gaps of up to five values with the value before them; drop series with longer ones."""
    values = raw.values.copy()
    keep = np.ones(len(values), dtype=bool)
    filled = touched = 0
    for place in np.flatnonzero(np.isnan(values).any(axis=1)):
        row = values[place]
        holes = _holes(row)
        longest = max((end - start for start, end in holes), default=0)
        if longest > LONGEST_GAP:
            keep[place] = False
            dropped.append((raw.names[place], f"{longest:,} values in a row are missing"))
            continue
        for start, end in holes:
            row[start:end] = row[start - 1]
            filled += end - start
        touched += bool(holes)
    if filled:
        said.append(
            f"{filled:,} missing {'value' if filled == 1 else 'values'} in {touched:,} series "
            "filled with the value before."
        )
    return _kept(RawSeries(raw.names, values, raw.days), keep)


def _holes(row: Floats) -> list[tuple[int, int]]:
    """Return start and end of every run of NaN after the first value."""
    first = int(np.flatnonzero(np.isfinite(row))[0])
    is_hole = np.concatenate([[False], np.isnan(row[first:]), [False]])
    edges = np.flatnonzero(np.diff(is_hole.astype(np.int8))) + first
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _of_one_length(raw: RawSeries, said: list[str], dropped: list[tuple[str, str]]) -> RawSeries:
    """Keep the last n values of every series that has them; n keeps the most values in all."""
    if not raw.values.size:
        return raw
    lengths = np.isfinite(raw.values).sum(axis=1)
    for place in np.flatnonzero(lengths < FEWEST):
        dropped.append((raw.names[place], _too_short(int(lengths[place]))))
    long_enough = lengths[lengths >= FEWEST]
    if not len(long_enough):
        return _kept(raw, np.zeros(len(lengths), dtype=bool))
    wanted = max(np.unique(long_enough), key=lambda n: (n * (long_enough >= n).sum(), n))
    for place in np.flatnonzero((lengths >= FEWEST) & (lengths < wanted)):
        reason = f"it has {lengths[place]:,} values, the others have {wanted:,}"
        dropped.append((raw.names[place], reason))
    if (lengths > wanted).any():
        said.append(f"The series have different lengths; the last {wanted:,} values are used.")
    cut = RawSeries(raw.names, raw.values[:, -wanted:], raw.days[-wanted:])
    return _kept(cut, lengths >= wanted)


def _too_short(length: int) -> str:
    has = "no value" if length == 0 else f"only {length} value{'s' if length > 1 else ''}"
    return f"it has {has}; a forecast needs two values and the one that came next"


def _within_limits(raw: RawSeries, said: list[str], _dropped: list[tuple[str, str]]) -> RawSeries:
    count, length = raw.values.shape
    most = max(FEWEST, MOST_VALUES // max(1, count))
    if length <= most:
        return raw
    said.append(f"With so many series, the last {most:,} of {length:,} values are used.")
    return RawSeries(raw.names, raw.values[:, -most:], raw.days[-most:])


def _need_some(raw: RawSeries, title: str, dropped: list[tuple[str, str]]) -> None:
    if raw.names:
        return
    reasons = Counter(reason for _, reason in dropped)
    name, reason = dropped[0] if dropped else ("the table", "it holds no series")
    more = f" (and {len(dropped) - 1:,} more)" if len(dropped) > 1 else ""
    kinds = "" if len(reasons) <= 1 else f" There are {len(reasons):,} different reasons in all."
    raise InvalidInput(
        f"No series of {title} can be used. {name}{more}: {reason}.{kinds} Correct the table and "
        "give it again."
    )


def _listed(names: list[str]) -> str:
    """Return some names as a list in a sentence."""
    if len(names) <= _NAMED:
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED:,} more"
