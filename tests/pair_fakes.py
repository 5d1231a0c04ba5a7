"""Stand-ins for models that compare pairs: random weights, no training, no Keras."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from core.architecture import Architecture, Step
from core.artifacts import Card, assemble
from core.models.questions import SiameseOptions
from core.predictors import TrainedModel, from_artifact
from core.registry import model_spec
from core.text import Vocabulary

KNOWN = ("what", "how", "does", "a", "do", "work", "is", "the", "sky", "blue", "why", "red")
INPUTS = ("question1", "question2")
_LSTM = {
    "units": 5,
    "activation": "tanh",
    "recurrent_activation": "sigmoid",
    "return_sequences": False,
}


def siamese_model(*, length: int = 6, calibration: tuple[float, float] | None = None) -> Any:
    """Return a Siamese model of 5 neurons that knows twelve words and reads `length` of a text."""
    options = SiameseOptions(vocabulary_size=20, length=length, embedding=4, units=5)
    return pair_model("Dot", options, calibration)


def pair_model(
    joint: str, options: SiameseOptions, calibration: tuple[float, float] | None = None
) -> TrainedModel:
    """Return a model of two LSTM towers joined by a layer of this kind."""
    random = np.random.default_rng(3)
    E, P = options.embedding, options.units
    weights = {
        "embedding/0": random.normal(0, 1, (options.vocabulary_size + 2, E)),
        "lstm/0": random.normal(0, 0.8, (E, 4 * P)),
        "lstm/1": random.normal(0, 0.4, (P, 4 * P)),
        "lstm/2": random.normal(0, 0.1, 4 * P),
        "dense/0": np.array([[1.5]]),
        "dense/1": np.array([-0.25]),
    }
    card = Card(
        model="questions-siamese",
        options=asdict(options),
        architecture=_towers(joint),
        parameters=0,
        calibration=calibration,
    )
    arrays = {name: array.astype(np.float32) for name, array in weights.items()}
    vocabulary = Vocabulary(KNOWN, options.vocabulary_size)
    return from_artifact(model_spec("questions-siamese"), assemble(card, arrays, vocabulary))


def _towers(joint: str) -> Architecture:
    steps = []
    for name, mark in zip(INPUTS, ("", ":2"), strict=True):
        steps.append(Step(f"embedding{mark}", "embedding", "Embedding", (name,), {}))
        steps.append(Step(f"lstm{mark}", "lstm", "LSTM", (f"embedding{mark}",), _LSTM))
    steps.append(Step("joint", "joint", joint, ("lstm", "lstm:2"), {"normalize": False}))
    steps.append(Step("dense", "dense", "Dense", ("joint",), {"activation": "sigmoid"}))
    return Architecture(INPUTS, tuple(steps))
