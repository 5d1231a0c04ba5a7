"""Fits every forecaster again, to rows that keep something from it; one network after the other.

`walk` knows nothing of the last ten days, `fan` nothing of the last forty, `fold-i` nothing of a
fifth of the companies. The lecture's remedies are fitted in all sixteen combinations, to the
lecture's rows and to the past only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core import fitted, refits, registry, training
from core.contracts import REAL, Columns, Dataset, Floats, ModelSpec, Recipe
from core.errors import MissingData
from core.models.stocks import ForecastOptions
from core.past import WINDOW, past_rows
from core.refits import Refit, Refits
from core.remedies import COMBINATIONS

UNSEEN, FAN_UNSEEN = 10, 40
_EVERY = 5  # days between two targets that are fitted to
_RECURRENT = ("stocks-neuron", "stocks-rnn", "stocks-stack")
_OURS = "stocks-best"


@dataclass(frozen=True)
class Plan:
    """One network to fit.

    Attributes:
        name: Its name among the refits.
        spec: The model.
        options: What shapes it.
        recipe: How it is fitted.
        columns: Makes the rows; made only when they are needed.
        rows: Which rows these are, in words.
    """

    name: str
    spec: ModelSpec
    options: Any
    recipe: Recipe
    columns: Callable[[], Columns]
    rows: str


def refit_all(seed: int, folder: Path, again: bool = False) -> Iterator[tuple[str, int, int]]:
    """Fit what is missing, yielding (name, place, total) after each; saves after every network.

    Args:
        seed: Of every fit and of the folds.
        folder: Where they are kept; networks of the same seed and data are not fitted again.
        again: Fit those too.

    Raises:
        MissingData: The lecture's file or TensorFlow is not there.
    """
    training.require_keras()
    dataset = registry.dataset_spec("stocks").load(None)
    if dataset.origin != REAL:
        raise MissingData(
            "These networks are fitted to the lecture's file, which is not there. "
            "Fetch it with: python -m core data get stocks"
        )
    values = np.column_stack([dataset.columns["series"], dataset.columns["target"]])
    data = {
        "rows": len(values),
        "days": values.shape[1],
        "fingerprint": refits.fingerprint(values),
        "note": dataset.note,
    }
    kept = {} if again else _kept(folder, seed, data)
    plans = [*_models(values, seed), *_remedies(values)]
    for place, plan in enumerate(plans, start=1):
        if plan.name not in kept:
            kept[plan.name] = _fitted(plan, dataset, seed)
            refits.save(folder, Refits(seed, data, kept))
        yield plan.name, place, len(plans)


def _kept(folder: Path, seed: int, data: Mapping[str, Any]) -> dict[str, Refit]:
    """Return what an earlier, interrupted run with the same seed and data has left."""
    if not folder.exists():
        return {}
    found = refits.load(folder)
    is_same = found.seed == seed and found.data == data
    return dict(found.networks) if is_same else {}


def _fitted(plan: Plan, dataset: Dataset, seed: int) -> Refit:
    rows = replace(dataset, columns=plan.columns())
    fit, model = training.prepare(plan.spec, rows, seed, plan.recipe, plan.options)
    for _ in training.epochs(fit, model):
        pass
    story = {
        "model": plan.spec.name,
        "options": asdict(plan.options),
        "fitted_to": plan.rows,
        "rows": len(fit.train[plan.spec.target]),
        "epochs": len(fit.records),
        "batch": plan.recipe.batch,
        "loss": fit.records[-1].loss,
    }
    return Refit(fit.architecture, fitted.settled(fit), story)


def _models(values: Floats, seed: int) -> Iterator[Plan]:
    for name in _RECURRENT:
        spec = registry.model_spec(name)
        for rows, unseen in (("walk", UNSEEN), ("fan", FAN_UNSEEN)):
            yield _past_plan(f"{name}/{rows}", spec, spec.options, values, unseen)
    ours = registry.model_spec(_OURS)
    hidden = replace(ours.options, unseen=FAN_UNSEEN)
    told = f"every day but the last {FAN_UNSEEN}"
    yield Plan(f"{_OURS}/fan", ours, hidden, ours.recipe, lambda: _lectures(values), told)
    fold = refits.folds(len(values), seed)
    for name in (*_RECURRENT, _OURS):
        spec = registry.model_spec(name)
        options = replace(spec.options, unseen=0) if name == _OURS else spec.options
        for i in range(refits.FOLDS):
            told = f"the last day of the companies outside fold {i + 1}"
            others = values[fold != i]
            yield Plan(
                f"{name}/fold-{i}", spec, options, spec.recipe,
                partial(_lectures, others), told,
            )  # fmt: skip


def _past_plan(
    name: str, spec: ModelSpec, options: Any, values: Floats, unseen: int, epochs: int = 30
) -> Plan:
    """Return the plan of a network that learns from every fifth day before the unseen ones."""
    end = values.shape[1] - unseen
    days = range(end - 1, WINDOW - 1, -_EVERY)
    recipe = spec.recipe
    if spec.fit is None:
        recipe = replace(recipe, epochs=epochs, batch=128)
    told = f"{len(days)} days, none of the last {unseen}, scaled on the past only"
    return Plan(name, spec, options, recipe, lambda: past_rows(values, days), told)


def _remedies(values: Floats) -> Iterator[Plan]:
    spec = registry.model_spec("stocks-stack")
    for chosen in COMBINATIONS:
        options = ForecastOptions(
            chosen.units, "linear" if chosen.no_tanh else "tanh", chosen.residual
        )
        recipe = replace(spec.recipe, epochs=chosen.epochs)
        yield Plan(
            chosen.network("lecture"), spec, options, recipe, lambda: _lectures(values),
            "the lecture's rows",
        )  # fmt: skip
        yield _past_plan(chosen.network("walk"), spec, options, values, UNSEEN, chosen.epochs)


def _lectures(values: Floats) -> Columns:
    return {"series": values[:, :-1], "target": values[:, -1]}
