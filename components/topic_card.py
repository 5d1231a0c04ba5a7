"""The card of one page on the home page."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from components.navigation import Stop
from core.errors import LessonError


def topic_card(stop: Stop) -> dcc.Link:
    """Return the card: the page's live miniature (or a drawing), its place, name and summary."""
    return dcc.Link(
        [
            html.Div(_miniature(stop), className="miniature", **{"aria-hidden": "true"}),
            html.P(stop.section, className="topic-place"),
            html.H3(stop.name),
            html.P(stop.summary),
        ],
        href=stop.path,
        className="topic-card",
    )


def _miniature(stop: Stop) -> Any:
    """Return the page's own small picture; without one, a chain at rest; a broken one if it fails.

    Home stays whole when the data or the model of one page is damaged: that page says why.
    """
    try:
        return stop.miniature() if stop.miniature else html.Div(className="state-drawing")
    except LessonError:
        return html.Div(className="state-drawing is-broken")
