"""Answers for a file of any size: read in pieces, written whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from core.contracts import CLASSIFIED, SERIES_TASKS, Columns, Floats
from core.errors import InvalidInput
from core.predictors import TrainedModel
from core.tables import read_chunks, written_whole
from core.wide_csv import read_wide_chunks

_PIECE = 2048


def predict_file(
    model: TrainedModel, source: Path, target: Path, progress: Callable[[int], object]
) -> int:
    """Write the rows of `source` with their answers to `target`; return how many.

    `prediction` is added to the columns; classifiers answer 0 or 1 at their own threshold there and
    add `probability` of class 1.

    Args:
        model: Answers.
        source: CSV or CSV.gz.
        target: CSV; keeps its old content when anything goes wrong.
        progress: Called with the number of rows of each finished piece.

    Raises:
        MissingData, InvalidInput: As when reading; or `target` cannot be written.
    """
    if source.resolve() == target.resolve():
        raise InvalidInput("Input and output are the same file. Name another output file.")
    try:
        with written_whole(target) as unfinished:
            return _write(model, source, unfinished, progress)
    except OSError as error:
        raise InvalidInput(f"{target} cannot be written ({error.strerror}).") from error


def _write(
    model: TrainedModel, source: Path, target: Path, progress: Callable[[int], object]
) -> int:
    total = 0
    with target.open("w", encoding="utf-8", newline="") as handle:
        for rows, columns in _pieces(model, source):
            answers = answers_table(model, model.predict(columns) if len(rows) else np.zeros(0))
            table = pd.concat([rows.reset_index(drop=True), answers], axis=1)
            table.to_csv(
                handle, index=False, header=total == 0, lineterminator="\n",
                quoting=csv.QUOTE_MINIMAL,
            )  # fmt: skip
            total += len(rows)
            progress(len(rows))
    return total


def _pieces(model: TrainedModel, source: Path) -> Iterator[tuple[pd.DataFrame, Columns]]:
    if model.spec.task in SERIES_TASKS:
        for piece in read_wide_chunks(source, _PIECE):
            rows = pd.DataFrame(piece.values, columns=list(piece.header[1:]))
            rows.insert(0, piece.header[0], piece.names)
            yield rows, {"series": piece.values}
        return
    for rows in read_chunks(source, model.spec.reads, _PIECE):
        yield rows, {name: rows[name].to_numpy() for name in model.spec.reads}


def answers_table(model: TrainedModel, answers: Floats) -> pd.DataFrame:
    """Return the columns that stand for the answers (N,) of a model; NaN leaves them empty."""
    if model.spec.task not in CLASSIFIED:
        return pd.DataFrame({"prediction": answers})
    decided = pd.array((answers >= model.card.threshold).astype(int), dtype="Int64")
    decided[np.isnan(answers)] = pd.NA
    return pd.DataFrame({"prediction": decided, "probability": answers.round(6)})
