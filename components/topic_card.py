"""The card of one page on the home page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import dcc, html

from components.navigation import Stop
from core.errors import LessonError

_BROKEN = "is-broken"
_drawn: dict[Callable[[], Any], Any] = {}  # what draws a miniature -> what it drew


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

    Home stays whole when the data or the model of one page is damaged: that page says why. A
    picture that came out whole is drawn once for all visitors.
    """
    if stop.miniature is None:
        return html.Div(className="state-drawing")
    if stop.miniature in _drawn:
        return _drawn[stop.miniature]
    try:
        made = stop.miniature()
    except LessonError:
        return html.Div(className="state-drawing is-broken")
    if _BROKEN not in str(getattr(made, "className", "")):
        _drawn[stop.miniature] = made
    return made
