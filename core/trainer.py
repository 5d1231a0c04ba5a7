"""The one function that trains a run, whoever asks for it: the engine of this machine or a worker.

It tells a `Sink` what happens and hands it the best model so far, so that nothing is lost when the
process ends in the middle.
"""

from __future__ import annotations

import logging
import math
import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from core import registry, training
from core.contracts import CLASSIFIED, Dataset, Recipe
from core.errors import Incompatible, InvalidInput, LessonError
from core.fitted import finish, so_far
from core.parameters import Layer, count, total
from core.predictors import TrainedModel
from core.run_folders import disk_said
from core.run_limits import Guard, Limits, guarded
from core.run_observer import Observer, Sink, StopAsked
from core.run_request import FEWEST_ROWS, RunRequest
from core.runs import DOING, DONE, FAILED, PLAN, RUNNING, STATE, STOPPED
from core.training import Fit

log = logging.getLogger("unrolled.training")

_GUESSING = math.log(2)  # the loss of who always says one half
_REACH = 4  # epochs that an average over weights may reach back
_KEEP_EVERY = 1.0  # seconds between two savings of ever better epochs
_UNUSABLE = (MemoryError, ValueError, TypeError, ArithmeticError, RuntimeError, OSError, KeyError)


def train_run(
    request: RunRequest, dataset: Callable[[], Dataset], sink: Sink, allowed: Limits | None = None
) -> None:
    """Train one run to its end, whatever that is; nothing is raised, the sink is told everything.

    Args:
        request: What to train.
        dataset: Returns the rows, all there are; called once.
        sink: Where to tell what happens.
        allowed: The most it may take; None for the defaults.
    """
    sink.note({"kind": STATE, "state": RUNNING, "time": time.time()})
    with guarded(allowed or Limits(), lambda reason: _give_up(sink, reason)) as guard:
        training_ = _Training(request, sink, guard)
        try:
            training_.run(dataset)
            state, said = training_.outcome()
        except StopAsked:
            state, said = STOPPED, guard.reason or "It was stopped before its first epoch ended."
        except LessonError as error:
            state, said = FAILED, str(error)
        except _UNUSABLE as error:
            log.exception("A training run failed.")
            state, said = FAILED, _explained(error)
        training_.rescue()
        if state == FAILED:
            said = f"{said} {training_.kept_said()}".strip()
    sink.note({"kind": STATE, "state": state, "said": said, "time": time.time()})


def _explained(error: Exception) -> str:
    name = type(error).__name__
    if isinstance(error, MemoryError) or "ResourceExhausted" in name:
        return "There was not enough memory. Take fewer rows, shorter texts or a smaller network."
    if isinstance(error, OSError):
        return disk_said(error)
    return f"This combination of settings could not be trained ({name})."


def _give_up(sink: Sink, reason: str) -> None:
    """End the process: it does not stop by itself."""
    sink.note({"kind": STATE, "state": FAILED, "said": reason, "time": time.time()})
    os._exit(3)


