"""The table of forecasters and everyone's forecasts as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.forecasts import ForecastTable
from core.own_data import opened
from core.own_table import OwnTable

TABLE, PREDICTIONS = "table", "predictions"
_FIGURES = ("mse", "mae", "skill", "low", "high", "p_value", "away")
_HEADER = (
    "forecaster", "name", "protocol", "mse", "mae", "skill", "skill_low", "skill_high",
    "p_value", "strays", "mse_on_file_scale", "lecture_mse", "parameters", "remark",
)  # fmt: skip
_MARK = "\ufeff"  # Excel reads a file as UTF-8 only when it begins with this
_FORMULA = ("=", "+", "-", "@", "\t")


def forecast_file(kind: str, table: ForecastTable, protocol: str, source: Any) -> tuple[str, str]:
    """Return name and content of a file.

    Args:
        kind: `table` or `predictions`.
        table: Ranked under the protocol.
        protocol: One of `core.protocols.PROTOCOLS`.
        source: Token of the visitor's own series, None for the shipped ones.

    Raises:
        InvalidInput: There is no such file.
    """
    if kind == TABLE:
        return f"unrolled-forecasters-{protocol}.csv", table_csv(table, protocol)
    if kind == PREDICTIONS:
        own = opened(source).own
        return f"unrolled-predictions-{protocol}.csv", predictions_csv(table, own)
    raise InvalidInput("There are two files: the table and the predictions.")


def table_csv(table: ForecastTable, protocol: str) -> str:
    """Return one row per forecaster with every figure, empty where there is none."""
    rows = []
    for one in table.forecasters:
        figures = [getattr(one.score, name, None) for name in _FIGURES]
        rest = [one.file_mse, one.lecture, one.parameters, one.reason or one.remark]
        rows.append([one.title, one.name, protocol, *figures, *rest])
    return _written(_HEADER, rows)


def predictions_csv(table: ForecastTable, own: OwnTable | None = None) -> str:
    """Return one row per series: what came on the last day and what everyone said about it.

    On the scale of the page; a visitor's own series in the visitor's unit.
    """
    able = table.able
    header = ["series", "unit", "value_before", "truth", *(one.name for one in able)]
    columns = [table.series[:, -1], table.targets, *(one.answers for one in able)]
    numbers: Floats = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    unit = "scaled to [-1, 1]"
    if own is not None:
        numbers, unit = _in_own_unit(numbers, own.values), "your own"
    rows = [
        [name, unit, *(None if np.isnan(value) else value for value in row)]
        for name, row in zip(table.names, numbers.tolist(), strict=True)
    ]
    return _written(header, rows)


def _in_own_unit(scaled: Floats, values: Floats) -> Floats:
    """Return numbers (N, K) on the scale on which `values` (N, C) came."""
    low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    return low / 2 + high / 2 + scaled * (high / 2 - low / 2)


def _written(header: Any, rows: list[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return _MARK + out.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell; a name that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
