"""The lecture's remedies as switches, and what each does to two errors at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, callback, html

from components.figures.plain_figure import PlainFigure
from components.figures.remedy_bars import remedy_bars
from components.graph import graph
from components.page import panel
from components.unavailable import unavailable

REMEDIES = (
    ("no_tanh", "No tanh at the output"),
    ("residual", "Add to the last value"),
    ("more_neurons", "More neurons: 32 \u2013 16 \u2013 1"),
    ("more_epochs", "More epochs: 150"),
)
_NOTE = (
    "The lecture\u2019s stack 10 \u2013 5 \u2013 1, 30 epochs, with every combination of these "
    "remedies fitted twice: to the lecture\u2019s rows, and to the days before the last ten on a "
    "scale of the past. A remedy that moves only the upper bar has learnt the rows by heart."
)


class Trial(Protocol):
    """Errors of one combination; see `core.remedy_trial.Trial`."""

    parameters: int
    lecture: float
    walk: float


class Yardstick(Protocol):
    """Errors of the last value; see `core.remedy_trial.Yardstick`."""

    lecture: float
    walk: float
    is_the_lectures: bool


Tried = Callable[[Any, Any], tuple[Trial, Trial, Yardstick]]


def remedy_bench(
    ids: Callable[[str], str], chosen: Sequence[str], reason: str | None = None
) -> html.Section:
    """Return the switches and the place of the bars.

    Args:
        ids: Names the parts `remedies`, `remedy-bars` and `remedy-said`.
        chosen: Names of the remedies that are on at first.
        reason: Why they cannot be tried; None when they can.
    """
    chips = [dmc.Chip(title, value=name) for name, title in REMEDIES]
    switches = html.Div(
        dmc.ChipGroup(chips, id=ids("remedies"), multiple=True, value=list(chosen)),
        className="closer-choice remedies",
        role="group",
        **{"aria-label": "Remedies"},
    )
    if reason is not None:
        hidden = html.Div(switches, hidden=True)
        return panel([hidden, unavailable("The trial of the remedies", reason)])
    bars = graph(
        ids("remedy-bars"),
        label="Error on the lecture\u2019s rows and on days not yet seen, beside the last value",
        height=220,
    )
    told = html.P("\u2013", id=ids("remedy-said"), className="series-said", role="status")
    return panel([switches, bars, told], note=_NOTE)


def try_on_demand(ids: Callable[[str], str], tried: Tried) -> None:
    """Register what draws the bars; once per page.

    Args:
        ids: Those of `remedy_bench`, and of the page's `source`.
        tried: (source, names) -> errors with these remedies, with none, and of the last value.
    """

    @callback(
        Output(ids("remedy-bars"), "figure"),
        Output(ids("remedy-said"), "children"),
        Input(ids("remedies"), "value"),
        Input(ids("source"), "data"),
    )
    def try_remedies(names: Any, source: Any) -> tuple[PlainFigure, str]:
        """Show what the chosen remedies are worth."""
        now, without, last = tried(source, names)
        return remedy_bars(now, without, last), remedy_said(now, without, last)


def remedy_said(now: Trial, without: Trial, last: Yardstick) -> str:
    """Return both errors in words, and what to make of them."""
    words = (
        f"{now.parameters:,} parameters. On the lecture\u2019s rows MSE {now.lecture:.4f} "
        f"(last value {last.lecture:.4f}), walking forward {now.walk:.4f} "
        f"(last value {last.walk:.4f}). "
    )
    if not last.is_the_lectures:
        words += "Neither network was fitted to the series shown here. "
    if now.walk >= last.walk:
        words += "On days it has not seen, the last value is still better."
        fits = last.is_the_lectures and now.lecture < min(last.lecture, without.lecture)
        return f"{words} The better fit is no better forecast." if fits else words
    return f"{words}On these days it beats the last value by {1 - now.walk / last.walk:.2%}."
