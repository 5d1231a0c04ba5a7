"""Any threshold on the validation pairs, and one pair among them."""

from __future__ import annotations

import numpy as np
import pytest

from core import metrics, registry
from core.errors import InvalidInput
from core.held_out import LABEL, PROBABILITY
from core.opinions import models_of
from core.pair_thresholds import SURE, models_with_answers, offers, pair_thresholds
from core.pairs import LECTURE_PAIR, PairRequest
from core.threshold_counts import count_thresholds
from core.word_matches import probabilities

MODELS = models_of("pairs")
PAIR = PairRequest(*LECTURE_PAIR)


def test_every_shipped_pair_model_keeps_its_answers() -> None:
    assert [name for name, _ in models_with_answers(list(MODELS))] == list(MODELS)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("threshold", [0, 0.37, 1])
def test_the_reading_is_that_of_the_answers_kept(name: str, threshold: float) -> None:
    told = pair_thresholds(name, PAIR, threshold)
    answers = registry.predictor(name).artifact.held_out
    p, y = answers[PROBABILITY].astype(float), answers[LABEL].astype(float)
    assert told["reading"]["accuracy"] == pytest.approx(metrics.accuracy(y, p, threshold))
    assert told["reading"]["true_yes"] == int(((p >= threshold) & (y == 1)).sum())
    assert told["reading"]["rows"] == len(y) == told["counts"]["no"][0] + told["counts"]["yes"][0]


def test_the_pair_is_placed_among_both_classes() -> None:
    told = pair_thresholds("questions-best", PAIR, 0.5)["pair"]
    model = registry.predictor("questions-best")
    expected = float(probabilities(model, [LECTURE_PAIR])[0])
    answers = model.artifact.held_out
    assert told["probability"] == pytest.approx(expected, abs=1e-4)
    below = np.mean(answers[PROBABILITY][answers[LABEL] == 0] < expected)
    assert told["below"]["no"] == pytest.approx(below)
    assert told["below"]["yes"] < told["below"]["no"]


def test_without_words_there_is_no_pair_but_everything_else() -> None:
    told = pair_thresholds("questions-siamese", PairRequest("", "?"), 0.5)
    assert told["pair"] is None
    assert told["reading"]["rows"] > 1000


def test_nonsense_for_a_threshold_means_the_models_own() -> None:
    for nonsense in (None, "x", 7, float("nan")):
        told = pair_thresholds("questions-siamese", PAIR, nonsense)
        assert told["reading"]["threshold"] == told["counts"]["own"]


def test_thresholds_worth_trying_are_what_they_are_called() -> None:
    probability = np.array([0.1, 0.2, 0.45, 0.6, 0.8, 0.95])
    counts = count_thresholds(probability, np.array([0.0, 0, 1, 0, 1, 1]), 0.5)
    found = {offer["name"]: offer["threshold"] for offer in offers(counts)}
    assert found["The model\u2019s own"] == 0.5
    assert found["Highest F1"] == 0.21
    sure = found["9 of 10 are right"]
    assert counts.confusion(sure).precision >= SURE
    assert counts.confusion(round(sure - 0.01, 2)).precision < SURE
    never = count_thresholds(probability, np.zeros(6), 0.5)
    assert [offer["name"] for offer in offers(never)][:1] == ["The model\u2019s own"]
    assert len(offers(never)) == 2


def test_a_model_of_another_task_is_refused() -> None:
    with pytest.raises(InvalidInput, match="does not compare"):
        pair_thresholds("sentiment-lstm", PAIR, 0.5)
    with pytest.raises(InvalidInput):
        pair_thresholds(None, PAIR, 0.5)
