"""What the parts of the forecast page read: the shape of `core.forecasts.ForecastTable`.

Written down as protocols, because the screen may know what data look like but not where they come
from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from core.contracts import Floats


class Card(Protocol):
    """What is known about a trained model: seed, data, recipe and losses."""

    training: Mapping[str, Any]


class Score(Protocol):
    """Figures of a forecaster against the last value; see `core.scores.Score`."""

    mse: float
    mae: float
    skill: float | None
    low: float | None
    high: float | None
    p_value: float | None
    away: float | None


class Forecaster(Protocol):
    """A baseline or a model with its answers; an unavailable one has a reason instead."""

    name: str
    title: str
    parameters: int | None
    lecture: float | None
    answers: Floats | None
    mse: float | None
    card: Card | None
    reason: str | None
    score: Score | None
    file_mse: float | None
    remark: str | None


class Forecasts(Protocol):
    """N series with the answers of every forecaster, the most accurate first."""

    names: tuple[str, ...]
    series: Floats
    targets: Floats
    origins: tuple[str, ...]
    origin: str
    note: str
    simulated: int
    extremes: int
    forecasters: tuple[Forecaster, ...]
    able: tuple[Forecaster, ...]

    def forecaster(self, name: str) -> Forecaster:
        """Return the forecaster `name`; raises `InvalidInput` unless it can answer."""
        ...

    def step(self, place: int) -> str:
        """Return what lies between two values of a series: `day` or `week`."""
        ...


def answers(forecaster: Forecaster) -> Floats:
    """Return the answers (N,) of a forecaster; raises LookupError when it is unavailable."""
    if forecaster.answers is None:
        raise LookupError(f"{forecaster.name} has no answers: {forecaster.reason}")
    return forecaster.answers
