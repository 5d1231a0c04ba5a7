"""The stage of the cell: what is read, the player, the drawing, the six rows.

The server sends one packed answer per text or series into a store; the browser steps through it and
draws everything (`assets/cell.js`) and asks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

from components.cell_drawing import cell_drawing
from components.cell_rows import cell_rows, cell_table
from components.empty_state import empty_state
from components.figures.series_states import series_states
from components.graph import graph
from components.page import panel
from components.step_player import follow_player, step_player, step_store
from components.token_text import token_key

_MODES = (("review", "A review"), ("series", "A series of numbers"))
_ROWS_NOTE = (
    "One column per step. Gates: empty at 0, full colour at 1. Candidate and output: blue at "
    "\u22121, red at 1. The state ends where the row says: trained, at the 99th percentile over "
    "the reviews written for this product; by hand, at its own largest value or 1."
)


def cell_stage(
    ids: Callable[[str], str], mode: str, step: int, review: Any, series: Any
) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_cell` with the same ids.

    Args:
        ids: Names the parts `cell`, `mode`, `player`, `review`, `series`, `states` of the page.
        mode: `review` or `series`.
        step: Where the player stands at first, counted from 1.
        review: Where the review is typed, and the answer.
        series: Where the series is chosen.
    """
    choice = dmc.SegmentedControl(
        id=ids("mode"),
        value=mode,
        data=[{"value": value, "label": label} for value, label in _MODES],
        **{"aria-label": "What is read"},
    )
    return html.Div(
        [
            html.Div(choice, className="cell-mode"),
            html.Div(review, className="only-review"),
            html.Div(series, className="only-series"),
            panel([_head(ids, step), _what_is_read(ids)]),
            panel(cell_drawing()),
            panel([cell_rows(), cell_table()], note=_ROWS_NOTE),
            dcc.Store(id=ids("review")),
            dcc.Store(id=ids("series")),
        ],
        id=ids("cell"),
        className="cell",
        **{"data-state": "waiting"},
    )


def _head(ids: Callable[[str], str], step: int) -> html.Div:
    title = html.H2(
        ["Inside ", html.Span("a unit", **{"data-live": "neuron"})], className="panel-title"
    )
    return html.Div(
        [title, step_player(ids("player"), step=step, what="step")], className="cell-bar"
    )


def _what_is_read(ids: Callable[[str], str]) -> html.Div:
    text = html.Div(
        role="group",
        tabIndex=0,
        className="review-text only-review",
        dir="auto",
        **{"aria-label": "The review, word by word; left and right go through the words"},
    )
    curve = graph(
        ids("states"),
        series_states(),
        label="The series, its state, its output",
        height=220,
        clear_on_unhover=True,
    )
    return html.Div(
        [
            text,
            html.Div(curve, className="only-series"),
            html.Div(empty_state("Type a review to see it read."), className="when-empty"),
            html.Div(token_key(), className="only-review"),
            html.P(className="only-read", role="status", **{"data-live": "spoken"}),
        ]
    )


def follow_cell(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({"cell": ids("cell"), "player": ids("player"), "curve": ids("states")})
    follow_player(ids("player"))
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_cell({plan}, ...shown)",
        Input(ids("mode"), "value"),
        Input(ids("review"), "data"),
        Input(ids("series"), "data"),
        Input(ids("layer"), "value"),
        Input(ids("unit"), "value"),
    )
    clientside_callback(
        ClientsideFunction("unrolled", "series_figure"),
        Output(ids("states"), "figure"),
        Input(ids("series"), "data"),
        State(ids("states"), "figure"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(hovered) => window.dash_clientside.unrolled.step_from_curve({plan}, hovered)",
        Input(ids("states"), "clickData"),
        prevent_initial_call=True,
    )


def kept_of_cell(ids: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Return what of the stage a link keeps, for `keep_in_link`."""
    return {"mode": (ids("mode"), "value"), "step": (step_store(ids("player")), "data")}
