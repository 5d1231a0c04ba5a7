"""A model folder is damaged: before the start, and while the server answers from it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from core.settings import settings
from tests.serving import review_body, serving

MODEL = "sentiment-lstm"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Return a copy of all trained models."""
    return Path(shutil.copytree(settings().trained, tmp_path / "models"))


def damage(models: Path) -> None:
    """Cut the weights of a model off in the middle."""
    weights = models / MODEL / "weights.safetensors"
    os.truncate(weights, weights.stat().st_size // 2)


def test_a_model_damaged_before_the_start_is_named_and_everything_else_answers(
    models: Path, tmp_path: Path
) -> None:
    damage(models)
    with serving(tmp_path / "work", UNROLLED_MODELS=str(models)) as served:
        status, told = served.get("/readyz")
        assert status == 503
        assert list(json.loads(told)["missing"]) == [MODEL]
        _, answer = served.ask(review_body())
        assert "damaged or was changed" in json.dumps(answer)
        for path in ("/", "/sentiment", "/stocks", "/questions", "/healthz"):
            assert served.get(path)[0] == 200


def test_a_model_damaged_while_it_answers_goes_on_answering(models: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "work", WORKERS="1", UNROLLED_MODELS=str(models)) as served:
        before = served.ask(review_body())
        damage(models)
        assert served.ask(review_body()) == before
        assert "trace" in json.dumps(before[1])
