"""The six numbers of one unit over the whole text: a row each, a column per word.

`assets/cell_rows.js` fills them from a trace; without a trace they are empty.
"""

from __future__ import annotations

from typing import Any

from dash import html

from components.fold import fold

# State as the trace calls it, its letter in the lecture, what it is.
ROWS = (
    ("input", "i", "input gate"),
    ("forget", "f", "forget gate"),
    ("candidate", "C\u0303", "candidate"),
    ("output", "o", "output gate"),
    ("state", "C", "state"),
    ("activation", "Y\u0302", "output"),
)


def cell_rows() -> html.Div:
    """Return the rows in a box of their own that scrolls when the text is long."""
    grid = html.Div(
        [
            html.Div(html.Div(className="cell-words"), className="cell-head"),
            *(_row(*row) for row in ROWS),
            html.Div(html.Div(className="cell-cursor"), className="cell-over"),
        ],
        className="cell-grid",
    )
    return html.Div(
        grid,
        className="cell-rows",
        dir="ltr",
        role="img",
        tabIndex=0,
        **{"aria-label": "Gates, state and output at every step; the same numbers are in a table"},
    )


def cell_table() -> html.Details:
    """Return the same values as a table, filled when it is opened."""
    columns = ("Place", "Word", "Vocabulary", *(letter for _, letter, _ in ROWS))
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    caption = html.Caption(["Inside ", html.Span(**{"data-live": "neuron"})])
    table = html.Table([caption, head, html.Tbody()], className="trace-table")
    return fold(
        "The same as a table", html.Div(table, className="cell-table-box"), class_name="cell-table"
    )


def _row(state: str, letter: str, meaning: str) -> html.Div:
    mark = html.Span(className=f"gate-mark is-{state}", **{"aria-hidden": "true"})
    name: list[Any] = [mark, html.I(letter), html.Small(meaning)]
    return html.Div(
        [
            html.Span(name, className="cell-row-name"),
            html.Span(className="cell-cells"),
            html.Small("\u2013", className="cell-range"),
        ],
        className=f"cell-row is-{state}",
        **{"data-state": state},
    )
