"""What stands in place of a page that could not be made, and of a page that does not exist."""

from __future__ import annotations

import dash
from dash import dcc, html

PAGE_CONTENT = "_pages_content"


def failed_page(title: str, sentence: str) -> html.Article:
    """Return a page that says what happened and leads back to the beginning."""
    return html.Article(
        [
            html.Div(className="state-drawing is-broken", **{"aria-hidden": "true"}),
            html.H1(title, className="page-question"),
            html.P(sentence, className="page-hint"),
            dcc.Link("To the beginning", href=dash.get_relative_path("/"), className="way-home"),
        ],
        className="failed-page",
    )