class _Training:
    """One run in progress."""

    def __init__(self, request: RunRequest, sink: Sink, guard: Guard) -> None:
        self.request, self.sink, self.guard = request, sink, guard
        self.observer = Observer(sink, guard, request)
        self.fit: Fit | None = None
        self.dataset: Dataset | None = None
        self.kept = self.saves = 0
        self.saved_at = 0.0

    def run(self, dataset: Callable[[], Dataset]) -> None:
        """Load, build, train epoch by epoch, measure."""
        if self.request.spec.fit is None:
            training.require_keras()
        self.observer.say("reading the data")
        self.dataset = rows_of(self.request, dataset())
        self.observer.say("building the network")
        self.fit, model = prepared(self.request, self.dataset)
        self._tell_plan(model)
        self._epochs(model)
        if self.fit.best is not None:
            self.sink.note({"kind": DOING, "said": "measuring", "at": 0})
            self._keep(finish(self.fit, self.dataset, is_tested=False))

    def _tell_plan(self, model: Any) -> None:
        assert_fit = self.fit
        if assert_fit is None or self.dataset is None:
            return
        target = assert_fit.spec.target
        self.observer.rows = len(assert_fit.train[target])
        self.sink.note(
            {
                "kind": PLAN,
                "rows": self.observer.rows,
                "validation_rows": len(assert_fit.validation[target]),
                "batches": -(-self.observer.rows // (self.request.batch or self.observer.rows)),
                "epochs": self.request.epochs,
                "parameters": parameters_of(assert_fit, model),
                "note": self.dataset.note,
            }
        )

    def _epochs(self, model: Any) -> None:
        if self.fit is None:
            return
        begun = time.monotonic()
        steps = training.epochs(self.fit, model, self.observer.say, self.observer)
        for record in steps:
            now = time.monotonic()
            is_best = self.fit.best is record
            self.observer.see_epoch(record, now - begun, is_best=is_best)
            begun = now
            if is_best and now - self.saved_at > _KEEP_EVERY:
                self._save()

    def _save(self) -> None:
        if self.fit is not None and self.dataset is not None:
            self._keep(so_far(self.fit, self.dataset))

    def _keep(self, model: TrainedModel) -> None:
        self.saves += 1
        self.sink.keep(model, self.saves)
        self.saved_at = time.monotonic()
        if self.fit is not None and self.fit.best is not None:
            self.kept = self.fit.best.epoch

    def rescue(self) -> None:
        """Save the best epoch of a run that failed before it was saved; say so when that fails."""
        if self.fit is not None and self.fit.best is not None and self.kept < self.fit.best.epoch:
            try:
                self._save()
            except _UNUSABLE:
                log.exception("The best epoch could not be saved.")

    def outcome(self) -> tuple[str, str]:
        """Return the state it ended in, and why."""
        if self.guard.reason:
            return STOPPED, f"{self.guard.reason} {self.kept_said()}".strip()
        if self.sink.wants_stop:
            return STOPPED, f"It was stopped. {self.kept_said()}".strip()
        epochs = len(self.fit.records) if self.fit else 0
        if self.fit and epochs < self.fit.recipe.epochs:
            said = (
                f"It ended after {epochs} of {self.fit.recipe.epochs} epochs: the last "
                f"{self.fit.recipe.patience} were no better. {self._worse_said()}"
            )
            return DONE, f"{said.strip()} {self.kept_said()}"
        return DONE, f"{self._worse_said()} {self.kept_said()}".strip()

    def _worse_said(self) -> str:
        """Return a sentence where the loss has risen, or ended worse than by guessing."""
        records = self.fit.records if self.fit else []
        if not records:
            return ""
        first, last = records[0].loss, records[-1].loss
        rate = self.request.learning_rate or 0.0
        if len(records) > 1 and last > 1.2 * first:
            return (
                f"The loss rose from {first:.3g} to {last:.3g}: its steps were too large for it to "
                f"settle (learning rate {rate:g})."
            )
        is_worse = self.request.spec.task in CLASSIFIED and last > 1.2 * _GUESSING
        if is_worse and rate > 10 * self.request.spec.recipe.learning_rate:
            return (
                f"A loss of {last:.3g} is worse than guessing ({_GUESSING:.2f}): its steps were "
                f"too large for it to settle (learning rate {rate:g})."
            )
        return ""

    def kept_said(self) -> str:
        """Return which epoch is kept, in words; empty before there is one."""
        return f"Epoch {self.kept} is kept." if self.kept else ""


def rows_of(request: RunRequest, whole: Dataset) -> Dataset:
    """Return the rows a run uses, checked.

    Raises:
        InvalidInput: They are too few, or all have the same label.
        Incompatible: They have no labels.
    """
    count = request.rows or len(whole)
    dataset = replace(whole, columns={n: values[:count] for n, values in whole.columns.items()})
    if len(dataset) < FEWEST_ROWS:
        raise InvalidInput(
            f"{len(dataset)} rows are too few to learn from and to be measured on. "
            f"Give at least {FEWEST_ROWS}."
        )
    spec = request.spec
    is_label = registry.dataset_spec(spec.dataset).fields.get(spec.target) == "label"
    if spec.target not in dataset.columns:
        raise Incompatible(
            f"{spec.title} learns from a column {spec.target}, which these rows lack."
        )
    target = dataset.columns[spec.target]
    if is_label and len(np.unique(target)) < 2:
        raise InvalidInput(
            f"All {len(dataset):,} rows have the label {target[0]:g}, so there is nothing to tell "
            "apart. Give rows of both kinds."
        )
    return dataset


def prepared(request: RunRequest, dataset: Dataset) -> tuple[Fit, Any]:
    """Return the fit of a run, ready to start, and its Keras model."""
    recipe = fitting(request.recipe(), len(dataset))
    return training.prepare(request.spec, dataset, request.seed, recipe, request.full_options())


def fitting(recipe: Recipe, rows: int) -> Recipe:
    """Return the recipe without its average over weights where an epoch has too few steps for one.

    After every epoch the average takes the place of the weights. One that reaches back much further
    than the epochs are long is still near the untrained weights then, and undoes what was learnt.

    Args:
        recipe: How it is fitted.
        rows: Of the whole data.
    """
    if not recipe.averaged or not recipe.batch:
        return recipe
    steps = max(rows * (1 - recipe.validation) / recipe.batch, 1)  # of an epoch
    reach = 1 / (1 - recipe.averaged)
    return replace(recipe, averaged=None) if reach > _REACH * steps else recipe


def parameters_of(fit: Fit, model: Any) -> int:
    """Return how many weights a model has."""
    if model is not None:
        return int(model.count_params())
    layers = [Layer("rnn", int(step.options["units"])) for step in fit.architecture.steps]
    return total(count(layers, (1, 1)))
