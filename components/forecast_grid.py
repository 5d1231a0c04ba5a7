"""Every forecaster under one protocol: a sortable table with skill, interval and test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
from dash import html

from components.forecast_marks import mark_colour, mark_symbol
from components.forecasts import Forecaster, Forecasts

GRID_THEME = (
    "themeQuartz.withParams({"
    "backgroundColor: 'var(--surface)', foregroundColor: 'var(--ink)', "
    "borderColor: 'var(--line)', chromeBackgroundColor: 'var(--surface)', "
    "headerTextColor: 'var(--ink-soft)', rowHoverColor: 'var(--sunken)', "
    "accentColor: 'var(--ink)', fontFamily: 'inherit', fontSize: '0.9375rem', "
    "headerFontSize: '0.8125rem', headerFontWeight: 500, wrapperBorderRadius: '0.375rem', "
    "wrapperBorder: false, headerRowBorder: true, cellHorizontalPadding: '0.75rem'})"
)
_ROW, _REASON_ROW, _HEADER = 44, 64, 68
_WALK = "walk"


def grid_rows(table: Forecasts) -> list[dict[str, Any]]:
    """Return one row per forecaster as the grid reads it."""
    return [_row(one) for one in table.forecasters]


def forecast_grid(grid_id: str, table: Forecasts, protocol: str) -> html.Div:
    """Return the table, the smallest MSE first, unavailable models last with the reason.

    Args:
        grid_id: Id of the `AgGrid` inside.
        table: All forecasts, ranked under the protocol.
        protocol: How they were examined.
    """
    rows = grid_rows(table)
    grid = dag.AgGrid(
        id=grid_id,
        columnDefs=grid_columns(protocol),
        rowData=rows,
        defaultColDef={
            "resizable": False,
            "suppressMovable": True,
            "wrapHeaderText": True,
            "sortingOrder": ["asc", "desc", None],
        },
        columnSize="responsiveSizeToFit",
        getRowId="params.data.name",
        style=grid_style(rows),
        dashGridOptions={
            "theme": {"function": GRID_THEME},
            "rowHeight": _ROW,
            "getRowHeight": {"function": f"params.data.reason ? {_REASON_ROW} : {_ROW}"},
            "headerHeight": _HEADER,
            "ensureDomOrder": True,
            "suppressColumnVirtualisation": True,
            "enableCellTextSelection": True,
            "animateRows": False,
        },
    )
    return html.Div(grid, className="forecast-grid", role="region", **{"aria-label": "Forecasters"})


def grid_style(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Return the height in px, so that no row is hidden and nothing jumps."""
    height = _HEADER + sum(_REASON_ROW if row["reason"] else _ROW for row in rows) + 2
    return {"height": height}


def _row(one: Forecaster) -> dict[str, Any]:
    score = one.score
    figures = ("mae", "skill", "low", "high", "p_value", "away")
    return {
        "name": one.name,
        "title": one.title,
        "mse": one.mse,
        **{name: getattr(score, name) if score else None for name in figures},
        "file_mse": one.file_mse,
        "parameters": one.parameters,
        "lecture": one.lecture,
        "reason": one.reason,
        "shade": mark_colour(one.name),
        "symbol": mark_symbol(one.name),
    }


def grid_columns(protocol: str) -> list[dict[str, Any]]:
    """Return the columns; only the walk forward has a second scale, only the lecture its MSE."""
    walk = protocol == _WALK
    last = (
        _figure("file_mse", "MSE on the file’s scale", ".5f")
        if walk
        else _figure("lecture", "Lecture’s MSE", ".4f")
    )
    columns = [
        _figure("mse", "MSE, scaled on the past" if walk else "MSE", ".5f"),
        _figure("mae", "MAE", ".4f"),
        _figure("skill", "Skill against the last value", ".1%"),
        _interval(),
        _figure("p_value", "Diebold–Mariano p", ".3f"),
        _figure("away", "Strays from the last value", ".1%"),
        last,
        _figure("parameters", "Parameters", ","),
    ]
    columns[0] |= {
        "sort": "asc",
        "colSpan": {"function": f"params.data.reason ? {len(columns)} : 1"},
        "cellRenderer": "ForecastOrReason",
        "cellClassRules": {"is-reason": "params.data.reason"},
    }
    name = {
        "field": "title",
        "headerName": "Forecaster",
        "cellRenderer": "ForecasterName",
        "pinned": "left",
        "minWidth": 192,
    }
    return [name, *columns]


def _percent(value: str) -> str:
    """Return the expression that writes a share: without digits where it is beyond ±200 %."""
    return f"d3.format(Math.abs({value}) < 2 ? '.1%' : '.0%')({value})"


def _interval() -> dict[str, Any]:
    low, high = (_percent(f"params.data.{bound}") for bound in ("low", "high"))
    shown = f"params.data.low == null ? '–' : {low} + ' to ' + {high}"
    return _figure("low", "95 % interval of the skill", ".1%", shown) | {"minWidth": 156}


def _figure(field: str, title: str, shape: str, shown: str | None = None) -> dict[str, Any]:
    number = f"d3.format('{shape}')(params.value)"
    number = _percent("params.value") if shape.endswith("%") else number
    plain = f"params.value == null ? '–' : {number}"
    return {
        "field": field,
        "headerName": title,
        "type": "rightAligned",
        "minWidth": 96,
        "cellClass": "figure ag-right-aligned-cell",
        "valueFormatter": {"function": shown or plain},
        "comparator": {"function": "byValue"},
    }


def protocol_note(table: Forecasts, protocol: str, days: int) -> str:
    """Return how to read the columns, for the line under the table."""
    first = _TESTED[protocol].format(days=days, series=len(table.names))
    return (
        f"{first} Skill is 1 − MSE / MSE of the last value; its interval comes from drawing the "
        "series anew a thousand times. Strays: how far the forecasts are from the last value, as a "
        "share of how far the truth is."
    )


_TESTED: Mapping[str, str] = {
    "lecture": "One day of {series} series. The test has to count series as if each were on its "
    "own; they move together, so its p is too small.",
    "others": "One day of {series} series. The test has to count series as if each were on its "
    "own; they move together, so its p is too small.",
    _WALK: "{days} days of {series} series. The test counts days, because series move together.",
}
