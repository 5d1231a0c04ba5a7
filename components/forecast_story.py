"""Which prices these are, what was measured on what, how a model was trained: in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from components.forecasts import Forecasts
from core.contracts import REAL

_ADJECTIVE = {"day": "daily", "week": "weekly"}
_LECTURE = (
    "Lecture’s MSE: its own file of 502 companies, every model measured on the rows it was "
    "fitted to. "
)
_SAME_ROWS = (
    "So is the MSE here: same file, same rows. It says how well a model fits, not how well it "
    "forecasts."
)
OWN = "own"


def in_words(table: Forecasts) -> str:
    """Return which series are loaded, to be put into a sentence."""
    count = len(table.names)
    if table.origin == OWN:
        return f"your {count} series" if count > 1 else "your series"
    if not table.simulated:
        return f"the {count} companies loaded"
    real = count - table.simulated
    return f"the {count} series loaded ({real} real, {table.simulated} simulated)"


def series_title(table: Forecasts, place: int) -> list[Any]:
    """Return the heading of the stage: which series, how long, real or simulated."""
    origin, step = table.origins[place], table.step(place)
    kind = "your own" if origin == OWN else "simulated, no real company"
    if origin == REAL:
        kind = f"real {_ADJECTIVE[step]} prices"
    told = f"{table.series.shape[1]} {step}s, and the next one"
    if step == "week":
        told += "; here “tomorrow” is the next week"
    return [
        html.Strong(table.names[place]),
        html.Span(kind, className=f"origin is-{origin}"),
        html.Span(told),
    ]


def measured_note(table: Forecasts, protocol: str) -> list[Any]:
    """Return what stands under the table: which data, fitted to which rows."""
    words: list[Any] = [table.note, " "]
    if protocol == "lecture":
        words.append(_LECTURE)
    if table.origin == REAL:
        return [*words, _SAME_ROWS] if protocol == "lecture" else words
    words.append(
        "The networks shipped here were fitted to the lecture’s real file. It is not what is "
        f"shown, so they are measured on {in_words(table)}, to none of which a network was "
        "fitted: compare down the column, not with the lecture’s. "
    )
    get = html.Code("python -m core data get stocks")
    return words if table.origin == OWN else [*words, "To load the lecture’s file: ", get]


def remarks_on(table: Forecasts) -> list[Any]:
    """Return what else there is to know about forecasters, each remark once with their names."""
    told: dict[str, list[str]] = {}
    for one in table.able:
        if one.remark:
            told.setdefault(one.remark, []).append(one.title)
    return [
        html.Span([html.Strong(f"{', '.join(titles)}: "), remark, " "])
        for remark, titles in told.items()
    ]


def training_note(training: Mapping[str, Any]) -> str:
    """Return how a model was trained: data, seed, epochs, what the curve is."""
    recipe, rows = training["recipe"], sum(training["rows"].values())
    batch = f"batches of {recipe['batch']}" if recipe["batch"] else "all rows at once"
    windows = f"{rows:,} windows of series" if training.get("val_loss") else f"{rows} series"
    words = (
        f"Trained on {training['origin']} data, {windows}, seed {training['seed']}, "
        f"{len(training['loss'])} epochs, {batch}, learning rate {recipe['learning_rate']:g}. "
    )
    if not training.get("val_loss"):
        words += "As in the lecture no rows were held out, so this is the error of the fit. "
    if recipe.get("averaged"):
        words += (
            "The curve is the mean over the batches of an epoch; the model that answers uses a "
            "running average of the weights, which is calmer and better."
        )
    return f"{words.strip()} For the other protocols it was fitted again, to other rows."
