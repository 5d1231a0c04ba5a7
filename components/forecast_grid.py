"""Every forecaster on one series and on all of them: a sortable table."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
from dash import html

from components.forecast_marks import mark_colour, mark_symbol
from components.forecasts import Forecaster, Forecasts

_THEME = (
    "themeQuartz.withParams({"
    "backgroundColor: 'var(--surface)', foregroundColor: 'var(--ink)', "
    "borderColor: 'var(--line)', chromeBackgroundColor: 'var(--surface)', "
    "headerTextColor: 'var(--ink-soft)', rowHoverColor: 'var(--sunken)', "
    "accentColor: 'var(--ink)', fontFamily: 'inherit', fontSize: '0.9375rem', "
    "headerFontSize: '0.8125rem', headerFontWeight: 500, wrapperBorderRadius: '0.375rem', "
    "wrapperBorder: false, headerRowBorder: true, cellHorizontalPadding: '0.75rem'})"
)
_ROW, _REASON_ROW, _HEADER = 44, 64, 56


def grid_rows(table: Forecasts, place: int) -> list[dict[str, Any]]:
    """Return one row per forecaster as the grid reads it: for one series and for all of them."""
    return [_row(one, place, float(table.targets[place])) for one in table.forecasters]


def forecast_grid(grid_id: str, table: Forecasts, place: int) -> html.Div:
    """Return the table, the smallest MSE first, unavailable models last with the reason.

    Args:
        grid_id: Id of the `AgGrid` inside.
        table: All forecasts.
        place: Row of the chosen series.
    """
    rows = grid_rows(table, place)
    grid = dag.AgGrid(
        id=grid_id,
        columnDefs=_columns(len(table.names)),
        rowData=rows,
        defaultColDef={
            "resizable": False,
            "suppressMovable": True,
            "wrapHeaderText": True,
            "sortingOrder": ["asc", "desc", None],
        },
        columnSize="responsiveSizeToFit",
        getRowId="params.data.name",
        style={"height": _height(rows)},
        dashGridOptions={
            "theme": {"function": _THEME},
            "rowHeight": _ROW,
            "getRowHeight": {"function": f"params.data.reason ? {_REASON_ROW} : {_ROW}"},
            "headerHeight": _HEADER,
            "ensureDomOrder": True,
            "suppressColumnVirtualisation": True,
            "enableCellTextSelection": True,
            "animateRows": False,
        },
    )
    return html.Div(grid, className="forecast-grid", role="region", **{"aria-label": "Forecasts"})


def _height(rows: list[dict[str, Any]]) -> int:
    """Return the height in px, so that no row is hidden and nothing jumps."""
    return _HEADER + sum(_REASON_ROW if row["reason"] else _ROW for row in rows) + 2


def _row(one: Forecaster, place: int, truth: float) -> dict[str, Any]:
    answer = None if one.answers is None else float(one.answers[place])
    return {
        "name": one.name,
        "title": one.title,
        "prediction": answer,
        "error": None if answer is None else answer - truth,
        "mse": one.mse,
        "parameters": one.parameters,
        "lecture": one.lecture,
        "reason": one.reason,
        "shade": mark_colour(one.name),
        "symbol": mark_symbol(one.name),
    }


def _columns(series: int) -> list[dict[str, Any]]:
    reason = "params.data.reason ? 5 : 1"
    return [
        {
            "field": "title",
            "headerName": "Forecaster",
            "cellRenderer": "ForecasterName",
            "pinned": "left",
            "minWidth": 204,
        },
        {
            **_figure("prediction", "Prediction", ".4f"),
            "colSpan": {"function": reason},
            "cellRenderer": "ForecastOrReason",
            "cellClassRules": {"is-reason": "params.data.reason"},
        },
        _figure("error", "Error on this series", "+.4f", order="bySize"),
        {**_figure("mse", f"MSE, all {series} series", ".4f"), "sort": "asc"},
        _figure("parameters", "Parameters", ","),
        _figure("lecture", "Lecture’s MSE", ".4f"),
    ]


def _figure(field: str, title: str, shape: str, order: str = "byValue") -> dict[str, Any]:
    shown = f"params.value == null ? '–' : d3.format('{shape}')(params.value)"
    return {
        "field": field,
        "headerName": title,
        "type": "rightAligned",
        "minWidth": 104,
        "cellClass": "figure ag-right-aligned-cell",
        "valueFormatter": {"function": shown},
        "comparator": {"function": order},
    }
