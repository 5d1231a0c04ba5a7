"""A text written out as it was typed, every word on the colour of what one neuron made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.empty_state import empty_state
from components.heat import heat_legend
from components.term import term

_SCALES = (("fixed", "All reviews"), ("review", "This review"), ("raw", "Raw"))
# State, its letter in the formula, its name; in the order of the formula.
STATES = (
    ("activation", "Ŷ", "output"),
    ("state", "C", "state"),
    ("forget", "f", "forget gate"),
    ("input", "i", "input gate"),
    ("candidate", "C\u0303", "candidate"),
    ("output", "o", "output gate"),
)


@dataclass(frozen=True)
class Coloured:
    """What colours the text at first: ids and values of the choices.

    Attributes:
        scale_id: Id of the choice of the scale.
        scale: `fixed`, `review` or `raw`.
        gate_id: Id of the choice of what is shown of a neuron.
        gate: One of `STATES`.
    """

    scale_id: str
    scale: str
    gate_id: str
    gate: str


def token_text(coloured: Coloured, *, empty: str) -> list[Any]:
    """Return heading, choices, text, read-out and key; `assets/token_text.js` writes the text.

    Args:
        coloured: What colours the text at first.
        empty: What to do while there is no text.
    """
    return [
        html.Div([_title(), heat_legend("low", "middle", "high")], className="probe-head"),
        html.Div([_gate(coloured), _scale(coloured)], className="scales"),
        html.Div(
            role="group",
            tabIndex=0,
            className="review-text",
            dir="auto",
            **{"aria-label": "The review, word by word; left and right go through the words"},
        ),
        html.Div(empty_state(empty), className="when-empty"),
        html.P(
            [
                html.Strong("\u2013", dir="auto", **{"data-live": "word"}),
                html.Span(**{"data-live": "place"}),
                html.Span(
                    [
                        html.Span("value", **{"data-live": "letter"}),
                        " ",
                        html.Span(className="live-number", **{"data-live": "value"}),
                    ]
                ),
                html.Span(
                    ["opinion ", html.Span(className="live-number", **{"data-live": "opinion"})]
                ),
            ],
            className="readout",
        ),
        html.P(className="only-read", role="status", **{"data-live": "spoken"}),
        token_key(),
    ]


def _title() -> html.H2:
    shown = html.Span("what a neuron put out after each word", **{"data-live": "shown"})
    return html.H2(shown, className="panel-title sentence")


def _gate(coloured: Coloured) -> html.Div:
    letters = [{"value": state, "label": letter} for state, letter, _ in STATES]
    choice = dmc.SegmentedControl(
        id=coloured.gate_id,
        value=coloured.gate,
        data=letters,
        **{"aria-label": "What of the neuron colours the text, in the letters of the formula"},
    )
    named = [html.Li([html.Strong(letter), f" {name}"]) for _, letter, name in STATES]
    explained = term("Show", html.Ul(named, className="letter-list"))
    return html.Div([explained, choice], className="scale")


def _scale(coloured: Coloured) -> html.Div:
    choice = dmc.SegmentedControl(
        id=coloured.scale_id,
        value=coloured.scale,
        data=[{"value": value, "label": label} for value, label in _SCALES],
        **{"aria-label": "What the colour scale runs over"},
    )
    explained = term(
        "Scale over",
        "All reviews: from the lowest to the highest value of this neuron in the reviews written "
        "for this product (1st to 99th percentile), the same for every text. This review: from "
        "its lowest to its highest value here, as in the lecture; every review then looks hot. "
        "Raw: the value itself, blue below 0, red above; gates lie between 0 and 1.",
    )
    return html.Div([explained, choice], className="scale")


def token_key() -> html.Div:
    """Return what the marks in a text mean; shown as far as the text has such words."""
    unknown = html.Span("word", className="token is-unknown")
    return html.Div(
        [
            html.Span([unknown, html.Span(**{"data-live": "unknown"})], className="key-unknown"),
            html.Span(
                [html.Span("words", className="not-read"), html.Span(**{"data-live": "unread"})],
                className="key-unread",
            ),
        ],
        className="token-key",
    )
