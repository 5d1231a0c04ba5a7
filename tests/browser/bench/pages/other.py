"""A second page, with a very long word in it."""

from __future__ import annotations

import dash
from dash import html

from components.page import Topic, topic_page

dash.register_page(
    __name__, path="/other", name="Other", section="Text", order=1, summary="A page."
)


def layout(**_query: str) -> html.Article:
    """Return a page with hardly anything on it."""
    return topic_page(__name__, Topic("Is this the other page?", "w" * 300, html.P("A stage.")))
