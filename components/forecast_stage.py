"""The stage of the forecast page, and the controls beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from components.figure_files import figure_files
from components.figures.next_value import next_value
from components.forecast_marks import marks
from components.forecast_readings import readings, said
from components.forecast_story import series_title
from components.forecasts import Forecasts
from components.graph import graph
from components.page import panel
from components.ticker_choice import ticker_choice
from core.contracts import REAL, SIMULATED


def forecast_stage(
    ids: Callable[[str], str],
    table: Forecasts,
    place: int,
    remarks: Sequence[str],
    choice: Any = None,
) -> list[Any]:
    """Return the figure of one series with its heading and the outcome as a sentence.

    Args:
        ids: Names the parts `remarks`, `title`, `next` and `said` of the page.
        table: All forecasts.
        place: Row of the chosen series.
        remarks: What in the link could not be used.
        choice: How the forecasters are examined.
    """
    told, step = marks(table, place), table.step(place)
    drawn = graph(
        ids("next"),
        next_value(table.series[place].tolist(), told, step),
        label="The series as dots, what came next as a blue cross, and every forecast of it",
        height=440,
        clear_on_unhover=True,
    )
    sentence = said(told, table.names[place], step)
    return [
        html.Div(
            [html.P(remark) for remark in remarks],
            id=ids("remarks"),
            className="forecast-remarks",
            role="status",
        ),
        panel(
            [
                *([choice] if choice is not None else []),
                html.Div(series_title(table, place), id=ids("title"), className="series-title"),
                html.Div(drawn, className="next-value"),
                figure_files(ids("next"), "unrolled-next-price", named_by=ids("asked")),
                html.P(sentence, id=ids("said"), className="series-said", role="status"),
            ]
        ),
    ]


def forecast_controls(ids: Callable[[str], str], table: Forecasts, place: int) -> html.Section:
    """Return the choice of a series and what everyone says about it.

    Args:
        ids: Names the parts `readings` and `data-note`, and those of the choice.
        table: All forecasts.
        place: Row of the chosen series.
    """
    choice = ticker_choice(ids, series_groups(table), table.names[place])
    told = html.Div(readings(marks(table, place)), id=ids("readings"))
    return panel([choice, told], note=html.Span(table.note, id=ids("data-note")))


def series_groups(table: Forecasts) -> list[tuple[str, list[str]]]:
    """Return the tickers in alphabetical order under headings, real ones first."""
    groups: dict[str, list[str]] = {"Yours": [], "Real": [], "Simulated": []}
    headings = {REAL: "Real", SIMULATED: "Simulated"}
    for name, origin in zip(table.names, table.origins, strict=True):
        groups[headings.get(origin, "Yours")].append(name)
    return [(heading, sorted(names)) for heading, names in groups.items() if names]
