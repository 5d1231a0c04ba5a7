"""What any threshold would do to the pairs kept out of training, and where one pair stands there.

Letters: N validation pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core import registry
from core.errors import InvalidInput
from core.held_out import LABEL, PROBABILITY, held_out_counts
from core.pair_words import missing
from core.pairs import PairRequest
from core.predictors import TrainedModel
from core.table_desk import weighed
from core.table_tasks import PAIRS
from core.threshold_counts import ThresholdCounts
from core.word_matches import probabilities

SURE = 0.9  # the precision of the threshold that is offered for those who want to be sure


def models_with_answers(names: list[str]) -> list[tuple[str, str]]:
    """Return name and title of those models that keep their answers to their validation pairs."""
    able = [registry.predictor(name) for name in names if not registry.why_unavailable(name)]
    return [(model.spec.name, model.spec.title) for model in able if model.artifact.held_out]


def pair_thresholds(name: Any, request: PairRequest, threshold: Any) -> dict[str, Any]:
    """Return the validation pairs weighed at a threshold, and at all others.

    `reading` is what `core.table_desk.weighed` returns, `counts` what any other threshold needs,
    `figures` those of the model on these pairs, `offers` thresholds worth trying with their names.
    `pair` is None without words to compare, else the `probability` of the pair and the shares of
    either class that lie `below` it.

    Raises:
        InvalidInput: The model does not compare pairs.
        MissingData: It keeps no answers.
        NotTrained, Incompatible: It cannot be loaded.
    """
    model = registry.predictor(str(name))
    if model.spec.task != PAIRS.task:
        raise InvalidInput(f"{model.spec.title} does not compare two questions.")
    counts = held_out_counts(model)
    return {
        "model": model.spec.name,
        "title": model.spec.title,
        "reading": weighed(counts, threshold, PAIRS),
        "counts": {
            "own": counts.own,
            "thresholds": counts.thresholds,
            "no": counts.no,
            "yes": counts.yes,
        },
        "figures": _figures(model),
        "offers": offers(counts),
        "pair": None if missing(request) else _pair(model, request),
    }


def offers(counts: ThresholdCounts) -> list[dict[str, Any]]:
    """Return thresholds worth trying, by name: the model's own, the best F1, a sure one if any."""
    tried = [counts.confusion(threshold) for threshold in counts.thresholds]
    best = max(tried, key=lambda found: (found.f1, -found.threshold))
    sure = [found for found in tried if found.precision >= SURE]
    named = [("The model\u2019s own", counts.own), ("Highest F1", best.threshold)]
    if sure:
        named.append(("9 of 10 are right", sure[0].threshold))
    return [{"name": name, "threshold": threshold} for name, threshold in named]


def _figures(model: TrainedModel) -> Mapping[str, Any]:
    told = [entry for entry in model.card.measured if entry["role"] == "validation"]
    return {key: told[0][key] for key in ("auc", "calibration_error")} if told else {}


def _pair(model: TrainedModel, request: PairRequest) -> dict[str, Any]:
    probability = float(probabilities(model, [request.read])[0])
    answers = model.artifact.held_out
    is_below = answers[PROBABILITY] < probability
    below = {
        name: float(np.mean(is_below[answers[LABEL] == label]))
        for name, label in (("no", 0), ("yes", 1))
    }
    return {"probability": round(probability, 4), "below": below}
