"""Runs being watched: loss and accuracy while they train, and where each of them stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html

from components.figures.descent import DASHES
from components.figures.training_curves import log_axis, training_curves
from components.graph import graph
from components.page import panel
from components.palette import RUNS
from components.sent import expect, record
from components.term import term

LINEAR, LOG = "linear", "log"
AXES = {LINEAR: "linear", LOG: "logarithmic"}
_OFTEN = 1000  # ms between two looks while something trains
_LEARNT = (
    "What the network is fitted to. Within an epoch it is the mean since the epoch began, while "
    "the weights change; so it may lie above the held-out loss."
)
_HELD_OUT = "Rows kept out of training. Only they say what the network makes of texts it never saw."
_NOTHING = "Nothing is shown yet. Start a run, take a script below, or choose runs in the table."


def training_stage(
    ids: Callable[[str], str], runs: Sequence[str], most: int, axis: str = LINEAR
) -> html.Div:
    """Return the curves, a line per run, and what asks the server again and again.

    Args:
        ids: Names its parts.
        runs: Ids of the runs that are shown at first.
        most: How many can be shown together.
        axis: Of the loss, `linear` or `log`.
    """
    loss = graph(
        ids("loss"), training_curves("loss", is_log=axis == LOG), height=330,
        label="Loss of every run by epoch",
    )  # fmt: skip
    accuracy = graph(
        ids("accuracy"), training_curves("accuracy", is_share=True), height=330,
        label="Accuracy of every run by epoch, where the model tells classes apart",
    )  # fmt: skip
    figures = html.Div(
        [_figure(["Loss", _axis(ids, axis)], loss), _figure("Accuracy", accuracy)],
        className="descent-figures",
    )
    key = html.P(
        ["Thin: rows it ", term("learns from", _LEARNT), ". Thick: rows ",
         term("held out", _HELD_OUT), ". A ring marks the epoch that is kept."],
        className="panel-note",
    )  # fmt: skip
    plan = {"prefix": ids(""), "runs": RUNS, "dashes": DASHES, "most": most, "often": _OFTEN,
            "log": log_axis()}  # fmt: skip
    lines = html.Div(
        html.P(_NOTHING, className="no-run"), className="training-lines",
        **{"data-training": "lines", "data-empty": _NOTHING},
    )  # fmt: skip
    said = html.P(id=ids("said"), className="upload-refused", role="alert")
    return html.Div(
        [panel([figures, key, said, lines]), *_passing(ids, runs)],
        id=ids("stage"),
        **{"data-plan": json.dumps(plan)},
    )


def _axis(ids: Callable[[str], str], axis: str) -> dmc.SegmentedControl:
    return dmc.SegmentedControl(
        id=ids("axis"), value=axis if axis in AXES else LINEAR, size="xs",
        className="training-axis",
        data=[{"value": name, "label": words} for name, words in AXES.items()],
        **{"aria-label": "Axis of the loss"},
    )  # fmt: skip


def _figure(title: Any, figure: Any) -> html.Div:
    return html.Div([html.H3(title, className="descent-title"), figure], className="descent-figure")


def _passing(ids: Callable[[str], str], runs: Sequence[str]) -> list[Any]:
    """Return what is asked and answered, which runs are shown, and what shall be done to one."""
    return [
        dcc.Interval(id=ids("clock"), interval=_OFTEN),
        dcc.Store(id=ids("shown"), data=list(runs)),
        dcc.Store(id=ids("shown-text"), data=",".join(runs)),
        *(dcc.Store(id=ids(name)) for name in ("ask", "news", "act", "drawn")),
    ]


def follow_stage(
    ids: Callable[[str], str],
    news: Callable[[Any], dict[str, Any]],
    act: Callable[[Any], str],
) -> None:
    """Register what happens while runs are watched; call it once per page.

    Args:
        ids: Names its parts.
        news: What the browser asks -> what has happened since.
        act: {act, ids, token} -> what was done, in a sentence; raises `LessonError`.
    """
    clientside_callback(
        ClientsideFunction("training", "ask"),
        Output(ids("ask"), "data"),
        Output(ids("shown-text"), "data"),
        Input(ids("clock"), "n_intervals"),
        Input(ids("shown"), "data"),
        Input(ids("act-said"), "children"),
        State(ids("question"), "data"),
        State(ids("sweep-question"), "data"),
        State(ids("stage"), "id"),
    )

    clientside_callback(
        ClientsideFunction("training", "scale"),
        Input(ids("axis"), "value"),
        State(ids("stage"), "id"),
    )

    @callback(Output(ids("news"), "data"), Input(ids("ask"), "data"), prevent_initial_call=True)
    def tell(asked: Any) -> dict[str, Any]:
        return news(asked)

    clientside_callback(
        ClientsideFunction("training", "take"),
        Output(ids("runs"), "rowData"),
        Output(ids("said"), "children"),
        Output(ids("estimate"), "children", allow_duplicate=True),
        Output(ids("question"), "data", allow_duplicate=True),
        Output(ids("sweep-estimate"), "children", allow_duplicate=True),
        Output(ids("sweep-question"), "data", allow_duplicate=True),
        Input(ids("news"), "data"),
        State(ids("stage"), "id"),
        prevent_initial_call=True,
    )

    expect(ids("act"), record())

    @callback(
        Output(ids("act-said"), "children"),
        Input(ids("act"), "data"),
        State(ids("token"), "value"),
        prevent_initial_call=True,
    )
    def do(asked: Any, token: Any) -> str:
        return act({**(asked or {}), "token": token})
