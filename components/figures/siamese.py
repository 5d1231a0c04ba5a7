"""The Siamese network, drawn as boxes and arrows with the live numbers in it.

The steps stand side by side on a wide screen and one below the other on a narrow one; both
questions go through the same boxes, which is the point of the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dash import html

from components.live_number import live_number

_FIRST, _SECOND, _BOTH = "1", "2", "1 / 3"


@dataclass(frozen=True)
class SiameseSize:
    """How large the network is: rows of the table, E, P and T."""

    rows: int
    embedding: int
    units: int
    length: int


def siamese_drawing(size: SiameseSize) -> html.Div:
    """Return the drawing; words, cells and numbers are filled in by the browser."""
    table = f"{size.rows:,} rows × {size.embedding}"
    steps = [
        *(_at(1, lane, _words(place)) for place, lane in enumerate((_FIRST, _SECOND))),
        *_wires(2),
        _at(3, _BOTH, _shared("Embedding", "the same for both", table, "columns")),
        *_wires(4),
        _at(5, _BOTH, _shared("LSTM", "the same for both", _reading(size), "chain")),
        *_wires(6),
        _at(7, _FIRST, _fingerprint("u")),
        _at(7, _SECOND, _fingerprint("v")),
        _at(8, _BOTH, html.Span(className="siamese-wire-join")),
        _at(9, _BOTH, _node("Dot product", "Σ u v", live_number("dot"))),
        _at(10, _BOTH, _wire()),
        _at(11, _BOTH, _node("One neuron", "σ(w · dot + b)", live_number("raw"))),
        _at(12, _BOTH, _wire()),
        _at(13, _BOTH, _answer()),
    ]
    return html.Div(html.Div(steps, className="siamese"), className="siamese-frame")


def _reading(size: SiameseSize) -> str:
    return f"{size.units} neurons, {size.length} steps"


def _at(step: int, lane: str, content: Any) -> html.Div:
    return html.Div(content, className="siamese-at", style={"--step": str(step), "--lane": lane})


def _wires(step: int) -> list[html.Div]:
    return [_at(step, lane, _wire()) for lane in (_FIRST, _SECOND)]


def _wire() -> html.Span:
    return html.Span(className="siamese-wire")


def _words(place: int) -> html.Div:
    name = ("First question", "Second question")[place]
    return html.Div(
        [html.Small(name), html.P("–", dir="auto", **{"data-question": str(place)})],
        className="siamese-box siamese-words",
    )


def _shared(name: str, meaning: str, size: str, drawing: str) -> html.Div:
    picture = html.Span(className=f"siamese-drawn-{drawing}", **{"aria-hidden": "true"})
    words = html.Div(
        [html.Strong(name), html.Small(meaning), html.Small(size)], className="siamese-name"
    )
    return html.Div([picture, words, picture], className="siamese-box siamese-shared")


def _fingerprint(letter: str) -> html.Div:
    """Return the place of a vector: one cell per neuron, and the vector's length."""
    cells = html.Div(className="siamese-print", **{"data-vector": letter, "aria-hidden": "true"})
    length = html.P([html.I(letter), ", length ", live_number(f"length-{letter}", digits=2)])
    return html.Div([cells, length], className="siamese-vector")


def _node(name: str, formula: str, value: Any) -> html.Div:
    return html.Div(
        [html.Small(name), html.Strong(value), html.Small(formula, className="siamese-formula")],
        className="siamese-box siamese-node",
    )


def _answer() -> html.Div:
    decision = html.Small("–", **{"data-words": "decision"})
    return html.Div(
        [html.Small("Calibrated"), html.Strong(live_number("probability")), decision],
        className="siamese-box siamese-node is-answer",
    )
