"""What a classifier answered for its validation rows is kept with it, and counted."""

import numpy as np
import pytest

from core import metrics, registry
from core.artifacts import load
from core.errors import MissingData
from core.held_out import LABEL, PROBABILITY, answers_to, held_out_counts
from core.predictors import open_model
from core.settings import settings
from tests.fakes import saved, small_sentiment_model

PAIRS = [spec.name for spec in registry.models().values() if spec.task == "pairs"]


def test_a_trained_classifier_keeps_its_answers_through_saving_and_loading(tmp_path):
    model = small_sentiment_model()
    kept = model.artifact.held_out
    loaded = open_model(model.spec, saved(model, tmp_path)).artifact.held_out
    assert kept[PROBABILITY].dtype == np.float32
    assert len(kept[LABEL]) == model.card.training["validation_rows"]
    for name in (PROBABILITY, LABEL):
        np.testing.assert_array_equal(loaded[name], kept[name])
        assert not loaded[name].flags.writeable


def test_answers_are_the_models_own():
    model = small_sentiment_model()
    rows = {"text": np.array(["good food", "awful"]), "label": np.array([1.0, 0.0])}
    found = answers_to(model, rows)
    np.testing.assert_allclose(found[PROBABILITY], model.predict(rows), atol=1e-7)
    assert found[LABEL].tolist() == [1, 0]


@pytest.mark.parametrize("name", PAIRS)
def test_a_shipped_pair_model_knows_what_every_threshold_does(name):
    model = registry.predictor(name)
    counts = held_out_counts(model)
    (told,) = (e for e in model.card.measured if e["role"] == "validation")
    assert counts.rows == told["n"]
    found = counts.confusion(model.card.threshold)
    assert found.accuracy == pytest.approx(told["accuracy"], abs=0.001)
    assert found.f1 == pytest.approx(told["f1"], abs=0.001)
    kept = load(settings().trained / name).held_out
    assert metrics.auc(kept[LABEL], kept[PROBABILITY]) == pytest.approx(told["auc"], abs=0.001)


def test_a_model_without_answers_says_how_to_get_them():
    from dataclasses import replace

    model = registry.predictor(PAIRS[0])
    bare = replace(model, artifact=replace(model.artifact, held_out={}))
    with pytest.raises(MissingData, match=f"core measure {PAIRS[0]}"):
        held_out_counts(bare)
