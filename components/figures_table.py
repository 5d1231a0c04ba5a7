"""Measured figures beside the lecture's: a small, static table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components.table import table

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
    head = [_heading(place, name) for place, name in enumerate(columns)]
    body = [[_cell(place, value) for place, value in enumerate(row)] for row in rows]
    whole = table(head, body)
    return html.Div([whole, html.P(note, className="table-note")] if note else [whole])


def figure_text(value: float | int) -> str:
    """Return a number as the tables write it: thousands apart, four digits after the point."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}".replace("-", "\u2212")


def _heading(place: int, name: str) -> Any:
    return html.Th(name, scope="col", className="row-name" if place == 0 else "figure")


def _cell(place: int, value: Any) -> Any:
    if place == 0:
        return html.Th(value, scope="row", className="row-name")
    if value is None:
        return html.Td(ABSENT, className="figure absent")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return html.Td(figure_text(value) if is_number else value, className="figure")
