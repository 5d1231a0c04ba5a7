"""What the browser gets of the cells: one packed answer per text or series; it only draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.cell_series import series_of
from core.cell_trace import CellTrace, review_cells, series_cells
from core.errors import InvalidInput
from core.forced_gates import Forcing
from core.one_unit import OneUnit
from core.packing import packed, whole
from core.predictors import TrainedModel
from core.probes import ReferenceScale, verdict
from core.registry import predictor

SUMS_PER = 100  # sums inside the gates are sent in hundredths


def review_answer(name: str, text: str, forcing: Forcing) -> dict[str, Any]:
    """Return what the model `name` makes of a review, with these gates forced.

    Beside the keys of `core.packing.packed`: those of `_cells`, `forced`, and the answer in a
    word, also that of the model as it was trained.
    """
    model = predictor(name)
    cells = review_cells(name, text, forcing)
    plain = _plain_probability(model, cells, forcing)
    return {
        **_cells(cells),
        "forced": forcing.gates(),
        "verdict": verdict(cells.trace.probability, model.card.threshold),
        "plain": round(plain, 4),
        "plain_verdict": verdict(plain, model.card.threshold),
    }


def series_answer(source: Any, numbers: Any, weights: Any) -> dict[str, Any]:
    """Return what an LSTM of one unit makes of a series; `missing` says why there is none."""
    try:
        series = series_of(source, numbers)
    except InvalidInput as error:
        return {"missing": str(error)}
    cells = series_cells(series.values, OneUnit.of(weights))
    return {
        **_cells(cells),
        "forced": {},
        "series": np.round(series.values, 4).tolist(),
        "title": series.title,
        "note": series.note,
    }


def _cells(cells: CellTrace) -> dict[str, Any]:
    """Return the packed trace and, beside it, what only the cell shows.

    `sums` is (2, 4, T, P): X_t W_1, then Ŷ_{t-1} W_2, per gate in the order of `core.cells.GATES`,
    in units of 1 / `sums_per`; `bias` (4, P); `parts` (2, T, P): f_t C_{t-1}, then i_t C̃_t, the two
    parts of the state, in units of 1 / `per` as the state itself: a product is shown as finely as
    its factors. Neither is larger than the largest state or 1, so both fit where the states do.
    """
    largest = np.repeat(cells.largest, cells.units)
    sums = np.stack([cells.sums.by_input, cells.sums.by_output]).transpose(0, 2, 1, 3)
    trace = packed(cells.trace, ReferenceScale(-largest, largest))
    return {
        **trace,
        "units": list(cells.units),
        "squash": ["\u03c3" if name == "sigmoid" else name for name in cells.activations],
        "sums": whole(sums, SUMS_PER),
        "parts": whole(np.stack([cells.kept, cells.added]), trace["per"]),
        "sums_per": SUMS_PER,
        "bias": np.round(cells.sums.bias.astype(float), 2).tolist(),
    }


def _plain_probability(model: TrainedModel, cells: CellTrace, forcing: Forcing) -> float:
    """Return the answer of the model as it was trained."""
    if not forcing.gates():
        return cells.trace.probability
    return float(model.predict({"text": np.array([cells.trace.text], dtype=object)})[0])
