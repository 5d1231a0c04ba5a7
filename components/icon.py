"""Icons drawn for Unrolled: SVG files in assets/icons, painted in the colour of the text."""

from __future__ import annotations

import dash
from dash import html


def icon(name: str) -> html.Span:
    """Return the drawing `assets/icons/<name>.svg` as a mask, hidden from screen readers."""
    mask = f"url({dash.get_asset_url(f'icons/{name}.svg')})"
    return html.Span(
        className="glyph",
        style={"maskImage": mask, "WebkitMaskImage": mask},
        **{"aria-hidden": "true"},
    )
