"""A kernel on a series, as a sheet of numbers; `assets/conv_sheet.js` draws and moves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html

from components.empty_state import empty_state
from components.figures.filter_curves import FILTER_COLOURS, filter_curves
from components.graph import graph
from components.page import panel
from components.step_player import follow_player, step_player, step_store
from components.term import term

_PADDING = (
    "same: as many zeros at both ends as it takes for one sum per value (at stride 1). valid: no "
    "zeros; the kernel stays inside the series, which then gets shorter by K \u2212 1."
)
_STRIDE = "How far the kernel moves from one sum to the next; stride 2 gives half as many sums."
_FILTER_NOTE = (
    "Every filter is one kernel with its own bias. A Conv1D layer learns these numbers; here you "
    "set them. All filters of a layer have the same length."
)


def conv_stage(ids: Callable[[str], str], step: int, filters: str, chosen: int) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_conv` with the same ids.

    Args:
        ids: Names the parts `conv`, `player`, `sheet`, `filters`, `filter`, `curves` of the page.
        step: Where the kernel lies at first, counted from 1.
        filters: The filters at first, as text.
        chosen: Which of them lies on the series, counted from 1.
    """
    colours = {f"--filter-{place}": shade for place, shade in enumerate(FILTER_COLOURS, start=1)}
    figure = graph(
        ids("curves"), filter_curves(), label="The series and the sums of every filter", height=260
    )
    return html.Div(
        [
            panel([_head(ids, step), _sheet()]),
            panel(_filters(), title="Filters", note=_FILTER_NOTE),
            panel(figure, title="The whole series"),
            dcc.Store(id=ids("sheet")),
            dcc.Store(id=ids("filters"), data=filters),
            dcc.Store(id=ids("filter"), data=chosen),
        ],
        id=ids("conv"),
        className="conv",
        style=colours,
        **{"data-state": "waiting"},
    )


def _head(ids: Callable[[str], str], step: int) -> html.Div:
    title = html.H2(
        ["Filter ", html.Span("1", **{"data-live": "conv-filter"}), " on the series"],
        className="panel-title",
    )
    player = step_player(ids("player"), step=step, what="place")
    return html.Div([title, player], className="cell-bar")


def _sheet() -> html.Div:
    return html.Div(
        [
            html.Div(className="conv-box", dir="ltr"),
            html.P("\u2013", className="conv-shape", role="status", **{"data-live": "conv-shape"}),
            html.Div(empty_state("Choose a series."), className="when-empty"),
        ]
    )


def _filters() -> html.Div:
    makers = [
        html.Button(label, type="button", className="preset", **{"data-filter": do})
        for do, label in (("shorter", "K \u2212 1"), ("longer", "K + 1"))
    ]
    return html.Div(
        [
            html.Div(className="filter-rows", dir="ltr"),
            html.Div(
                [
                    html.Span("Add", className="presets-label"),
                    html.Span(className="filter-recipes"),
                    html.Span("Length", className="presets-label"),
                    *makers,
                ],
                className="presets filter-makers",
            ),
        ]
    )


def conv_controls(ids: Callable[[str], str], padding: str, stride: int) -> html.Section:
    """Return the choice of padding and stride; names the parts `padding` and `stride`."""
    return panel(
        html.Div(
            [
                _labelled("Padding", _PADDING, ids("padding"), ("same", "valid"), padding),
                _labelled("Stride", _STRIDE, ids("stride"), ("1", "2", "3", "4"), str(stride)),
            ],
            className="control-stack",
        ),
        title="How it moves",
    )


def _labelled(
    label: str, why: str, control_id: str, choices: tuple[str, ...], value: str
) -> html.Div:
    choice = dmc.SegmentedControl(
        id=control_id, data=list(choices), value=value, fullWidth=True, **{"aria-label": label}
    )
    named = html.Span([label, " ", term("?", why)], className="control-label")
    return html.Div([named, choice], className="control")


def follow_conv(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    names = ("conv", "player", "filters", "filter")
    plan = json.dumps({name: ids(name) for name in names})
    follow_player(ids("player"))
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_conv({plan}, ...shown)",
        Input(ids("sheet"), "data"),
        Input(ids("filter"), "data"),
    )
    clientside_callback(
        "(...shown) => window.dash_clientside.unrolled.conv_figure(...shown)",
        Output(ids("curves"), "figure"),
        Input(ids("sheet"), "data"),
        State(ids("curves"), "figure"),
        prevent_initial_call=True,
    )


def kept_of_conv(ids: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Return what of the stage a link keeps, for `keep_in_link`."""
    return {
        "step": (step_store(ids("player")), "data"),
        "filters": (ids("filters"), "data"),
        "filter": (ids("filter"), "data"),
    }


def filter_values(ids: Callable[[str], str], filters: str, step: int = 1) -> dict[str, Any]:
    """Return what a chip sets that brings filters."""
    return {
        ids("filters"): {"data": filters},
        ids("filter"): {"data": 1},
        step_store(ids("player")): {"data": step},
    }
