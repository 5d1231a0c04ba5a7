"""What was measured of a model that compares pairs, beside the lecture's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from components.figures_table import figures_table
from core.contracts import Reference

_COLUMNS = ("", "pairs", "accuracy", "loss", "AUC", "F1", "calibration error")
_FIGURES = ("n", "accuracy", "loss", "auc", "f1", "calibration_error")
_ROLES = {
    "validation": "Ours, pairs kept out of training",
    "test": "Ours, quora_small",
    "sample": "Ours, pairs written for this product",
}


def pair_figures(
    reference: Reference, measured: Sequence[Mapping[str, Any]], training: Mapping[str, Any]
) -> html.Div:
    """Return the table and what it was measured on.

    Args:
        reference: What the lecture printed.
        measured: One entry per measurement, as on the model's card; none without a model.
        training: How the model was trained, as on its card.
    """
    lecture = ("Lecture, Quora in full", *(reference.figures.get(name) for name in _FIGURES))
    ours = [_row(entry) for entry in measured]
    notes = [f"Lecture: {reference.protocol}."]
    if training:
        notes.append(_story(training))
    return figures_table(_COLUMNS, [lecture, *ours], note=" ".join(notes))


def _row(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    name = _ROLES.get(str(entry.get("role")), str(entry.get("data")))
    return (name, *(entry.get(figure) for figure in _FIGURES))


def _story(training: Mapping[str, Any]) -> str:
    rows = training["rows"]
    parts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in rows.items())
    return (
        f"Ours: {training['note']} Trained on {sum(rows.values()):,} pairs ({parts}); the "
        f"{training['validation_rows']:,} validation pairs share no question with them, and "
        "quora_small is the lecture’s sample of 1,000 pairs, never trained on. Calibration error: "
        "how far, on average, the probability is from the share of pairs that do ask the same."
    )
