"""From a fit to a model that can be shipped: rounded, calibrated, measured, described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from core import metrics
from core.architecture import Architecture
from core.artifacts import Artifact, Card, assemble
from core.contracts import CLASSIFIED, Columns, Dataset, Floats, ModelSpec, Weights
from core.held_out import answers_to
from core.measuring import figures, test_figures
from core.network import Network
from core.predictors import TrainedModel, from_artifact
from core.price_interval import fitted_interval
from core.training import Fit, describe_rows


def so_far(fit: Fit, dataset: Dataset) -> TrainedModel:
    """Return the best epoch of `fit` as it is: not calibrated, not measured."""
    return _unmeasured(fit, dataset, rounded_tables(fit.architecture, fit.weights))


def _unmeasured(fit: Fit, dataset: Dataset, weights: Weights) -> TrainedModel:
    card = Card(
        model=fit.spec.name,
        options=asdict(fit.options),
        architecture=fit.architecture,
        parameters=int(sum(array.size for array in weights.values())),
        training=_story(fit, dataset),
        lecture={**fit.spec.reference.figures, "protocol": fit.spec.reference.protocol},
    )
    return _open(fit.spec, card, weights, fit)


def finish(fit: Fit, dataset: Dataset, *, is_tested: bool = True) -> TrainedModel:
    """Return the best epoch of `fit` as a model with its card filled in.

    Args:
        fit: A fit with at least one epoch.
        dataset: What it was fitted to.
        is_tested: Whether it is also measured on every test set, which may take minutes.
    """
    weights: Weights = rounded_tables(fit.architecture, settled(fit))
    model = _unmeasured(fit, dataset, weights)
    card = model.card
    if fit.spec.mixed and len(fit.validation[fit.spec.target]):
        weights = mixed(model, fit)
        model = _open(fit.spec, card, weights, fit)
    if fit.spec.task in CLASSIFIED and len(fit.validation[fit.spec.target]):
        card = replace(card, calibration=_calibration(model, fit))
        model = _open(fit.spec, card, weights, fit)
    if fit.spec.task == "pairs" and card.calibration:  # its classes are of different size
        card = replace(card, threshold=_threshold(model, fit))
        model = _open(fit.spec, card, weights, fit)
    if fit.spec.hold_back:
        card = replace(card, interval=fitted_interval(model, dataset.columns))
        model = _open(fit.spec, card, weights, fit)
    tests = test_figures(model) if is_tested else ()
    measured = (*_own_figures(model, fit, dataset), *tests)
    done = _open(fit.spec, replace(card, measured=measured), weights, fit)
    return _with_answers(done, fit) if fit.spec.task in CLASSIFIED else done


def _with_answers(model: TrainedModel, fit: Fit) -> TrainedModel:
    """Return the model with its answers to the validation rows."""
    if not len(fit.validation[fit.spec.target]):
        return model
    kept = answers_to(model, fit.validation)
    return replace(model, artifact=replace(model.artifact, held_out=kept))


def settled(fit: Fit) -> Weights:
    """Return the weights of the best epoch, adjusted by what the checked rows say if need be."""
    if fit.spec.settle is None:
        return fit.weights
    network = Network(fit.architecture, fit.weights)
    inputs = fit.spec.encode(fit.validation, fit.options, fit.vocabulary)
    return fit.spec.settle(fit.weights, network.run(inputs).answer[:, 0], fit.validation)


def _open(spec: ModelSpec, card: Card, weights: Weights, fit: Fit) -> TrainedModel:
    artifact: Artifact = assemble(card, weights, fit.vocabulary)
    return from_artifact(spec, artifact)


def rounded_tables(plan: Architecture, weights: Weights) -> dict[str, np.ndarray]:
    """Return the weights with embedding tables in float16: half the file, the same answers.

    What is measured and shipped are the rounded tables. A table with numbers too large for that
    (after steps that were far too long) stays as it is.
    """
    tables = {f"{step.layer}/0" for step in plan.steps if step.kind == "Embedding"}
    return {
        name: array.astype(np.float16) if name in tables and _is_small(array) else array
        for name, array in weights.items()
    }


def _is_small(array: np.ndarray) -> bool:
    return bool(np.abs(array).max(initial=0) < np.finfo(np.float16).max)


def mixed(model: TrainedModel, fit: Fit) -> Weights:
    """Return the weights with the last layer's fitted to the validation rows.

    The halves of the network were trained apart; how much each counts is learnt on rows that
    neither has seen.
    """
    rows = trusted_rows(fit)
    target = rows[fit.spec.target]
    last = fit.architecture.steps[-1].layer
    width = len(model.artifact.weights[f"{last}/0"])
    parts = np.zeros((len(target), width))
    for places, run in model.runs(rows):
        parts[places] = run.signals[fit.spec.mixed].values
    found = metrics.fit_logistic(target, parts, rows.get("weight"))
    kernel, bias = found[:-1, None].astype(np.float32), found[-1:].astype(np.float32)
    return {**model.artifact.weights, f"{last}/0": kernel, f"{last}/1": bias}


def _calibration(model: TrainedModel, fit: Fit) -> tuple[float, float]:
    """Return (slope, intercept) fitted on the validation rows, which training never saw."""
    rows = trusted_rows(fit)
    target: Floats = rows[fit.spec.target]
    return metrics.fit_calibration(target, model.predict(rows), rows.get("weight"))


def _threshold(model: TrainedModel, fit: Fit) -> float:
    """Return the probability from which the answer is 1, chosen on the validation rows."""
    rows = trusted_rows(fit)
    return metrics.best_threshold(rows[fit.spec.target], model.predict(rows))


def trusted_rows(fit: Fit) -> Columns:
    """Return the validation rows whose labels say how sure a model may be."""
    if fit.spec.trusted is None:
        return fit.validation
    chosen = fit.spec.trusted(fit.validation)
    return {name: values[chosen] for name, values in fit.validation.items()}


def _own_figures(model: TrainedModel, fit: Fit, dataset: Dataset) -> tuple[Mapping[str, Any], ...]:
    """Return the figures on the validation rows; on the training rows where none are held out."""
    if fit.spec.measured_on:
        where = f"{dataset.name} ({dataset.origin}), {fit.spec.measured_on}"
        return ({"data": where, "role": "forecast", **figures(model, dataset.columns)},)
    if fit.spec.hold_back:
        rows = fit.spec.hold_back(dataset.columns)["test"]
        where = f"{dataset.name} ({dataset.origin}), products that nothing was fitted to"
        return ({"data": where, "role": "unseen", **figures(model, rows)},)
    held_out: Columns = fit.validation
    if len(held_out[fit.spec.target]):
        where = f"{dataset.name} ({dataset.origin}), validation rows kept out of training"
        return ({"data": where, "role": "validation", **figures(model, held_out)},)
    where = f"{dataset.name} ({dataset.origin}), the rows it was fitted to, as in the lecture"
    return ({"data": where, "role": "lecture", **figures(model, fit.train)},)


def _story(fit: Fit, dataset: Dataset) -> dict[str, Any]:
    """Return what one needs to know to train the same model again."""
    return {
        "seed": fit.seed,
        "dataset": dataset.name,
        "origin": dataset.origin,
        "note": dataset.note,
        "rows": dict(describe_rows(fit.train)),
        "validation_rows": len(fit.validation[fit.spec.target]),
        "recipe": asdict(fit.recipe),
        "best_epoch": fit.best.epoch if fit.best else None,
        "loss": [record.loss for record in fit.records],
        "val_loss": [record.val_loss for record in fit.records if record.val_loss is not None],
    }
