"""Figures of a trained model on a table or a file, with the data they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core import metrics, registry
from core.contracts import CLASSIFIED, SERIES_TASKS, Columns, ModelSpec
from core.contrast import contrast_entry
from core.errors import InvalidInput
from core.predictors import TrainedModel
from core.price_column import prices_of
from core.price_interval import coverage
from core.settings import settings
from core.tables import binary_labels, read_table
from core.wide_csv import read_wide_csv

_MEASURED_AGAIN = {"test", "sample", "contrast"}


def figures(model: TrainedModel, columns: Columns) -> dict[str, float]:
    """Return every figure of `model` on rows that have its target."""
    answers = model.predict(columns)
    target = columns[model.spec.target]
    if model.spec.task in CLASSIFIED:
        return metrics.classification(target, answers, model.card.threshold)
    if model.spec.logarithmic:
        return metrics.prices(target, answers) | coverage(model, columns, answers)
    return metrics.regression(target, answers)


def evaluate_file(model: TrainedModel, path: Path) -> dict[str, float]:
    """Return every figure on a labelled CSV; raises `InvalidInput` or `MissingData`."""
    return figures(model, labelled_rows(model.spec, path))


def labelled_rows(spec: ModelSpec, path: Path) -> Columns:
    """Return the rows of a CSV with the fields and the target of `spec`, checked.

    A row of series is read as the lecture does: the last value is the target.
    """
    if spec.task in SERIES_TASKS:
        table = read_wide_csv(path)
        if table.values.shape[1] < 2:
            raise InvalidInput(f"{path.name}: a series needs two values at least to be measured.")
        return {
            "name": table.names, "series": table.values[:, :-1], spec.target: table.values[:, -1]
        }  # fmt: skip
    wanted = [spec.target] if spec.task in CLASSIFIED else []  # a price may be a range
    rows = read_table(path, [*spec.reads, *wanted])
    if rows.empty:
        raise InvalidInput(f"{path.name} has a header but no rows. Add at least one row.")
    columns = {name: rows[name].to_numpy() for name in spec.reads}
    if spec.task not in CLASSIFIED:
        return {**columns, spec.target: prices_of(rows)}
    return {**columns, spec.target: binary_labels(rows[spec.target], spec.target)}


def test_sets(spec: ModelSpec) -> Iterator[tuple[str, str, Columns]]:
    """Yield title, role and rows of every file that is only for measuring, where present.

    The rows written for the product come last: anyone can measure those.
    """
    data = registry.dataset_spec(spec.dataset)
    files = [(settings().data_root / path, title, "test") for path, title in data.tests.items()]
    if data.sample:
        files.append((settings().samples / data.sample, "rows written for this product", "sample"))
    for path, title, role in files:
        if path.is_file():
            yield title, role, labelled_rows(spec, path)


def test_figures(model: TrainedModel) -> tuple[Mapping[str, Any], ...]:
    """Return one entry per test set; the contrast pairs, where the dataset has some, come last."""
    found = [
        {"data": title, "role": role, **figures(model, rows)}
        for title, role, rows in test_sets(model.spec)
    ]
    if registry.dataset_spec(model.spec.dataset).contrast:
        found.append(contrast_entry(model, model.card.threshold))
    return tuple(found)


def remeasured(model: TrainedModel) -> TrainedModel:
    """Return a trained model with the figures of now; those of its own rows stay as they were."""
    own = [entry for entry in model.card.measured if entry["role"] not in _MEASURED_AGAIN]
    card = replace(model.card, measured=(*own, *test_figures(model)))
    return replace(model, artifact=replace(model.artifact, card=card))
