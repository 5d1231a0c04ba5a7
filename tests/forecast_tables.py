"""Small tables of forecasts, made without any trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from core import registry
from core.contracts import REAL, SIMULATED, Dataset
from core.errors import NotTrained
from core.forecasts import ForecastTable, tabulate

NAMES = ("AAA", "GOOG", "SIM001", "SIM002")
SERIES = ((0.0, -1.0, 0.5), (-1.0, 0.2, 0.8), (1.0, -1.0, -0.4), (-1.0, 0.1, 0.2))
TARGETS = (1.0, 0.6, -0.7, 0.9)
TRAINING = {
    "seed": 7,
    "origin": REAL,
    "rows": {"all": 502},
    "recipe": {"batch": 32, "learning_rate": 0.01, "averaged": None},
    "loss": [0.5, 0.1, 0.05],
    "val_loss": [],
}
MODELS = ("stocks-neuron", "stocks-rnn", "stocks-stack")


def prices(names: Sequence[str] = NAMES, origin: str = SIMULATED) -> Dataset:
    """Return four made-up series of three values; names that begin with SIM are simulated."""
    columns = {
        "name": np.array(names),
        "series": np.array(SERIES),
        "target": np.array(TARGETS),
        "origin": np.array([SIMULATED if name.startswith("SIM") else REAL for name in names]),
    }
    return Dataset("stocks", origin, "Made up for a test.", columns)


class Answering:
    """A stand-in for a trained model that adds a constant to the last value."""

    def __init__(self, offset: float, parameters: int) -> None:
        self.offset = offset
        self.card: Any = SimpleNamespace(parameters=parameters, training=TRAINING)

    def predict(self, columns: Mapping[str, Any]) -> Any:
        """Return the last values, moved."""
        return columns["series"][:, -1] + self.offset


def table(
    data: Dataset | None = None, unavailable: Sequence[str] = (), **offsets: float
) -> ForecastTable:
    """Return the table of three stand-ins for the lecture's models.

    Args:
        data: The series; by default `prices()`.
        unavailable: Names of models that have no folder.
        offsets: What each model adds to the last value, by its name without `stocks-`.
    """
    moved = {"neuron": 0.1, "rnn": 0.2, "stack": -0.05} | offsets
    sizes = {"neuron": 3, "rnn": 3, "stack": 207}

    def predictor(name: str) -> Any:
        if name in unavailable:
            raise NotTrained(f"The model folder {name} is not there.")
        short = name.removeprefix("stocks-")
        return Answering(moved[short], sizes[short])

    specs = [replace(registry.model_spec(name)) for name in MODELS]
    return tabulate(data or prices(), specs, predictor)
