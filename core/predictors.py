"""A trained model that answers: encode, run the network, calibrate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core import artifacts, metrics
from core.contracts import Columns, Floats, ModelSpec
from core.errors import Incompatible
from core.model_times import timed
from core.network import Run
from core.text import PADDING

_PIECE = 1024  # rows that pass through a network together, at most
_LETTERS = 50_000  # of all texts of a piece, were each as long as the longest
_LONGEST = 4_000  # letters; what is longer is cut by every model


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

    def inputs(self, columns: Columns) -> tuple[np.ndarray, ...]:
        """Return what goes into the network: encoded, without padding that changes nothing."""
        encoded = self.encode(columns)
        if self.card.architecture.reads_padding:
            return encoded
        return _without_common_padding(encoded)

    def run(self, columns: Columns) -> Run:
        """Return the pass through the network, with everything that happened inside."""
        inputs = self.inputs(columns)
        with timed(self.spec.name):
            return self.artifact.network.run(inputs)

    def runs(self, columns: Columns) -> Iterator[tuple[np.ndarray, Run]]:
        """Yield passes over all rows: which rows, and what happened.

        Rows of like length pass together, so that little time goes into padding.
        """
        for rows in _pieces(columns[self.spec.reads[0]]):
            yield rows, self.run({name: columns[name][rows] for name in self.spec.reads})

    def predict(self, columns: Columns) -> Floats:
        """Return (N,) answers: calibrated probabilities of class 1, forecasts, or prices."""
        raw = np.zeros(len(columns[self.spec.reads[0]]))
        for rows, run in self.runs(columns):
            raw[rows] = run.answer.reshape(-1)
        return np.exp(raw) if self.spec.logarithmic else self.calibrate(raw)

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


def _pieces(values: np.ndarray) -> Iterator[np.ndarray]:
    """Yield row numbers, some hundred at a time: short texts first, fewer of long ones at once."""
    if values.ndim > 1:  # series
        yield from (np.arange(len(values))[i : i + _PIECE] for i in range(0, len(values), _PIECE))
        return
    letters = np.minimum([len(text) for text in values], _LONGEST)
    order = np.argsort(letters, kind="stable")
    start = 0
    while start < len(order):
        longest = letters[order[start : start + _PIECE]]
        fits = np.flatnonzero(longest * np.arange(1, len(longest) + 1) <= _LETTERS)
        rows = order[start : start + (int(fits[-1]) + 1 if len(fits) else 1)]
        start += len(rows)
        yield rows


def _without_common_padding(inputs: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    """Cut the columns at the end that are padding in every row: with a mask they change nothing."""
    return tuple(_cut(x) if x.ndim == 2 and x.dtype.kind == "i" else x for x in inputs)


def _cut(ids: np.ndarray) -> np.ndarray:
    used = np.flatnonzero((ids != PADDING).any(axis=0))
    return ids[:, : used[-1] + 1 if len(used) else 1]
