"""Models written to disk: as a model folder, or as the Keras file that the same layers make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from core import architecture, artifacts
from core.errors import InvalidInput
from core.predictors import TrainedModel


def save_model(model: TrainedModel, folder: Path) -> None:
    """Write a model folder, whole or not at all; raises `InvalidInput` where that fails."""
    save_artifact(model.artifact, folder)


def save_artifact(artifact: artifacts.Artifact, folder: Path) -> None:
    """Write a model folder, whole or not at all; raises `InvalidInput` where that fails."""
    try:
        artifacts.save(folder, artifact)
    except OSError as error:
        raise InvalidInput(
            f"The model cannot be written to {folder} ({error.strerror})."
        ) from error


def to_keras(model: TrainedModel) -> Any:
    """Return the `keras.Model` with the same layers and the same weights (as float32)."""
    import keras

    keras.utils.clear_session()  # layer names start anew, as when the model was trained
    rebuilt = model.spec.build(model.options)
    weights = {name: np.asarray(w, np.float32) for name, w in model.artifact.weights.items()}
    architecture.set_weights(rebuilt, weights)
    return rebuilt


def to_keras_file(model: TrainedModel, path: Path) -> None:
    """Write a `.keras` file that Keras alone can read back."""
    if path.suffix != ".keras":
        raise InvalidInput(f"A Keras file ends with .keras; {path.name!r} does not.")
    path.parent.mkdir(parents=True, exist_ok=True)
    to_keras(model).save(path)
