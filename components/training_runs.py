"""All runs in a table: what each was told to do, how far it is, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html

from components.forecast_grid import GRID_THEME
from components.sent import expect, record

_BUTTONS = (
    ("stop", "Stop", "End it here and keep the best epoch"),
    ("pin", "Keep", "Keep it when room is needed, or let it go then"),
    ("again", "Take its settings", "Fill the form with the settings of this run"),
    ("csv", "History (CSV)", "One line per epoch"),
    ("safetensors", "Weights (safetensors)", "Plain arrays of the best epoch"),
    ("keras", "Keras file", "The best epoch as a .keras file; takes some seconds"),
    ("delete", "Delete", "Remove it for good"),
)


def training_runs(ids: Callable[[str], str]) -> html.Div:
    """Return the table, the buttons for what is chosen in it, and the comparison."""
    grid = dag.AgGrid(
        id=ids("runs"),
        columnDefs=_columns(),
        rowData=[],
        getRowId="params.data.id",
        defaultColDef={"resizable": True, "suppressMovable": True, "wrapHeaderText": True},
        style={"height": 360},
        dashGridOptions={
            "theme": {"function": GRID_THEME},
            "rowSelection": {"mode": "multiRow", "checkboxes": True, "headerCheckbox": False},
            "rowHeight": 44,
            "headerHeight": 52,
            "ensureDomOrder": True,
            "animateRows": False,
            "localeText": {"noRowsToShow": "No run yet. Start one above, or take a script."},
        },
    )
    buttons = [
        dmc.Tooltip(
            html.Button(label, type="button", className="preset", disabled=True,
                        **{"data-run-act": act}),
            label=hint,
        )
        for act, label, hint in _BUTTONS
    ]  # fmt: skip
    return html.Div(
        [
            html.P(
                "Choose runs to lay their curves over each other; choose exactly two to see in "
                "what they differ. The oldest go when room is needed, unless you keep them.",
                className="panel-note",
            ),
            html.Div(grid, role="region", **{"aria-label": "All runs"}),
            html.Div(
                buttons, className="training-acts", role="group",
                **{"aria-label": "With the chosen runs", "data-training": "acts"},
            ),
            html.P(id=ids("act-said"), className="job-said", role="status"),
            html.Div(id=ids("differences")),
            dcc.Store(id=ids("wanted")),
            dcc.Download(id=ids("file")),
        ],
        className="card panel",
    )  # fmt: skip


def _columns() -> list[dict[str, Any]]:
    def number(field: str, title: str, spec: str, width: int = 96) -> dict[str, Any]:
        value = f"params.value == null ? '' : d3.format('{spec}')(params.value)"
        return {
            "field": field, "headerName": title, "type": "rightAligned", "width": width,
            "minWidth": width, "valueFormatter": {"function": value}, "sortable": True,
        }  # fmt: skip

    wrapped = {"wrapText": True, "autoHeight": True, "cellClass": "training-wrapped"}
    return [
        {"field": "title", "headerName": "Run", "minWidth": 200, "flex": 2,
         "cellRenderer": "TrainingRun", **wrapped},
        {"field": "settings", "headerName": "Settings", "minWidth": 200, "flex": 3,
         "tooltipField": "settings", **wrapped},
        {"field": "state", "headerName": "State", "width": 132, "cellRenderer": "TrainingState"},
        number("val_loss", "Held-out loss", ".4f"),
        number("accuracy", "Accuracy", ".1%"),
        number("loss", "Loss", ".4f"),
        number("seconds", "Seconds", ",", 84),
        number("parameters", "Parameters", ",", 108),
    ]  # fmt: skip


def differences_table(names: tuple[str, str], found: Mapping[str, tuple[Any, Any]]) -> html.Div:
    """Return setting by setting what two runs do not share.

    Args:
        names: What the two runs are called.
        found: Setting -> what either had.
    """
    if not found:
        return html.Div(html.P("These two runs have the same settings.", className="panel-note"))
    head = html.Tr([html.Th(name, scope="col") for name in ("setting", *names)])
    rows = [
        html.Tr([html.Th(name.replace("_", " "), scope="row"), *(_cell(value) for value in both)])
        for name, both in found.items()
    ]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="descent-runs")
    parts = [html.H3("What differs"), html.Div(table, className="descent-scroll")]
    return html.Div(parts, className="training-differs")


def _cell(value: Any) -> html.Td:
    if value is None:
        return html.Td("\u2013")
    if isinstance(value, list | tuple):
        return html.Td(html.Mark(", ".join(map(str, value))))
    return html.Td(html.Mark(f"{value}"))


def follow_runs(
    ids: Callable[[str], str],
    compare: Callable[[Any], Any],
    fetch: Callable[[Any], dict[str, Any] | None],
) -> None:
    """Register what happens with the table; call it once per page.

    Args:
        ids: Names its parts.
        compare: Ids of the chosen runs -> what they differ in, or nothing.
        fetch: {act, id} -> a file as `dcc.Download` takes it.
    """
    clientside_callback(
        ClientsideFunction("training", "choose"),
        Output(ids("shown"), "data"),
        Input(ids("runs"), "selectedRows"),
        State(ids("shown"), "data"),
        State(ids("stage"), "id"),
        prevent_initial_call=True,
    )

    @callback(Output(ids("differences"), "children"), Input(ids("shown"), "data"))
    def differ(chosen: Any) -> Any:
        return compare(chosen)

    expect(ids("wanted"), record())

    @callback(Output(ids("file"), "data"), Input(ids("wanted"), "data"), prevent_initial_call=True)
    def hand_over(asked: Any) -> Any:
        return fetch(asked)
