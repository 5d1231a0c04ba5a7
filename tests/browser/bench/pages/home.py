"""The beginning of the bench."""

from __future__ import annotations

import dash
from dash import html

dash.register_page(__name__, path="/", name="Home")


def layout(**_query: str) -> html.H1:
    """Return a title."""
    return html.H1("The bench")
