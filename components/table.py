"""A table that stays: nothing in it is changed, so the page can send it as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

Cells = Sequence[Any]


def table(head: Cells, body: Sequence[Cells], *, foot: Cells = (), class_name: str = "") -> Any:
    """Return a table that scrolls sideways where it is too wide.

    Args:
        head: The `html.Th` of the columns.
        body: The `html.Th` and `html.Td` of every row.
        foot: Those of a last row that sums up, if there is one.
        class_name: Further CSS classes.
    """
    parts = [html.Thead(html.Tr(head)), html.Tbody([html.Tr(cells) for cells in body])]
    if foot:
        parts.append(html.Tfoot(html.Tr(foot)))
    whole = html.Table(parts, className=f"figures-table {class_name}".rstrip())
    return html.Div(whole, className="table-scroll")
