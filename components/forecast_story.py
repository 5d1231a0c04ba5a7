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


def in_words(table: Forecasts) -> str:
    """Return which series are loaded, to be put into a sentence."""
    count = len(table.names)
    if not table.simulated:
        return f"the {count} companies loaded"
    real = count - table.simulated
    return f"the {count} series loaded ({real} real, {table.simulated} simulated)"


def series_title(table: Forecasts, place: int) -> list[Any]:
    """Return the heading of the stage: which series, how long, real or simulated."""
    origin, step = table.origins[place], table.step(place)
    kind = f"real {_ADJECTIVE[step]} prices" if origin == REAL else "simulated, no real company"
    told = f"{table.series.shape[1]} {step}s, and the next one"
    if step == "week":
        told += "; here “tomorrow” is the next week"
    return [
        html.Strong(table.names[place]),
        html.Span(kind, className=f"origin is-{origin}"),
        html.Span(told),
    ]


def measured_note(table: Forecasts) -> list[Any]:
    """Return what stands under the table: which data, fitted to which rows."""
    words = [table.note, " ", _LECTURE]
    if table.origin == REAL:
        return [*words, _SAME_ROWS]
    verdict = " Here nothing beats the last value." if table.able[0].name == "last-value" else ""
    return [
        *words,
        "The models shipped here were trained on that real file too. It is not loaded, so the MSE "
        f"here is measured on {in_words(table)}, to none of which a model was fitted: compare it "
        f"down the column, not with the lecture’s.{verdict} To load the lecture’s file: ",
        html.Code("python -m core data get stocks"),
    ]


def training_note(training: Mapping[str, Any]) -> str:
    """Return how a model was trained: data, seed, epochs, what the curve is."""
    recipe, rows = training["recipe"], sum(training["rows"].values())
    batch = f"batches of {recipe['batch']}" if recipe["batch"] else "all rows at once"
    words = (
        f"Trained on {training['origin']} data, {rows} series, seed {training['seed']}, "
        f"{len(training['loss'])} epochs, {batch}, learning rate {recipe['learning_rate']:g}. "
    )
    if not training.get("val_loss"):
        words += "As in the lecture no rows were held out, so this is the error of the fit. "
    if recipe.get("averaged"):
        words += (
            "The curve is the mean over the batches of an epoch; the model that answers uses a "
            "running average of the weights, which is calmer and better."
        )
    return words.strip()
