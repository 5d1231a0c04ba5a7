"""What stands on the stage while there is nothing to show."""

from __future__ import annotations

from typing import Any

from dash import html


def empty_state(sentence: str, action: Any = None) -> html.Div:
    """Return a quiet sentence that says what to do, and perhaps a button that does it."""
    children: list[Any] = [html.Div(className="state-drawing", **{"aria-hidden": "true"})]
    children.append(html.P(sentence))
    if action is not None:
        children.append(action)
    return html.Div(children, className="state empty-state")
