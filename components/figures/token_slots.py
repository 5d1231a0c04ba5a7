"""The slots of two questions as a network reads them, one row above the other."""

from __future__ import annotations

from dash import html

_MARKS = (
    ("is-known", "word", "a word the model knows, with its row in the embedding table"),
    ("is-known is-shared", "word", "in both questions"),
    ("is-unknown", "word", "unknown: all such words are read as the same row"),
    ("is-padding", "", "padding, also a row that is read"),
    ("is-cut", "word", "cut off, not read"),
)


def token_slots(length: int) -> html.Div:
    """Return the two rows of `length` slots, to be filled by the browser, and what the marks mean.

    On a narrow screen the rows become columns.
    """
    rows = [
        part
        for place, name in enumerate(("First question", "Second question"))
        for part in _row(place, name)
    ]
    return html.Div(
        [
            html.Div(rows, className="pair-slot-rows", style={"--slots": str(length)}),
            html.Div([_cut(place) for place in range(2)], className="pair-slot-cuts"),
            html.Ul([_mark(*mark) for mark in _MARKS], className="pair-slot-marks"),
        ],
        className="pair-slot-panel",
    )


def _row(place: int, name: str) -> tuple[html.Div, html.Ol]:
    head = html.Div(
        [html.Span(name), html.Small("–", **{"data-padding": str(place)})],
        className="pair-slot-head",
    )
    return head, html.Ol(className="pair-slots", **{"data-slots": str(place), "aria-label": name})


def _cut(place: int) -> html.P:
    return html.P(className="pair-slot-cut", hidden=True, **{"data-cut": str(place)})


def _mark(kind: str, word: str, meaning: str) -> html.Li:
    sample = html.Span(word, className=f"pair-slot {kind}", **{"aria-hidden": "true"})
    return html.Li([sample, html.Span(meaning)])
