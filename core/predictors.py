"""A trained model that answers: encode, run the network, calibrate."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core import artifacts, metrics
from core.contracts import Columns, Floats, ModelSpec
from core.errors import Incompatible
from core.network import Run
from core.text import PADDING

_PIECE = 1024


@dataclass(frozen=True)
class TrainedModel:
    """A model with its weights, and the options and words it was trained with."""

    spec: ModelSpec
    artifact: artifacts.Artifact
    options: Any

    @property
    def card(self) -> artifacts.Card:
        """Return what is known about the model besides its weights."""
        return self.artifact.card

    def encode(self, columns: Columns) -> tuple[np.ndarray, ...]:
        """Return one array per model input, exactly as in training."""
        return self.spec.encode(columns, self.options, self.artifact.vocabulary)

    def run(self, columns: Columns) -> Run:
        """Return the pass through the network, with everything that happened inside."""
        return self.artifact.network.run(_without_common_padding(self.encode(columns)))

    def predict(self, columns: Columns) -> Floats:
        """Return (N,) answers: calibrated probabilities of class 1, or forecasts."""
        n = len(columns[self.spec.reads[0]])
        pieces = [
            self.run({name: columns[name][i : i + _PIECE] for name in self.spec.reads}).answer
            for i in range(0, n, _PIECE)
        ]
        raw = np.concatenate([piece.reshape(-1) for piece in pieces]) if pieces else np.zeros(0)
        return self.calibrate(raw.astype(np.float64))

    def calibrate(self, raw: Floats) -> Floats:
        """Return the probabilities that the network's outputs stand for."""
        if self.card.calibration is None:
            return raw
        return metrics.calibrated(raw, *self.card.calibration)


def open_model(spec: ModelSpec, folder: Path) -> TrainedModel:
    """Return the model in `folder`; raises `NotTrained` or `Incompatible` with the reason."""
    return from_artifact(spec, artifacts.load(folder))


def from_artifact(spec: ModelSpec, artifact: artifacts.Artifact) -> TrainedModel:
    """Return a predictor of `spec` with the weights of `artifact`."""
    if artifact.card.model != spec.name:
        raise Incompatible(f"The folder holds {artifact.card.model}, not {spec.name}.")
    known = asdict(spec.options)
    unknown = set(artifact.card.options) - set(known)
    if unknown:
        raise Incompatible(f"{spec.name} has no option {', '.join(sorted(unknown))}.")
    return TrainedModel(spec, artifact, type(spec.options)(**artifact.card.options))


def _without_common_padding(inputs: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    """Cut the columns at the end that are padding in every row: with a mask they change nothing."""
    first = inputs[0]
    if len(inputs) != 1 or first.ndim != 2 or first.dtype.kind != "i":
        return inputs
    used = np.flatnonzero((first != PADDING).any(axis=0))
    return (first[:, : used[-1] + 1 if len(used) else 1],)
