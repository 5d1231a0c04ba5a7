"""What a classifier answered for the rows kept out of its training: numbers only, kept with it.

They say what any threshold would do, and how its answers to both classes are spread, on a machine
that has none of the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import metrics, registry
from core.contracts import CLASSIFIED, Columns
from core.errors import InvalidInput, MissingData
from core.predictors import TrainedModel
from core.threshold_counts import ThresholdCounts, count_thresholds
from core.training import split

PROBABILITY, LABEL = "probability", "label"
_ALIKE = 0.005  # of the log loss: the rows are those that were measured when it was trained


def answers_to(model: TrainedModel, rows: Columns) -> Mapping[str, NDArray[Any]]:
    """Return calibrated probabilities (N,) float32 and labels (N,) uint8 of rows with labels."""
    return {
        PROBABILITY: model.predict(rows).astype(np.float32),
        LABEL: np.asarray(rows[model.spec.target]).astype(np.uint8),
    }


def held_out_counts(model: TrainedModel) -> ThresholdCounts:
    """Return how many validation rows of either class lie above any threshold.

    Raises:
        MissingData: The model folder does not hold them.
    """
    answers = model.artifact.held_out
    if not answers:
        raise MissingData(
            f"{model.spec.title} keeps no answers to its validation rows. "
            f"Add them with: python -m core measure {model.spec.name}"
        )
    label = answers[LABEL].astype(np.float64)
    probability = answers[PROBABILITY].astype(np.float64)
    return count_thresholds(probability, label, model.card.threshold)


def with_answers(model: TrainedModel) -> TrainedModel:
    """Return a shipped classifier with its answers to its validation rows, drawn again.

    It stays as it is where these rows cannot be drawn again: the data is not there, or the model
    holds rows back in its own way.

    Raises:
        InvalidInput: The rows drawn are not those that were measured when it was trained.
    """
    rows = _validation_rows(model)
    if rows is None:
        return model
    answers = answers_to(model, rows)
    (told,) = (e for e in model.card.measured if e["role"] == "validation")
    loss = metrics.log_loss(answers[LABEL], answers[PROBABILITY].astype(np.float64))
    if told["n"] != len(answers[LABEL]) or abs(told["loss"] - loss) > _ALIKE:
        raise InvalidInput(
            f"{model.spec.title} was measured on other validation rows than those that seed "
            f"{model.card.training['seed']} draws now. Train it again: python -m core train "
            f"{model.spec.name}"
        )
    return replace(model, artifact=replace(model.artifact, held_out=answers))


def _validation_rows(model: TrainedModel) -> Columns | None:
    spec, story = model.spec, model.card.training
    is_drawn = spec.task in CLASSIFIED and spec.divide is None and story["validation_rows"] > 0
    if not is_drawn or story["origin"] != registry.origin(spec.dataset):
        return None
    dataset = registry.dataset_spec(spec.dataset).load(None)
    return split(dataset.columns, story["recipe"]["validation"], story["seed"])[1]
