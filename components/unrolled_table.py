"""Every number of every step in a table that scrolls in itself, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from components.formula import symbol

# Heading of every column; `assets/unrolled_table.js` fills the rows in this order.
_HEADINGS: tuple[Any, ...] = (
    "step",
    symbol("x", sub="t"),
    symbol("o", sub="t"),
    symbol("\u0177", sub="t"),
    html.Span(
        ["factor ", symbol("w", sub="2"), "(1 \u2212 ", symbol("\u0177", sub="t"), "\u00b2)"]
    ),
    html.Span(["\u2202", symbol("o", sub="T"), "/\u2202", symbol("o", sub="t")]),
    symbol("\u03b4", sub="t"),
    html.Span([symbol("J", sub="t"), " for ", symbol("w", sub="0")]),
    html.Span(["for ", symbol("w", sub="1")]),
    html.Span(["for ", symbol("w", sub="2")]),
)
_NOTE = (
    "The product of all factors from a step up to the last but one is what is left of a gradient "
    "there. The last step has no factor: nothing comes after it. In the file the numbers are in "
    "full, with the part that each step adds to the gradient."
)


def unrolled_table(ids: Callable[[str], str]) -> html.Div:
    """Return the table, waiting for its rows.

    Args:
        ids: Names the parts `download` and `csv` of the page.
    """
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in _HEADINGS]))
    table = html.Table([head, html.Tbody()], className="steps-table")
    box = html.Div(
        table,
        className="steps-box",
        tabIndex=0,
        role="region",
        dir="ltr",
        **{"aria-label": "Every step"},
    )
    button = dmc.Button("Download as CSV", id=ids("download"), variant="default", size="xs")
    return html.Div(
        [box, html.P(_NOTE, className="table-note"), button, dcc.Download(id=ids("csv"))],
        className="card every-step",
    )
