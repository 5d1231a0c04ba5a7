"""Series worth looking at, found in whatever data is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.contracts import Floats
from core.forecast_views import favourite
from core.forecasts import ForecastTable


@dataclass(frozen=True)
class Instructive:
    """A series worth looking at: its row, what it shows in a few words, and why."""

    place: int
    label: str
    why: str


def instructive(table: ForecastTable) -> tuple[Instructive, ...]:
    """Return different series that each show something, the lecture's own first."""
    first = favourite(table)
    found = [Instructive(first, "", "The lecture asks for this one.")]
    for score, label, why in _lessons(table):
        taken = {one.place for one in found}
        order = np.argsort(-score, kind="stable")
        best = next((int(place) for place in order if int(place) not in taken), first)
        if best != first and score[best] > 0:
            found.append(Instructive(best, label, why))
    return tuple(found)


def _lessons(table: ForecastTable) -> Iterator[tuple[Floats, str, str]]:
    """Yield a score (N,), positive where a series shows it, what it shows, and why."""
    last = table.series[:, -1]
    models = [one.answers for one in table.able if one.card is not None and one.answers is not None]
    errors = np.abs(np.stack(models or [last]) - table.targets)  # (models, N)
    missed = np.abs(last - table.targets)
    best, worst = errors.min(axis=0), errors.max(axis=0)
    yield (
        best - missed,
        "last value wins",
        "Every model leaves the last value for something worse.",
    )
    yield (
        np.where(np.abs(table.targets) < 1, np.minimum(best, missed), 0),
        "nobody saw it",
        "News that is not in the past of the series: every forecast is far away.",
    )
    yield (
        np.where(np.abs(table.targets) == 1, np.abs(last), 0),
        "a new extreme",
        "The day asked for is itself the highest or lowest: tanh cannot get there, and only a "
        "scaling that has seen that day makes it exactly 1 or −1.",
    )
    yield (
        missed - worst,
        "the models win",
        "The series turned back towards its middle, as the models always expect.",
    )
