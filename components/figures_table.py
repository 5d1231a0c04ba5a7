"""Measured figures beside the lecture's: a small, static table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

ABSENT = "–"


def figures_table(
    columns: Sequence[Any], rows: Sequence[Sequence[Any]], *, note: Any = None
) -> Any:
    """Return the table; the first column names the row, numbers stand right-aligned.

    Args:
        columns: Headings, text or components; the unit or the protocol stands there, not in
            every cell.
        rows: One sequence per row: text, numbers, components, or None for "not known".
        note: Which data and which protocol, below the table.
    """
    head = dmc.TableThead(dmc.TableTr([_heading(i, name) for i, name in enumerate(columns)]))
    body = dmc.TableTbody([dmc.TableTr([_cell(i, v) for i, v in enumerate(r)]) for r in rows])
    table = dmc.TableScrollContainer(
        dmc.Table([head, body], className="figures-table"), minWidth=0, type="native"
    )
    return html.Div([table, html.P(note, className="table-note")] if note else [table])


def figure_text(value: float | int) -> str:
    """Return a number as the tables write it: thousands apart, four digits after the point."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}".replace("-", "\u2212")


def _heading(place: int, name: str) -> Any:
    return dmc.TableTh(name, className="row-name" if place == 0 else "figure")


def _cell(place: int, value: Any) -> Any:
    if place == 0:
        return dmc.TableTh(value, className="row-name")
    if value is None:
        return dmc.TableTd(ABSENT, className="figure absent")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return dmc.TableTd(figure_text(value) if is_number else value, className="figure")
