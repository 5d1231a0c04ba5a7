"""Many steps ahead: a forecaster fed with its own answers, and how far off it may be.

Of (N, L) values the last H days are forecast from the day before them, without looking. The width
of the fan comes from the H days before that: there the same forecaster was rolled forward from
several days, and was off by so much. Neither those days nor the last ones were fitted to.

    … fitted to … | errors give the width | start | checked
                    L - 2H … L - H                  L - H … L
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import forecasting, linear, refit_networks
from core.contracts import Floats
from core.errors import InvalidInput, LessonError
from core.forecasts import LAST_VALUE, MEAN, ForecastTable
from core.linear import Ahead
from core.past import PAST, last_of
from core.ranking import DRIFT, LAGS
from core.run_forecasts import refuse_run

HORIZON = 20
LEVEL = 0.8
CHECK, TODAY = "check", "today"
STARTS = (CHECK, TODAY)
_EVERY, _SAMPLE, _SIZE_DAYS = 4, 600, 30
_ENOUGH = 25  # series from which starting at every fourth day gives enough errors
_SHORTEST = 8


@dataclass(frozen=True, eq=False)
class Fan:
    """One series rolled forward.

    Attributes:
        start: The column of the first forecast.
        path: (H,) forecasts.
        low, high: (H,) bounds between which 80 % of the errors lay.
        truth: (H,) what came; None where nobody knows yet.
        coverage: (H,) share of all series whose truth lay inside, at each distance, measured on
            the last H days.
        width: From how many starting days, and of how many series, the bounds come.
    """

    start: int
    path: Floats
    low: Floats
    high: Floats
    truth: Floats | None
    coverage: Floats
    width: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Spread:
    """Errors of one forecaster rolled forward on all series, in sizes of a step.

    Attributes:
        low, high: (H,) quantiles of the errors on the days that give the width.
        late_low, late_high: The same, with errors up to the last day.
        coverage: (H,) as in `Fan`.
        paths: (N, H) forecasts of the last H days.
        origins: How many days the errors start from.
    """

    low: Floats
    high: Floats
    late_low: Floats
    late_high: Floats
    coverage: Floats
    paths: Floats
    origins: int


def fan(table: ForecastTable, model: str, place: int, start: str, k: int = LAGS) -> Fan:
    """Return one series rolled forward from H days ago, or from its last day.

    Raises:
        InvalidInput: No such forecaster or start, or series too short.
        LessonError: The forecaster cannot answer; why.
    """
    if start not in STARTS:
        raise InvalidInput(f"A fan starts at {' or '.join(STARTS)}, not {str(start)[:20]!r}.")
    known = spread(table, str(model)[:60], k)
    values, H = table.values, len(known.low)
    size = step_size(values[:, : values.shape[1] - H])[place]
    if start == CHECK:
        first, path = values.shape[1] - H, known.paths[place]
        low, high, truth = known.low, known.high, np.array(values[place, first:])
    else:
        first, size = values.shape[1], step_size(values)[place]
        path = rolled(_ahead(table, model, k), values[place : place + 1], H)[0]
        low, high, truth = known.late_low, known.late_high, None
    return Fan(
        first, path, path + low * size, path + high * size, truth, known.coverage,
        (known.origins, min(len(values), _SAMPLE)),
    )  # fmt: skip


def fan_or_reason(
    table: ForecastTable, model: str, place: int, start: str, k: int = LAGS
) -> Fan | str:
    """Return one series rolled forward, or why that is not possible; see `fan`."""
    try:
        return fan(table, model, place, start, k)
    except LessonError as error:
        return str(error)


def horizon(length: int) -> int:
    """Return how far series of a length are rolled: 20, less where there are few values.

    Raises:
        InvalidInput: They are too short to be rolled at all.
    """
    if length < _SHORTEST:
        raise InvalidInput(
            f"Series of {length} values are too short for a forecast of many steps; "
            f"it needs {_SHORTEST}."
        )
    return min(HORIZON, length // 4)


def why_too_short(length: int) -> str | None:
    """Return why series of a length cannot be rolled forward; None when they can."""
    try:
        horizon(length)
    except InvalidInput as error:
        return str(error)
    return None


@lru_cache(maxsize=24)
def spread(table: ForecastTable, model: str, k: int = LAGS) -> Spread:
    """Return the errors of a forecaster rolled forward on a table, which is known by identity."""
    values = table.values
    H, ahead = horizon(values.shape[1]), _ahead(table, model, k)
    end = values.shape[1]
    some = values[:: max(-(-len(values) // _SAMPLE), 1)]  # (n, L)
    paths = rolled(ahead, values[:, : end - H], H)
    size = step_size(values[:, : end - H])[:, None]
    missed = _divided(values[:, end - H :] - paths, size)  # (N, H)
    every = min(max(len(some) // _ENOUGH, 1), _EVERY)
    early, late = _errors(ahead, some, range(end - 2 * H, end - H, every), H), missed
    low, high = _bounds([[row[:, h] for row in early if row.shape[1] > h] for h in range(H)])
    both = [[late[:, h], *(row[:, h] for row in early if row.shape[1] > h)] for h in range(H)]
    late_low, late_high = _bounds(both)
    inside = (missed >= low) & (missed <= high)
    return Spread(low, high, late_low, late_high, inside.mean(axis=0), paths, len(early))


def _errors(ahead: Ahead, values: Floats, origins: range, H: int) -> list[Floats]:
    """Return per origin the errors (n, h) on the days that lie before the last H, in step sizes."""
    until, found = origins.stop, []
    for day in origins:
        path = rolled(ahead, values[:, :day], min(H, until - day))
        size = step_size(values[:, :day])[:, None]
        found.append(_divided(values[:, day : day + path.shape[1]] - path, size))
    return found


def _bounds(errors: list[list[Floats]]) -> tuple[Floats, Floats]:
    """Return the quantiles (H,) that leave a tenth of the errors below and a tenth above."""
    tails = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    found = np.array([np.quantile(np.concatenate(parts), tails) for parts in errors])
    return found[:, 0], found[:, 1]


def rolled(ahead: Ahead, values: Floats, steps: int) -> Floats:
    """Return the next `steps` values (N, steps), each answer taken for the truth in the next."""
    known = values[:, -PAST:]
    for _ in range(steps):
        known = np.concatenate([known, ahead(known)[:, None]], axis=1)
    return known[:, known.shape[1] - steps :]


def step_size(values: Floats) -> Floats:
    """Return the root mean square of the last steps of every series, (N,)."""
    steps = np.diff(last_of(values, _SIZE_DAYS + 1), axis=1)
    return np.sqrt(np.mean(steps**2, axis=1))


def _divided(errors: Floats, size: Floats) -> Floats:
    return errors / np.where(size > 0, size, 1)


def _ahead(table: ForecastTable, model: str, k: int) -> Ahead:
    """Return what forecasts one step, knowing nothing of the last 2 H days."""
    values = table.values
    end = values.shape[1] - 2 * horizon(values.shape[1])
    if model in linear.PENALTIES:
        fitted = min(k, max(end // 2, 1))
        return linear.linear_ahead(values, end, fitted, linear.PENALTIES[model])
    simple = {
        LAST_VALUE: forecasting.last_value,
        DRIFT: forecasting.drift,
        MEAN: lambda known: known.mean(axis=1),
    }
    if model in simple:
        return simple[model]
    refuse_run(model, "there are no days left to check many steps on")
    if not any(one.name == model for one in table.forecasters):
        raise InvalidInput(f"No forecaster {str(model)[:40]!r} can be rolled forward.")
    return refit_networks.network_ahead(model, "fan")
