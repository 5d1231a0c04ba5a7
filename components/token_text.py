"""A text written out as it was typed, every word on the colour of what one neuron made of it."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.empty_state import empty_state
from components.heat import heat_legend
from components.term import term

_SCALES = (("fixed", "All reviews"), ("review", "This review"))


def token_text(scale_id: str, scale: str, *, empty: str) -> list[Any]:
    """Return heading, scale, text, read-out and key; `assets/token_text.js` writes the text.

    Args:
        scale_id: Id of the choice between the fixed scale and that of this text.
        scale: The scale chosen at first, `fixed` or `review`.
        empty: What to do while there is no text.
    """
    return [
        html.Div([_title(), _scale(scale_id, scale)], className="probe-head"),
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
                html.Span(["value ", html.Span(className="live-number", **{"data-live": "value"})]),
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
    name = html.Span("a neuron", **{"data-live": "neuron"})
    return html.H2(["What ", name, " put out after each word"], className="panel-title")


def _scale(scale_id: str, scale: str) -> html.Div:
    choice = dmc.SegmentedControl(
        id=scale_id,
        value=scale,
        data=[{"value": value, "label": label} for value, label in _SCALES],
        **{"aria-label": "What the colour scale runs over"},
    )
    explained = term(
        "Scale over",
        "All reviews: from the lowest to the highest value of this neuron in the reviews written "
        "for this product (1st to 99th percentile), the same for every text. This review: from "
        "its lowest to its highest value here, as in the lecture; every review then looks hot.",
    )
    legend = heat_legend("low", "middle", "high")
    return html.Div([legend, html.Div([explained, choice], className="scale")], className="scales")


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
