"""What models reached on data they never saw, beside what the lecture printed for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from components.figures_table import figures_table
from components.swatch import swatch
from core.contracts import ModelSpec

Entry = Mapping[str, Any]


def beside_lecture(models: Sequence[Entry]) -> html.Div:
    """Return the table of classifiers: accuracy and loss, ours on each test set, the lecture's.

    Args:
        models: One entry per model as `core.overview.every_model` returns them.
    """
    data = _test_data(models)
    columns = ["Model", "Parameters", "Lecture: accuracy", "Lecture: loss"]
    columns += [f"{_short(name)}: {figure}" for name in data for figure in ("accuracy", "loss")]
    rows = [_row(entry, list(data)) for entry in models]
    named = "; ".join(_named(measurement) for measurement in data.values())
    protocol = models[0]["lecture"]["protocol"]
    ours = f"Ours: {named}; no row of it was trained on. " if named else ""
    note = f"{ours}The lecture\u2019s: {protocol}.{_honestly(models)}"
    missing = [_missing(entry) for entry in models if not entry["available"]]
    return html.Div([figures_table(columns, rows, note=note), *missing])


def faults(specs: Sequence[ModelSpec]) -> html.Div:
    """Return the known faults of the lecture's recipes and what was done about each."""
    seen: dict[str, list[str]] = {}
    for spec in specs:
        for fault in spec.faults:
            seen.setdefault(fault, []).append(spec.title)
    items = [
        html.Li([html.Strong(f"{', '.join(titles)}. "), fault]) for fault, titles in seen.items()
    ]
    return html.Div([html.H3("Faults of the recipe, and what was done"), html.Ul(items)])


def _honestly(models: Sequence[Entry]) -> str:
    """Return what is to be said about rows that are no network; nothing without such a row."""
    titles = [entry["title"] for entry in models if entry["model"].endswith("-baseline")]
    said = " {} is the honest baseline: no network, no memory, fitted to the same rows."
    return "".join(said.format(title) for title in titles)


def _test_data(models: Sequence[Entry]) -> dict[str, Entry]:
    """Return the test sets that any model was measured on, in order, with one measurement."""
    measured = [m for entry in models for m in entry.get("measured", ()) if m["role"] == "test"]
    return {measurement["data"]: measurement for measurement in measured}


def _short(data: str) -> str:
    return data.split(",", maxsplit=1)[0].removeprefix("official ")


def _named(measurement: Entry) -> str:
    count = f"{measurement['n']:,}"
    name = measurement["data"]
    return name if count in name else f"{name}, {count} rows"


def _row(entry: Entry, data: Sequence[str]) -> list[Any]:
    measured = {m["data"]: m for m in entry.get("measured", ())}
    ours = [measured.get(name, {}).get(key) for name in data for key in ("accuracy", "loss")]
    lecture = entry["lecture"]
    return [
        swatch(entry["model"], entry["title"]),
        entry.get("parameters"),
        lecture.get("accuracy"),
        lecture.get("loss"),
        *ours,
    ]


def _missing(entry: Entry) -> html.P:
    return html.P(
        [html.Strong(entry["title"]), " is unavailable. ", entry["reason"]], className="table-note"
    )
