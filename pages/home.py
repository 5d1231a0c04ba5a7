"""Home: what this is, the pages in the lecture's order, what is loaded."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.navigation import sections
from components.pager import pager
from components.topic_card import topic_card

dash.register_page(__name__, path="/", name="Home", title="Unrolled")


def layout(**_query: str) -> html.Article:
    """Return the home page."""
    groups = [_section(name, stops) for name, stops in sections()]
    return html.Article([_opening(), *groups, pager(__name__)], className="home")


def _opening() -> html.Header:
    return html.Header(
        [
            html.H1("What does a recurrent network remember?", className="page-question"),
            html.P(
                "A laboratory for a lecture on recurrent neural networks: prices, reviews and "
                "questions, read one step at a time by networks that were really trained. Type, "
                "point, change a number, and watch every state on the way to the answer.",
                className="page-hint",
            ),
        ],
        className="home-opening",
    )


def _section(name: str, stops: Any) -> html.Section:
    cards = html.Div([topic_card(stop) for stop in stops], className="topic-cards")
    return html.Section([html.H2(name), cards], className="home-section")
