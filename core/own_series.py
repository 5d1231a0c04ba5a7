"""Series that somebody brings along, checked and put into the form of the lecture's file.

`table_of(names, values)` is the one way to a table that everything on the page works with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core import registry
from core.contracts import OWN, Columns, Dataset, Floats
from core.errors import InvalidInput
from core.forecasts import TASK, ForecastTable, tabulate
from core.tables import read_only

LONGEST = 2000  # values of each series that are kept
LARGEST = 1e100
_SHORTEST, _NAME = 3, 60


@dataclass(frozen=True)
class Checked:
    """Series that can be forecast.

    Attributes:
        names: (N,) different from each other.
        values: (N, T + 1) finite, the scale they came in.
        remarks: What was changed, one sentence each.
    """

    names: tuple[str, ...]
    values: Floats
    remarks: tuple[str, ...]


def table_of(names: Sequence[str], values: Floats, note: str = "") -> ForecastTable:
    """Return a table of series that were brought along; the last value of each is its target.

    Args:
        names: N names; equal ones are told apart by a number.
        values: (N, T + 1), oldest value first, NaN where one is missing.
        note: A sentence on where they come from.

    Raises:
        InvalidInput: As `checked`.
    """
    good = checked(names, values)
    told = " ".join(part for part in (note, *good.remarks) if part)
    dataset = Dataset("stocks", OWN, told, columns_of(good))
    specs = [spec for spec in registry.models().values() if spec.task == TASK]
    return tabulate(dataset, specs, registry.predictor)


def columns_of(good: Checked) -> Columns:
    """Return the columns of a stocks dataset, each series scaled as the lecture scales."""
    values = scaled(good.values)
    return read_only(
        {
            "name": np.array(good.names, dtype=np.str_),
            "series": np.array(values[:, :-1]),
            "target": np.array(values[:, -1]),
            "origin": np.full(len(values), OWN),
        }
    )


def scaled(values: Floats) -> Floats:
    """Return each row stretched to [-1, 1] over all its values; a constant one becomes 0."""
    low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    half = high / 2 - low / 2
    stretched = (values - (low / 2 + high / 2)) / np.where(half == 0, 1, half)
    return np.clip(np.where(half == 0, 0.0, stretched), -1, 1)


def checked(names: Sequence[str], values: Floats) -> Checked:
    """Return the series with gaps filled and what is too long cut, and say so.

    A gap is filled with the value before it, a gap at the start with the first value there is.

    Raises:
        InvalidInput: No series, fewer than three values, a series without values, or values too
            large to be squared.
    """
    values = np.array(values, dtype=np.float64, ndmin=2)
    if values.ndim != 2 or not len(values) or len(names) != len(values):
        raise InvalidInput(
            f"{len(names)} names for values of shape {values.shape}: give at least one series, "
            "each with a name."
        )
    if values.shape[1] < _SHORTEST:
        raise InvalidInput(
            f"Series of {values.shape[1]} values cannot be forecast: give at least {_SHORTEST}, "
            "two to look back on and the one that came next."
        )
    remarks = []
    if values.shape[1] > LONGEST:
        remarks.append(f"Of {values.shape[1]:,} values per series the last {LONGEST:,} are used.")
        values = values[:, -LONGEST:]
    told = _unique([str(name).strip()[:_NAME] or "unnamed" for name in names])
    values, filled = _filled(told, values)
    if filled:
        remarks.append(f"{filled:,} missing values were filled with the value before them.")
    constant = int(np.count_nonzero(values.min(axis=1) == values.max(axis=1)))
    if constant:
        some = "One series never moves" if constant == 1 else f"{constant:,} series never move"
        remarks.append(f"{some}: every forecast is the same constant.")
    return Checked(told, values, tuple(remarks))


def _filled(names: tuple[str, ...], values: Floats) -> tuple[Floats, int]:
    """Return the values without gaps, and how many were filled."""
    infinite = np.isinf(values) | (np.abs(values) > LARGEST)
    if infinite.any():
        row = int(np.flatnonzero(infinite.any(axis=1))[0])
        raise InvalidInput(
            f"{names[row]} has a value beyond ±{LARGEST:g}, which cannot be squared. "
            "Divide the series by a large number first."
        )
    missing = np.isnan(values)
    if missing.all(axis=1).any():
        row = int(np.flatnonzero(missing.all(axis=1))[0])
        raise InvalidInput(f"{names[row]} has no values at all. Fill it in or remove it.")
    if missing[:, -1].any():
        row = int(np.flatnonzero(missing[:, -1])[0])
        raise InvalidInput(
            f"{names[row]} has no last value, so there is nothing to compare a forecast with. "
            "Fill it in, or remove the series."
        )
    places = np.where(missing, -1, np.arange(values.shape[1]))
    before = np.maximum.accumulate(places, axis=1)  # (N, T + 1): last place that has a value
    first = np.argmax(~missing, axis=1)[:, None]
    return np.take_along_axis(values, np.where(before < 0, first, before), 1), int(missing.sum())


def _unique(names: list[str]) -> tuple[str, ...]:
    """Return the names with a number behind those that came before."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return (
        tuple(told)
        if len(set(told)) == len(told)
        else tuple(f"{name} #{place}" for place, name in enumerate(names, start=1))
    )
