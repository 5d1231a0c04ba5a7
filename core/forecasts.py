"""Every forecaster's answer for every series, computed once per process and read-only.

Letters: N series, T values of each. Lecture sections "Time series" to "Add layers".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from core import forecasting, metrics, registry
from core.artifacts import Card
from core.contracts import OWN, REAL, SIMULATED, Dataset, Floats, ModelSpec
from core.errors import InvalidInput, LessonError
from core.forecast_request import TickerRequest, shortened
from core.predictors import TrainedModel
from core.scores import Score

TASK = "forecast"
LAST_VALUE, MEAN = "last-value", "mean"
DAY, WEEK, STEP = "day", "week", "step"
_READ = 100  # values that a trained model reads at most, so that long series cost no more


@dataclass(frozen=True)
class Forecaster:
    """One way to forecast and its answers for all series.

    Attributes:
        name: Name of the model in the registry, or of the baseline.
        title: Name on screen.
        parameters: Numbers that were fitted; None for a model that is unavailable.
        lecture: The lecture's MSE, on its own 502 companies; None where it printed none.
        answers: (N,) for the last day, read-only; None for a model that is unavailable.
        mse: Over all N series.
        score: Skill against the last value under a protocol; None until it was examined.
        file_mse: MSE on the table's own scale, where the score has another one.
        remark: What else one should know about its answers, for learners.
        card: How a trained model was trained; None for a baseline.
        reason: Why a model is unavailable, for learners; None when it can answer.
    """

    name: str
    title: str
    parameters: int | None = None
    lecture: float | None = None
    answers: Floats | None = None
    mse: float | None = None
    card: Card | None = None
    reason: str | None = None
    score: Score | None = None
    file_mse: float | None = None
    remark: str | None = None


@dataclass(frozen=True, eq=False)
class ForecastTable:
    """All series with all answers.

    Attributes:
        names: (N,) tickers.
        series: (N, T) values between -1 and 1.
        targets: (N,) the value that came next.
        origins: (N,) `real` or `simulated`.
        origin, note: Of the dataset.
        forecasters: Baselines and models, the most accurate over all series first.
    """

    names: tuple[str, ...]
    series: Floats
    targets: Floats
    origins: tuple[str, ...]
    origin: str
    note: str
    forecasters: tuple[Forecaster, ...]

    @cached_property
    def values(self) -> Floats:
        """Series and targets as one, (N, T + 1), read-only."""
        return _read_only(np.column_stack([self.series, self.targets]))

    @property
    def able(self) -> tuple[Forecaster, ...]:
        """The forecasters that can answer, the most accurate first."""
        return tuple(one for one in self.forecasters if one.reason is None)

    @property
    def simulated(self) -> int:
        """How many of the series are simulated."""
        return self.origins.count(SIMULATED)

    @property
    def extremes(self) -> int:
        """How many targets are the highest or lowest value of their series, 1 or -1."""
        return int(np.count_nonzero(np.abs(self.targets) == 1))

    def forecaster(self, name: str) -> Forecaster:
        """Return the forecaster `name`; raises `InvalidInput` unless it can answer."""
        for one in self.able:
            if one.name == name:
                return one
        known = ", ".join(one.title for one in self.able)
        raise InvalidInput(f"No forecaster {shortened(name)} can answer here; there are: {known}.")

    def place(self, request: TickerRequest) -> int:
        """Return the row of a series; upper or lower case does not matter.

        Raises:
            InvalidInput: There is no such series.
        """
        wanted = request.ticker.casefold()
        for place, name in enumerate(self.names):
            if name.casefold() == wanted:
                return place
        raise InvalidInput(
            f"There is no series called {shortened(request.ticker)} among the {len(self.names)} "
            "loaded. Search for another one by its ticker."
        )

    def step(self, place: int) -> str:
        """Return what lies between two values: real series beside simulated ones are weekly."""
        if self.origin == OWN:
            return STEP
        is_weekly = self.origins[place] == REAL and self.origin != REAL
        return WEEK if is_weekly else DAY


@cache
def forecast_table() -> ForecastTable:
    """Return the table of this process; raises `InvalidInput` when the data file is damaged."""
    specs = [spec for spec in registry.models().values() if spec.task == TASK]
    return tabulate(registry.dataset("stocks"), specs, registry.predictor)


def tabulate(
    data: Dataset, specs: list[ModelSpec], predictor: Callable[[str], TrainedModel]
) -> ForecastTable:
    """Return the table of a dataset; a model whose `predictor` raises becomes a row that says so.

    Args:
        data: Columns `name`, `series`, `target`, `origin`; the first of equal names counts.
        specs: The models to ask.
        predictor: Name -> trained model, or a `LessonError`.
    """
    _, first = np.unique(data.columns["name"], return_index=True)
    rows = np.sort(first)
    series, targets = (_read_only(data.columns[name][rows]) for name in ("series", "target"))
    forecasters = [*_baselines(series, targets)]
    forecasters += [asked_model(spec, predictor, series, targets) for spec in specs]
    return ForecastTable(
        names=tuple(str(name).strip() for name in data.columns["name"][rows]),
        series=series,
        targets=targets,
        origins=tuple(str(origin) for origin in data.columns["origin"][rows]),
        origin=data.origin,
        note=data.note,
        forecasters=tuple(sorted(forecasters, key=_by_accuracy)),
    )


def _baselines(series: Floats, targets: Floats) -> tuple[Forecaster, Forecaster]:
    """Return the lecture's two yardsticks, with the MSE it printed for each."""
    last = Forecaster(LAST_VALUE, "Last value", 0, 0.033289150367058463)
    mean = Forecaster(MEAN, "Mean of the targets", 1, 0.3516210190443937)
    return (
        _answered(last, forecasting.last_value(series), targets),
        _answered(mean, forecasting.mean_of_targets(series, targets), targets),
    )


def asked_model(
    spec: ModelSpec, predictor: Callable[[str], TrainedModel], series: Floats, targets: Floats
) -> Forecaster:
    """Return what a model says about every series, or why it cannot."""
    lecture = spec.reference.figures.get("mse")
    try:
        model = predictor(spec.name)
        answers = model.predict({"series": series[:, -_READ:]})
    except LessonError as error:
        return Forecaster(spec.name, spec.title, lecture=lecture, reason=str(error))
    known = Forecaster(spec.name, spec.title, model.card.parameters, lecture, card=model.card)
    return _answered(known, answers, targets)


def _answered(known: Forecaster, answers: Floats, targets: Floats) -> Forecaster:
    figures = {"answers": _read_only(answers), "mse": metrics.mse(targets, answers)}
    return Forecaster(**{**known.__dict__, **figures})


def _by_accuracy(one: Forecaster) -> tuple[bool, float]:
    return one.mse is None, one.mse or 0.0


def _read_only(values: Floats) -> Floats:
    values = np.array(values, dtype=np.float64)
    values.setflags(write=False)
    return values
