"""Classical forecasters from the package statsforecast, imported only when they are asked for.

The lecture's detour: "don't reinvent the wheel". Each is fitted to one series at a time and to
nothing but what came before the day it forecasts. The package is optional and large; it belongs
into a process of its own (see `components.background`).
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput, MissingData

TITLES: Mapping[str, str] = MappingProxyType(
    {"auto-arima": "AutoARIMA", "auto-ets": "AutoETS", "theta": "Theta"}
)
LEVEL = 80
MOST_AHEAD = 20
_LONGEST = 300
_MISSING = (
    "AutoARIMA, AutoETS and Theta are not installed on this server. Whoever runs it can add them: "
    "pip install -r requirements-classical.txt"
)
_TOO_SHORT = "it needs more values than the {count} before that day"


@dataclass(frozen=True)
class Ahead:
    """One forecaster's next steps for one series.

    Attributes:
        name: Name of the forecaster.
        mean: (H,) forecasts of the next H values; empty when it failed.
        low, high: (H,) the 80 % interval it claims itself; NaN where it claims none.
        reason: Why it failed; None when it did not.
    """

    name: str
    mean: Floats
    low: Floats
    high: Floats
    reason: str | None = None


@dataclass(frozen=True)
class Walked:
    """One forecaster's forecasts of the last days, each from the days before it.

    Attributes:
        name: Name of the forecaster.
        forecasts: (N, D), NaN where it failed.
        reasons: Row -> why it failed there for the first time.
    """

    name: str
    forecasts: Floats
    reasons: Mapping[int, str] = field(default_factory=dict)


def why_missing() -> str | None:
    """Return why there are no classical forecasters here, for learners; None when there are."""
    return None if find_spec("statsforecast") else _MISSING


def forecast_ahead(name: str, history: Floats, steps: int) -> Ahead:
    """Return the next `steps` values of one series (T,) with the interval the forecaster claims.

    Raises:
        MissingData: The package is not installed.
        InvalidInput: There is no such forecaster, or `steps` is not within 1 and 20.
    """
    if not 1 <= steps <= MOST_AHEAD:
        raise InvalidInput(f"Forecast between 1 and {MOST_AHEAD} steps ahead, not {steps}.")
    with _quiet():
        model = _model(name)
        try:
            mean, low, high = _asked(model, history, steps, LEVEL)
        except _CannotForecast as error:
            nothing = np.zeros(0)
            return Ahead(name, nothing, nothing, nothing, str(error))
    return Ahead(name, mean, low, high)


def walk(
    name: str, values: Floats, days: int, progress: Callable[[int], object] = lambda _done: None
) -> Walked:
    """Return the forecasts of the last `days` values, fitted anew to the past before each of them.

    Args:
        name: Name of the forecaster.
        values: (N, T) series.
        days: How many days D to forecast, each one step ahead.
        progress: Told the number of finished series.

    Raises:
        MissingData: The package is not installed.
        InvalidInput: There is no such forecaster, or the series have no more than `days` values.
    """
    if not 1 <= days < values.shape[1]:
        raise InvalidInput(
            f"Forecasting the last {days} values needs more than {days} of them; these series "
            f"have {values.shape[1]}."
        )
    forecasts = np.full((len(values), days), np.nan)
    reasons: dict[int, str] = {}
    with _quiet():
        model = _model(name)
        for row, series in enumerate(values):
            for day in range(days):
                past = series[: len(series) - days + day]
                try:
                    forecasts[row, day] = _asked(model, past, 1, None)[0][0]
                except _CannotForecast as error:
                    reasons.setdefault(row, str(error))
            progress(row + 1)
    return Walked(name, forecasts, reasons)


class _CannotForecast(Exception):
    """A forecaster failed on one series; the message says how."""


def _model(name: str) -> Any:
    """Return the forecaster, not fitted."""
    if name not in TITLES:
        raise InvalidInput(f"There is no classical forecaster {name[:40]!r}.")
    if reason := why_missing():
        raise MissingData(reason)
    if sys.modules.get("pyarrow", sys) is None:  # left out by whoever serves, see gunicorn.conf.py
        del sys.modules["pyarrow"]
    from statsforecast import models

    return {
        "auto-arima": models.AutoARIMA, "auto-ets": models.AutoETS, "theta": models.Theta
    }[name](season_length=1)  # fmt: skip


def _asked(
    model: Any, history: Floats, steps: int, level: int | None
) -> tuple[Floats, Floats, Floats]:
    """Return forecasts (H,) and interval of one series, scaled to mean 0 and spread 1 meanwhile.

    Raises:
        _CannotForecast: The forecaster failed, or its answer is no number.
    """
    past = np.asarray(history[-_LONGEST:], dtype=np.float64)
    middle, spread = float(past.mean()) if len(past) else 0.0, float(past.std()) if len(past) else 0
    if len(past) and not spread > 0:  # a constant: nothing to fit, nothing to doubt
        constant = np.full(steps, past[-1])
        return constant, constant, constant
    try:
        told = model.forecast(
            y=(past - middle) / spread, h=steps, level=[level] if level is not None else None
        )
    except Exception as error:  # whatever it trips over is its answer
        raise _CannotForecast(_why(error, len(past))) from error
    mean = np.asarray(told["mean"], dtype=np.float64) * spread + middle
    if not np.isfinite(mean).all():
        raise _CannotForecast("its answer is no number")
    bounds = [_bound(told, f"{side}-{level}", steps) for side in ("lo", "hi")]
    low, high = (bound * spread + middle for bound in bounds)
    return mean, low, high


def _bound(told: Mapping[str, Any], name: str, steps: int) -> Floats:
    found = told.get(name)
    return np.full(steps, np.nan) if found is None else np.asarray(found, dtype=np.float64)


def _why(error: Exception, count: int) -> str:
    if isinstance(error, NotImplementedError | IndexError) or count < 3:
        return _TOO_SHORT.format(count=count)
    return f"it failed on this series ({type(error).__name__})"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the package's warnings and its log to itself."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
