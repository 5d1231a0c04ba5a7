"""What was measured of the models that compare pairs, beside the lecture's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from components.figures_table import figures_table
from core.contracts import Reference

_COLUMNS = ("", "pairs", "accuracy", "loss", "AUC", "F1", "calibration error")
_FIGURES = ("n", "accuracy", "loss", "auc", "f1", "calibration_error")
_ROLES = {
    "validation": "pairs kept out of training",
    "test": "quora_small",
    "sample": "pairs written for this product",
}


def pair_figures(
    reference: Reference, models: Sequence[Mapping[str, Any]], training: Mapping[str, Any]
) -> html.Div:
    """Return the table, ordered by what was measured on, and how the pairs were parted.

    Args:
        reference: What the lecture printed.
        models: One entry per model, see `core.overview.every_model`.
        training: How the lecture's model was trained, as on its card; empty without it.
    """
    lecture = ("Lecture, Quora in full", *(reference.figures.get(name) for name in _FIGURES))
    measured = [(entry["title"], row) for entry in models for row in entry.get("measured", ())]
    ours = [_row(title, row) for role in _ROLES for title, row in measured if row["role"] == role]
    notes = [f"Lecture: {reference.protocol}."]
    if training:
        notes.append(_story(training))
    return figures_table(_COLUMNS, [lecture, *ours], note=" ".join(notes))


def _row(title: str, measured: Mapping[str, Any]) -> tuple[Any, ...]:
    name = f"{title} \u00b7 {_ROLES[measured['role']]}"
    return (name, *(measured.get(figure) for figure in _FIGURES))


def _story(training: Mapping[str, Any]) -> str:
    rows = training["rows"]
    parts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in rows.items())
    return (
        f"Ours: {training['note']} Trained on {sum(rows.values()):,} pairs ({parts}); the "
        f"{training['validation_rows']:,} validation pairs share no question with them, and "
        "quora_small is the lecture’s sample of 1,000 pairs, never trained on. Calibration error: "
        "how far, on average, the probability is from the share of pairs that do ask the same. The "
        "pairs written for this product are made to mislead: those that ask the same share few "
        "words, many of the others nearly all."
    )
