"""A training run among the forecasters of a table."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from core import registry
from core.errors import InvalidInput
from core.forecasts import TASK, ForecastTable, asked_model
from core.run_choice import RunChoice, checked_run, choice_from_link

_SEEN = (
    "A training run has learnt from every day of its series, the last ones too, so {what}. Its "
    "forecast of the last day is there as in the lecture."
)


def run_from_link(model: object, run: object) -> RunChoice:
    """Return the run that a link brings, named as the model to look at or beside another one."""
    named = model if str(model or "").startswith(registry.RUN) else run
    return choice_from_link(named, TASK)


def with_run(table: ForecastTable, run: object) -> ForecastTable:
    """Return a table with the answers of a run in it; the same table where there is none.

    Args:
        table: Any table before it was ranked; it is known by identity.
        run: `run:<id>`, from a browser; anything that is no run adds nothing.

    Raises:
        LessonError: The run is gone, or does not forecast.
    """
    name = checked_run(run, TASK)
    return _joined(table, name) if name else table


@lru_cache(maxsize=8)
def _joined(table: ForecastTable, name: str) -> ForecastTable:
    spec = replace(registry.model_spec(name), name=name)
    said = asked_model(spec, registry.predictor, table.series, table.targets)
    if said.answers is not None and not np.isfinite(said.answers).all():
        said = replace(said, answers=None, mse=None, reason="Its answers are no numbers.")
    if said.card is not None:
        note = said.card.training.get("note", "")
        said = replace(said, lecture=None, remark=f"Trained in the training room. {note}".strip())
    return replace(table, forecasters=(*table.forecasters, said))


def refuse_run(name: str, what: str) -> None:
    """Raise `InvalidInput` where a forecaster is a run.

    Args:
        name: Name of the forecaster.
        what: What cannot be done with one, such as "there is nothing left to examine it on".
    """
    if name.startswith(registry.RUN):
        raise InvalidInput(_SEEN.format(what=what))
