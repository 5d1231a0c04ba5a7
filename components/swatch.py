"""The name of a model with its colour, wherever models are listed."""

from __future__ import annotations

from dash import html

from components.palette import model_colour


def swatch(model: str, title: str) -> html.Span:
    """Return the title of a model after a dot in the shade that marks it on every page."""
    dot = html.Span(className="swatch-dot", style={"backgroundColor": model_colour(model)})
    return html.Span([dot, title], className="swatch")
