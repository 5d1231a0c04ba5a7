"""One forecaster looked at more closely: all its answers, and how it was trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.figures.loss_curve import loss_curve
from components.figures.plain_figure import PlainFigure
from components.figures.true_against_predicted import true_against_predicted
from components.forecast_marks import glyph
from components.forecast_story import training_note
from components.forecasts import Forecasts
from components.graph import graph
from components.page import panel

_CLICK = (
    "One point per series; click one to put it on stage. On the diagonal the forecast is right."
)
_HOLLOW = " Hollow points are simulated."


def forecaster_choice(
    ids: Callable[[str], str], table: Forecasts, model: str, place: int
) -> html.Div:
    """Return the choice of a forecaster, its answers for all series and its loss curve.

    Args:
        ids: Names the parts `model`, `all`, `loss` and `told` of the page.
        table: All forecasts.
        model: Name of the forecaster chosen at first.
        place: Row of the chosen series.
    """
    chips = [dmc.Chip([glyph(one.name), one.title], value=one.name) for one in table.able]
    choice = html.Div(
        [
            html.Span("Look closer at", className="presets-label"),
            dmc.ChipGroup(chips, id=ids("model"), value=model),
        ],
        className="closer-choice",
        role="group",
        **{"aria-label": "Forecaster to look at"},
    )
    scatter = graph(
        ids("all"),
        true_against_predicted(table, model, place),
        label="The true next value of every series against the predicted one",
        height=420,
    )
    curve = graph(ids("loss"), loss_of(table, model), label="Loss in training", height=420)
    figures = [
        panel(scatter, title="All series", note=_CLICK + (_HOLLOW if table.simulated else "")),
        panel(
            [curve, html.P(told_of(table, model), id=ids("told"), className="panel-note")],
            title="Loss in training",
        ),
    ]
    return html.Div([choice, html.Div(figures, className="closer-figures")], className="closer")


def loss_of(table: Forecasts, model: str) -> PlainFigure:
    """Return the loss curve of a forecaster; words instead for a baseline, which has none."""
    one = table.forecaster(model)
    training: Mapping[str, Any] = one.card.training if one.card else {}
    lecture = one.lecture if one.card else None
    return loss_curve(model, training.get("loss", ()), training.get("val_loss", ()), lecture)


def told_of(table: Forecasts, model: str) -> str:
    """Return how a forecaster was trained; nothing about a baseline."""
    card = table.forecaster(model).card
    return training_note(card.training) if card else ""
