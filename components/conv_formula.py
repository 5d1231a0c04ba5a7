"""The convolution as a formula, with the numbers of the present place in it."""

from __future__ import annotations

from typing import Any

from dash import html

from components.formula import formula_card, symbol

_WHY = (
    "One small set of weights is used at every place, so a pattern is found wherever it stands, "
    "and the number of weights does not grow with the series."
)
_TURNED = (
    "In mathematics a convolution turns the kernel round first, and np.convolve does; Keras and "
    "this page do not. np.convolve(x, w[::-1]) gives these sums. The mathematical name for what "
    "layers compute is cross-correlation. Where weights are learnt, it makes no difference."
)


def conv_formula() -> Any:
    """Return the card; `assets/conv_sheet.js` writes the numbers."""
    lines = [
        [
            symbol("Z", sub="i"), " = ", symbol("b"), " + \u03a3", html.Sub("v"), " ",
            symbol("X", sub="i\u2212(f\u22121)/2+v"), " ", symbol("W", sub="v"),
        ],
        [symbol("Z"), " ", _live("place"), " = ", _live("sum")],
        ["turned round: ", _live("turned")],
    ]  # fmt: skip
    return formula_card(lines, [html.P(_WHY), html.P(_TURNED)])


def _live(name: str) -> html.Span:
    return html.Span("\u2013", className="live-number lookup", **{"data-live": f"conv-{name}"})
