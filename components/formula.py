"""The formula of a page, with live numbers in it."""

from __future__ import annotations

from typing import Any

from dash import html


def symbol(letter: str, *, sub: str = "", sup: str = "", echo: str = "") -> html.Span:
    """Return a mathematical symbol such as ŷ with an index.

    Args:
        letter: The letter, in italics as in the lecture.
        sub: Index below.
        sup: Index above.
        echo: Name of the thing meant; everything of the same name lights up together.
    """
    parts: list[Any] = [html.I(letter)]
    if sub:
        parts.append(html.Sub(sub))
    if sup:
        parts.append(html.Sup(sup))
    linked = {"data-echo": echo} if echo else {}
    return html.Span(parts, className="symbol", **linked)


def number(value: float | str, *, echo: str = "", digits: int = 3, component_id: str = "") -> Any:
    """Return a live number: monospaced, so that nothing moves while it changes.

    Args:
        value: The number, or text that is shown as it is.
        echo: As in `symbol`.
        digits: Digits after the point.
        component_id: Id, where a callback replaces the number.
    """
    shown = value if isinstance(value, str) else f"{value:.{digits}f}".replace("-", "\u2212")
    options: dict[str, Any] = {"data-echo": echo} if echo else {}
    if component_id:
        options["id"] = component_id
    return html.Span(shown, className="live-number", **options)


def formula_card(lines: list[Any], why: Any = None) -> html.Section:
    """Return the card: one line per equation (lists of symbols, numbers, text), then why.

    Args:
        lines: Each a list of components and strings.
        why: The answer to "why?" in two sentences.
    """
    equations = [html.Div(line, className="equation") for line in lines]
    children: list[Any] = [html.Div(equations, className="equations")]
    if why is not None:
        children.append(html.Div(why, className="formula-why"))
    return html.Section(children, className="card formula", **{"aria-label": "Formula"})
