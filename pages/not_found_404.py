"""Shown for every address that no page has."""

from __future__ import annotations

import dash
from dash import html

from components.failed_page import failed_page

dash.register_page(__name__, title="Not found \u00b7 Unrolled")


def layout(**_query: str) -> html.Article:
    """Return the page that says so and leads back."""
    return failed_page("This step was never unrolled", "There is no page at this address.")
