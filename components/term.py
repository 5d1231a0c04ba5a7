"""A term of the field, explained where it first appears."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html


def term(word: str, explanation: Any) -> dmc.HoverCard:
    """Return the word, dotted underneath; pointing at it or tabbing to it explains it."""
    target = html.Span(word, className="term", tabIndex=0)
    return dmc.HoverCard(
        [
            dmc.HoverCardTarget(target, boxWrapperProps={"component": "span", "display": "inline"}),
            dmc.HoverCardDropdown(html.Div(explanation, className="term-explanation")),
        ],
        position="top",
    )
