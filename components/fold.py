"""Something folded that opens in place, without a callback."""

from __future__ import annotations

from typing import Any

from dash import html

from components.icon import icon


def fold(title: Any, content: Any, *, opened: bool = False, class_name: str = "") -> html.Details:
    """Return a disclosure: `title` is always seen, `content` on demand."""
    return html.Details(
        [
            html.Summary([icon("chevron"), html.Span(title, className="fold-title")]),
            html.Div(content, className="fold-content"),
        ],
        open=opened,
        className=f"fold {class_name}".strip(),
    )
