"""Cheap stand-ins for data and trained models."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core import export, fitted, training
from core.contracts import SAMPLE, Dataset, Recipe
from core.predictors import TrainedModel
from core.registry import model_spec

GOOD, BAD, PLAIN = ("lovely", "great"), ("awful", "bad"), ("the", "food", "was", "place", "today")


def reviews_dataset(rows: int) -> Dataset:
    """Return made-up reviews whose label depends on one word."""
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, rows)
    texts = [
        " ".join([*random.choice(PLAIN, random.integers(1, 5)), random.choice(GOOD if y else BAD)])
        for y in labels
    ]
    columns = {
        "text": np.array(texts, dtype=object),
        "label": labels.astype(float),
        "source": np.full(rows, "made up", dtype=object),
    }
    return Dataset("reviews", SAMPLE, "made up for a test", columns)


def small_sentiment_model(name: str = "sentiment-lstm") -> TrainedModel:
    """Return a really trained, very small model of the reviews above."""
    spec = model_spec(name)
    recipe = Recipe(spec.recipe.loss, epochs=3, batch=16, learning_rate=0.02)
    options = type(spec.options)(
        vocabulary_size=30, length=6, embedding=4, units=3, padding=spec.options.padding
    )
    dataset = reviews_dataset(120)
    fit, model = training.prepare(spec, dataset, 1, recipe, options)
    list(training.epochs(fit, model))
    return fitted.finish(fit, dataset)


def saved(model: TrainedModel, folder: Path) -> Path:
    """Write a model folder under `folder` and return it."""
    path = folder / model.spec.name
    export.save_model(model, path)
    return path
