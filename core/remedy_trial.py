"""What each of the lecture's remedies is worth, on the lecture's rows and on days not yet seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import refit_networks, refits
from core.contracts import Floats
from core.errors import LessonError
from core.forecasts import ForecastTable
from core.protocols import LECTURE, WALK, Exam, exam
from core.remedies import Remedies

_READ = 100


@dataclass(frozen=True)
class Trial:
    """Errors of one combination of remedies.

    Attributes:
        remedies: Which ones.
        parameters: Numbers that were fitted.
        lecture: MSE on the last day, of the network fitted to the lecture's rows, which are the
            same rows where the lecture's file is loaded; on the lecture's scale.
        walk: MSE on the last days one by one, of the network fitted to the days before; scaled on
            the past.
    """

    remedies: Remedies
    parameters: int
    lecture: float
    walk: float


@dataclass(frozen=True)
class Yardstick:
    """Errors of the last value on the same days, and whether the networks know these series."""

    lecture: float
    walk: float
    is_the_lectures: bool


@lru_cache(maxsize=64)
def trial(table: ForecastTable, remedies: Remedies) -> Trial:
    """Return the errors of one combination on a table, which is known by identity.

    Raises:
        NotTrained: Its networks are not shipped.
    """
    seen = refits.network(remedies.network("lecture"))
    answers = refit_networks.answers_of(seen, table.series[:, -_READ:])
    asked = exam(table.values, WALK)
    ahead = refit_networks.network_ahead(f"remedies-{remedies.code}", "walk")
    walked = np.stack([ahead(table.values[:, :day]) for day in asked.days], axis=1)
    return Trial(
        remedies,
        refits.refits().refit(remedies.network("lecture")).parameters,
        float(np.mean((answers - table.targets) ** 2)),
        _past_mse(walked, asked),
    )


@lru_cache(maxsize=8)
def yardstick(table: ForecastTable) -> Yardstick:
    """Return what the last value reaches on a table."""
    seen, walked = exam(table.values, LECTURE), exam(table.values, WALK)
    return Yardstick(
        float(np.mean((seen.last - seen.truth) ** 2)),
        _past_mse(walked.last, walked),
        refit_networks.is_the_lectures(table.values),
    )


def why_unavailable() -> str | None:
    """Return why the remedies cannot be tried; None when the networks are shipped."""
    try:
        for rows in (LECTURE, WALK):
            refits.refits().refit(Remedies().network(rows))
    except LessonError as error:
        return str(error)
    return None


def _past_mse(answers: Floats, asked: Exam) -> float:
    """Return the MSE in units of half the past range; series that have not moved are left out."""
    moved = asked.half > 0
    errors = (answers - asked.truth)[moved] / asked.half[moved]
    return float(np.mean(errors**2)) if moved.any() else 0.0
