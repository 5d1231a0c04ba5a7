"""What a forecaster may know on a given day: the values before it, scaled on nothing else.

Letters: N series, T values of each, K values that are read. A day is a column of the values; what
is known on day t are the columns before t.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.contracts import Columns, Floats
from core.errors import InvalidInput

WINDOW = 30  # values that a network reads
PAST = 100  # values that the scale is taken from


@dataclass(frozen=True)
class Past:
    """The last values before one day, as a forecaster sees them.

    Attributes:
        window: (N, K) scaled to [-1, 1] by the lowest and highest value before the day.
        centre: (N,) what became 0.
        half: (N,) what became 1; 0 where a series has not moved.
    """

    window: Floats
    centre: Floats
    half: Floats

    def scaled(self, values: Floats) -> Floats:
        """Return values (N,) of the series on the scale of the window."""
        return (values - self.centre) / _never_zero(self.half)

    def unscaled(self, answers: Floats) -> Floats:
        """Return answers (N,) on the scale of the series; one that has not moved stays there."""
        return self.centre + self.half * answers


def past_of(values: Floats, day: int, size: int = WINDOW) -> Past:
    """Return what is known of (N, T) values on `day`; a shorter past begins with its first value.

    Raises:
        InvalidInput: Nothing is known on that day.
    """
    if values.ndim != 2 or not 0 < day <= values.shape[1]:
        raise InvalidInput(
            f"Nothing is known before value {day} of series of shape {values.shape}."
        )
    known = values[:, max(day - PAST, 0) : day]
    low, high = known.min(axis=1), known.max(axis=1)
    centre, half = low / 2 + high / 2, high / 2 - low / 2
    window = last_of(values[:, :day], size)
    return Past((window - centre[:, None]) / _never_zero(half)[:, None], centre, half)


def last_of(values: Floats, size: int) -> Floats:
    """Return the last `size` columns; where there are fewer, the first one is repeated."""
    window = values[:, -size:]
    missing = size - window.shape[1]
    return np.pad(window, ((0, 0), (missing, 0)), mode="edge") if missing > 0 else window


def past_rows(values: Floats, days: Iterable[int], size: int = WINDOW) -> Columns:
    """Return one row per series and day: `series` (n, K) and `target` (n,), scaled on the past.

    The rows of one day follow each other, the days in the order given.
    """
    pasts = [(past_of(values, day, size), values[:, day]) for day in days]
    return {
        "series": np.concatenate([past.window for past, _ in pasts]),
        "target": np.concatenate([past.scaled(truth) for past, truth in pasts]),
    }


def _never_zero(half: Floats) -> Floats:
    return np.where(half == 0, 1.0, half)
