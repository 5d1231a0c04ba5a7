"""A number on the page that the browser keeps up to date."""

from __future__ import annotations

from typing import Any

from dash import html


def live_number(name: str, *, digits: int = 3, sign: bool = False, echo: bool = True) -> html.Span:
    """Return the place of a live number; until it is known a dash stands there.

    Every place with the same name shows the same number, and all of them light up together.

    Args:
        name: Name of the number in what the page's script receives.
        digits: Digits after the point.
        sign: Whether a plus stands before positive numbers.
        echo: Whether pointing at it lights up its other places.
    """
    options: dict[str, Any] = {"data-live": name, "data-digits": str(digits)}
    if sign:
        options["data-sign"] = "yes"
    if echo:
        options["data-echo"] = name
    return html.Span("–", className="live-number", **options)
