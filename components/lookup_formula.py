"""What an embedding lookup is: a one-hot row times a matrix, with the live shapes and numbers."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.formula import formula_card, symbol

_WHY = (
    "A one-hot row picks one row of W, so nobody multiplies: an embedding is a table in which one "
    "looks up the row of the id. The rows are weights, learnt like all others; until then they "
    "are the small random numbers that you see here."
)
_WHY_TRAINED = "With the words of a trained model, the numbers are the ones it has learnt."


def lookup_formula(calculator: str) -> html.Section:
    """Return the card; the browser writes the numbers of the current token.

    Args:
        calculator: Address of the page that counts parameters.
    """
    where = html.P(
        [
            "Token ",
            html.Strong("\u2013", dir="auto", **{"data-live": "token"}),
            " ",
            html.Span(**{"data-live": "token-id"}),
        ],
        className="equations-where",
    )
    lines: list[Any] = [
        where,
        [symbol("e"), " = onehot(", symbol("x"), ") · ", symbol("W"), " = row ", _live("id"),
         " of ", symbol("W")],
        [_live("onehot"), " · ", symbol("W"), " = ", _live("vector")],
        ["(N, T) \u2192 (N, T, E): ", _live("shapes")],
        ["Parameters: ", _live("parameters")],
    ]  # fmt: skip
    count = dmc.Anchor("Count any stack of layers", href=calculator, underline="always")
    return formula_card(lines, [html.P(_WHY), html.P(_WHY_TRAINED), html.P(count)])


def _live(name: str) -> html.Span:
    return html.Span("\u2013", className="live-number lookup", **{"data-live": f"lookup-{name}"})
