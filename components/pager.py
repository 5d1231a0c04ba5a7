"""Previous and next page of the lecture, at the foot of every page."""

from __future__ import annotations

from dash import dcc, html

from components.icon import icon
from components.navigation import Stop, neighbours


def pager(module: str) -> html.Nav:
    """Return the links to the pages before and after the page registered by `module`."""
    before, after = neighbours(module)
    return html.Nav(
        [
            _link(before, "Previous", "arrow-back") if before else html.Span(),
            _link(after, "Next", "arrow-on") if after else html.Span(),
        ],
        className="pager",
        **{"aria-label": "Previous and next page"},
    )


def _link(stop: Stop, direction: str, drawing: str) -> dcc.Link:
    words = html.Span(
        [html.Span(direction, className="pager-direction"), html.Span(stop.name)],
        className="pager-words",
    )
    return dcc.Link(
        [icon(drawing), words], href=stop.path, className=f"pager-link pager-{direction.lower()}"
    )
