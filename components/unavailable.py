"""What stands in place of a model that cannot answer."""

from __future__ import annotations

from dash import html


def unavailable(title: str, reason: str) -> html.Div:
    """Return the notice that a model is unavailable, and why; the rest of the page stays usable.

    Args:
        title: Name of the model on screen.
        reason: Message of the `LessonError`, unchanged: it says what to do next.
    """
    return html.Div(
        [
            html.Div(className="state-drawing is-broken", **{"aria-hidden": "true"}),
            html.P([html.Strong(title), " is unavailable."]),
            html.P(reason, className="state-reason"),
        ],
        className="state unavailable",
        role="status",
    )
