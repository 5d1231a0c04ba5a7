"""Forecasts of days that were kept from the forecaster: only the past is used to fit.

Letters: N series, T values of each; k lags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.forecasts import forecast_table

LAST_DAYS = 10
LAGS = (1, 20)


@dataclass(frozen=True)
class WalkForward:
    """Errors over the last days, one after the other.

    Attributes:
        days: How many days were forecast.
        last_value: MSE of "tomorrow is like today", over all series and days.
        autoregression: Number of lags -> MSE of a linear autoregression.
    """

    days: int
    last_value: float
    autoregression: dict[int, float]


def walk_forward(values: Floats, days: int = LAST_DAYS, lags: Sequence[int] = LAGS) -> WalkForward:
    """Return the errors of forecasting each of the last `days` from what came before it.

    For each day a linear autoregression x_t = b + Σ_j a_j x_{t-j}, j = 1 … k, the same for all
    series, is fitted by least squares to every earlier day of all of them.

    Args:
        values: (N, T) series; their scale is taken as it is.
        days: How many days to forecast, each one step ahead.
        lags: Numbers of lags k to try.

    Raises:
        InvalidInput: The series are too short for that.
    """
    _, length = values.shape
    if length - days < max(lags) + 1:
        raise InvalidInput(
            f"Series of {length} values are too short to forecast {days} days with {max(lags)} "
            "values each."
        )
    targets = values[:, -days:]  # (N, days)
    return WalkForward(
        days=days,
        last_value=_mse(values[:, -days - 1 : -1], targets),
        autoregression={k: _mse(_autoregression(values, days, k), targets) for k in lags},
    )


@cache
def walk_forward_of_loaded() -> WalkForward | None:
    """Return the errors on the series of this process; None where they are too short."""
    table = forecast_table()
    try:
        return walk_forward(np.column_stack([table.series, table.targets]))
    except InvalidInput:
        return None


def _autoregression(values: Floats, days: int, k: int) -> Floats:
    """Return the forecasts (N, days), fitted anew before each day."""
    first = values.shape[1] - days
    weights = _fits(values, k, first)
    forecasts = [_lagged(values, first + i, k) @ next(weights) for i in range(days)]
    return np.stack(forecasts, axis=1)


def _fits(values: Floats, k: int, first: int) -> Iterator[Floats]:
    """Yield the least-squares weights (k + 1,) as known before day `first` and each day after."""
    squares, products = np.zeros((k + 1, k + 1)), np.zeros(k + 1)
    for day in range(k, values.shape[1]):
        if day >= first:
            yield np.linalg.lstsq(squares, products, rcond=None)[0]
        known = _lagged(values, day, k)  # (N, k + 1)
        squares += known.T @ known
        products += known.T @ values[:, day]


def _lagged(values: Floats, day: int, k: int) -> Floats:
    """Return a one and the k values before `day`, (N, k + 1)."""
    return np.concatenate([np.ones((len(values), 1)), values[:, day - k : day]], axis=1)


def _mse(forecasts: Floats, targets: Floats) -> float:
    return float(np.mean((forecasts - targets) ** 2))
