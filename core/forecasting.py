"""Forecasts that need no training: what every model has to beat.

All take (N, T) series, oldest value first, and return (N,) forecasts of the value after the last.
"""

from __future__ import annotations

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput


def last_value(series: Floats) -> Floats:
    """Return each series' last value (N,): tomorrow is like today.

    Raises:
        InvalidInput: The series have no values.
    """
    _need(series, 1)
    return series[:, -1].copy()


def drift(series: Floats) -> Floats:
    """Return the last value plus the mean step so far (N,): the line from first to last, extended.

    Raises:
        InvalidInput: The series have fewer than two values.
    """
    _need(series, 2)
    return series[:, -1] + (series[:, -1] - series[:, 0]) / (series.shape[1] - 1)


def mean_of_targets(series: Floats, targets: Floats) -> Floats:
    """Return the mean of `targets` once per series (N,), the lecture's first baseline.

    It has seen the answers, so it is a yardstick and no forecast; `targets` (any number of them)
    may come from other series than these.

    Raises:
        InvalidInput: There are no targets.
    """
    if not np.size(targets):
        raise InvalidInput("The mean of the targets needs at least one target, but there are none.")
    return np.full(len(series), np.mean(targets))


def _need(series: Floats, days: int) -> None:
    if series.ndim != 2 or series.shape[1] < days:
        raise InvalidInput(
            f"This forecast needs series (N, T) of at least {days} values, not {series.shape}."
        )
