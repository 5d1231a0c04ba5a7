"""Every forecaster under one protocol: what each says, how good that is, who cannot and why.

A table goes in (the loaded one, or one made by `core.own_series`), the same table comes out with
other forecasters, so that whatever shows a table shows every protocol. To add a forecaster, make
its answers as a `Said` and call `with_more`; nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core import forecasting, linear, refit_networks, refits
from core.contracts import Floats
from core.errors import InvalidInput, LessonError
from core.forecasts import LAST_VALUE, MEAN, Forecaster, ForecastTable
from core.past import PAST
from core.protocols import LECTURE, OTHERS, WALK, Exam, exam
from core.registry import RUN
from core.run_forecasts import refuse_run
from core.scores import score

DRIFT = "drift"
LAGS = 20
_TITLES = {
    MEAN: "Mean of the targets",
    LAST_VALUE: "Last value",
    DRIFT: "Drift",
    linear.LINEAR: "Linear, last {k}",
    linear.RIDGE: "Ridge, last {k}",
}
_SIZES = {MEAN: 1, LAST_VALUE: 0, DRIFT: 0}
_AS_IT_IS = (
    "Applied as it is: fitted to the lecture\u2019s file, of which it does not know the last ten "
    "days; it was fitted to none of these series."
)
_EARLIER = "Fitted to the earlier days of the lecture\u2019s file only, never to the day asked for."


@dataclass(frozen=True, eq=False)
class Said:
    """What a forecaster says.

    Attributes:
        known: Its name, title and parameters.
        answers: (N, D) on the scale of the table, one column per day of `exam(...).days`.
    """

    known: Forecaster
    answers: Floats


@lru_cache(maxsize=12)
def ranked(table: ForecastTable, protocol: str, k: int = LAGS) -> ForecastTable:
    """Return the table with every forecaster's answers under a protocol, the best one first.

    Args:
        table: Any table; it is known by identity.
        protocol: One of `core.protocols.PROTOCOLS`.
        k: How many last values the linear forecasters read.

    Raises:
        InvalidInput: No such protocol, k below 1, or series too short to be examined.
    """
    asked = exam(table.values, protocol)
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= linear.LAGS[-1]:
        raise InvalidInput(
            f"A linear forecast reads 1 to {linear.LAGS[-1]} values, not {str(k)[:20]}."
        )
    rows = [*_simple(table, asked), *_linear(table, asked, k), *_networks(table, asked)]
    rows = [_constants_stay(one, table, asked) for one in rows]
    return with_more(replace(table, forecasters=()), asked, rows)


def with_more(
    table: ForecastTable, asked: Exam, more: Iterable[Said | Forecaster]
) -> ForecastTable:
    """Return a ranked table with further forecasters in their places.

    Args:
        table: From `ranked`, or without forecasters.
        asked: The exam they were given, `exam(table.values, protocol)`.
        more: Their answers; a `Forecaster` with a reason for one that has none.
    """
    new = [one if isinstance(one, Forecaster) else examined(one, asked) for one in more]
    everyone = [*table.forecasters, *new]
    return replace(
        table, forecasters=tuple(sorted(everyone, key=lambda one: (one.mse is None, one.mse or 0)))
    )


def examined(said: Said, asked: Exam) -> Forecaster:
    """Return a forecaster with its score; series without a past scale are left out of it.

    Raises:
        InvalidInput: The answers have another shape than the truth, or are no numbers.
    """
    if said.answers.shape != asked.truth.shape or not np.isfinite(said.answers).all():
        raise InvalidInput(
            f"{said.known.title} must answer with numbers of shape {asked.truth.shape}, "
            f"not {said.answers.shape}."
        )
    moved = np.flatnonzero((asked.half > 0).all(axis=1))
    moved = moved if len(moved) else np.arange(len(asked.half))
    half = np.where(asked.half > 0, asked.half, 1)[moved]
    truth, answers, last = asked.truth[moved], said.answers[moved], asked.last[moved]
    figures = score(truth / half, answers / half, last / half)
    own = float(np.mean((said.answers - asked.truth) ** 2)) if asked.protocol == WALK else None
    today = np.array(said.answers[:, -1])
    today.setflags(write=False)
    return replace(said.known, answers=today, mse=figures.mse, score=figures, file_mse=own)


def _constants_stay(one: Said | Forecaster, table: ForecastTable, asked: Exam) -> Said | Forecaster:
    """Return what was said, but of a series that never moved before: that it stays there."""
    moved = np.ptp(table.series, axis=1) > 0
    if isinstance(one, Forecaster) or moved.all():
        return one
    return replace(one, answers=np.where(moved[:, None], one.answers, asked.last))


def _simple(table: ForecastTable, asked: Exam) -> list[Said]:
    values = table.values
    mean = _means(values, asked)
    said = {
        MEAN: mean,
        LAST_VALUE: asked.last,
        DRIFT: _by_day(values, asked, lambda known: forecasting.drift(known[:, -PAST:])),
    }
    lectures = {one.name: one.lecture for one in table.forecasters}
    titles = {**_TITLES, MEAN: "Mean of the past" if asked.protocol == WALK else _TITLES[MEAN]}
    return [
        Said(Forecaster(name, titles[name], _SIZES[name], lectures.get(name)), answers)
        for name, answers in said.items()
    ]


def _means(values: Floats, asked: Exam) -> Floats:
    """Return (N, D): mean of the targets, of the other folds' targets, of each series' past."""
    if asked.protocol == LECTURE:
        return forecasting.mean_of_targets(values, asked.truth)[:, None]
    if asked.protocol == WALK:
        return _by_day(values, asked, lambda known: known[:, -PAST:].mean(axis=1))
    fold, answers = _folds(len(values)), np.empty_like(asked.truth)
    for i in np.unique(fold):
        others = asked.truth[fold != i]
        answers[fold == i] = others.mean() if len(others) else asked.last[fold == i]
    return answers


def _folds(n: int) -> np.ndarray:
    """Return the folds of the shipped networks; without them, those of seed 1."""
    try:
        return refits.folds(n, refits.refits().seed)
    except LessonError:
        return refits.folds(n, 1)


def _by_day(values: Floats, asked: Exam, ahead: Callable[[Floats], Floats]) -> Floats:
    return np.stack([ahead(values[:, :day]) for day in asked.days], axis=1)


def _linear(table: ForecastTable, asked: Exam, k: int) -> list[Said | Forecaster]:
    try:
        found = _linear_answers(table, asked, k)
    except InvalidInput as error:
        return [
            Forecaster(name, _TITLES[name].format(k=k), reason=str(error))
            for name in linear.PENALTIES
        ]
    return [
        Said(Forecaster(name, _TITLES[name].format(k=k), k + 1), answers)
        for name, answers in found.items()
    ]


def _linear_answers(table: ForecastTable, asked: Exam, k: int) -> dict[str, Floats]:
    if asked.protocol == WALK:
        return linear.walked(table.values, asked.days, k)
    k = min(k, table.series.shape[1])
    fold = _folds(len(table.names))
    return {
        name: (
            linear.same_rows(table.series, table.targets, k, penalty)
            if asked.protocol == LECTURE
            else linear.other_companies(table.series, table.targets, fold, k, penalty)
        )[:, None]
        for name, penalty in linear.PENALTIES.items()
    }


def _networks(table: ForecastTable, asked: Exam) -> list[Said | Forecaster]:
    return [_network(one, table, asked) for one in table.forecasters if one.name not in _TITLES]


def _network(one: Forecaster, table: ForecastTable, asked: Exam) -> Said | Forecaster:
    bare = replace(one, answers=None, mse=None)
    if one.reason is not None:
        return bare
    try:
        return _network_said(one, table, asked)
    except LessonError as error:
        return replace(bare, reason=str(error))


def _network_said(one: Forecaster, table: ForecastTable, asked: Exam) -> Said:
    """Return what a trained model says; which of its fits is asked depends on the protocol."""
    if asked.protocol == LECTURE and one.answers is not None:
        is_run = one.name.startswith(RUN)
        remark = _EARLIER if one.name == refit_networks.OURS else one.remark if is_run else None
        return Said(replace(one, remark=remark), one.answers[:, None])
    refuse_run(one.name, "there is nothing left to examine it on in this way")
    if asked.protocol == OTHERS:
        answers, is_fold = refit_networks.other_companies(one.name, table.values)
        return Said(replace(one, remark=None if is_fold else _AS_IT_IS), answers[:, None])
    ahead = refit_networks.network_ahead(one.name, "walk")
    is_known = refit_networks.is_the_lectures(table.values)
    remark = _EARLIER if is_known else _AS_IT_IS
    return Said(replace(one, remark=remark), _by_day(table.values, asked, ahead))
