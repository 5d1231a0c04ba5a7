"""The equations of one neuron, there and back, with the numbers of the present step."""

from __future__ import annotations

from typing import Any

from dash import html

from components.formula import formula_card, symbol
from components.live_number import live_number
from components.term import term

_WHY = (
    "Every copy has the same three weights, so each step adds its part to their gradient. A part "
    "from long ago has passed one factor w\u2082(1 \u2212 \u0177\u00b2) per step in between: a "
    "product of many numbers is nearly always almost nothing or enormous."
)
_J = (
    "The lecture carries J, the derivative of o by the three weights, forward in time. Going back "
    "with \u03b4 instead gives the same gradient in another order; both are computed here."
)


def step_formula() -> html.Div:
    """Return what happens at the present step: the way there, and the way back."""
    there = html.Div(
        [
            html.Div([_answer(), " = tanh(", *_sum(), ")"]),
            html.Div(
                [
                    " = tanh(", _live("w0"), " + ", _live("w1"), " \u00b7 ", _live("x"), " + ",
                    _live("w2"), " \u00b7 ", _live("before"), ") = tanh(", _live("sum"), ") = ",
                    _live("answer"),
                ],
                className="filled",
            ),
        ],
        className="equation only-there",
    )  # fmt: skip
    return html.Div([there, _back(), _carried()], className="equations step-formula")


def unrolled_formula() -> html.Section:
    """Return the card of the whole way: the gradient, its two sums, and why it vanishes."""
    x, y, o = (symbol(letter, sub="t") for letter in ("x", "\u0177", "o"))
    before, last = symbol("\u0177", sub="t\u22121"), symbol("\u0177", sub="T")
    lines: list[Any] = [
        [y, " = tanh ", o, ", ", o, " = ", _w(0), " + ", _w(1), " ", x, " + ", _w(2), " ", before,
         ", ", symbol("\u0177", sub="0"), " = 0"],
        [symbol("L"), " = (", symbol("y"), " \u2212 ", last, ")\u00b2 = ", _live("loss")],
        [_d("L"), "/", _d("w"), " = ", symbol("\u03b4", sub="T"), " ", symbol("J", sub="T"),
         " = \u03a3", html.Sub("t"), " ", symbol("\u03b4", sub="t"), " (1, ", x, ", ", before, ")",
         html.Span([" = (", *_three("gradient"), ")"], className="filled")],
        [_d("o", "T"), "/", _d("o", "1"), " = \u03a0", html.Sub("t<T"), " ", _w(2), "(1 \u2212 ", y,
         "\u00b2) = ", _live("product-first")],
    ]  # fmt: skip
    return formula_card(lines, [html.P(_WHY), html.P([term("J and \u03b4", _J)])])


def _back() -> html.Div:
    """Return \u03b4 of the present step; at the last one it comes from the loss itself."""
    numbers = [
        " = ", _live("delta-after"), " \u00b7 ", _live("w2"), " \u00b7 (1 \u2212 ", _live("answer"),
        "\u00b2) = ", _live("delta-after"), " \u00b7 ", _live("factor"), " = ", _live("delta"),
    ]  # fmt: skip
    start = [
        " = \u22122 \u00b7 (", _live("target"), " \u2212 ", _live("answer"), ") \u00b7 (1 \u2212 ",
        _live("answer"), "\u00b2) = ", _live("delta"),
    ]  # fmt: skip
    product = [
        _d("o", "T"), "/", _d("o", "t"), " = ", _d("o", "T"), "/", _d("o", "t-after"), " \u00b7 ",
        *_factor(), " = ", _live("product-after"), " \u00b7 ", _live("factor"), " = ",
        _live("product"),
    ]  # fmt: skip
    return html.Div(
        [
            html.Div(
                [_t("\u03b4"), " = ", _index("\u03b4", "t-after"), " ", *_factor(),
                 html.Span(numbers, className="filled")],
                className="before-last",
            ),
            html.Div(product, className="before-last"),
            html.Div(
                [_t("\u03b4"), " = \u22122 (", symbol("y"), " \u2212 ", _answer(),
                 ")(1 \u2212 ", _answer(), "\u00b2)", html.Span(start, className="filled")],
                className="at-last",
            ),
        ],
        className="equation only-back",
    )  # fmt: skip


def _carried() -> html.Div:
    """Return J of the present step, the lecture's recursion."""
    numbers = [
        " = (1, ", _live("x"), ", ", _live("before"), ") + ", _live("factor-before"), " \u00b7 (",
        *_three("J-before"), ") = (", *_three("J"), ")",
    ]  # fmt: skip
    return html.Div(
        [
            _t("J"), " = (1, ", _t("x"), ", ", _before(), ") + ", _w(2),
            "(1 \u2212 ", _before(), "\u00b2) ", _index("J", "t-before"),
            html.Span(numbers, className="filled"),
        ],
        className="equation only-back",
    )  # fmt: skip


def _three(name: str) -> list[Any]:
    return [_live(f"{name}-0"), ", ", _live(f"{name}-1"), ", ", _live(f"{name}-2")]


def _sum() -> list[Any]:
    return [_w(0), " + ", _w(1), " ", _t("x"), " + ", _w(2), " ", _before()]


def _factor() -> list[Any]:
    return [_w(2), "(1 \u2212 ", _answer(), "\u00b2)"]


def _answer() -> html.Span:
    return _t("\u0177")


def _before() -> html.Span:
    return _index("\u0177", "t-before")


def _w(place: int) -> html.Span:
    return symbol("w", sub=str(place), echo=f"w{place}")


def _t(letter: str) -> html.Span:
    return _index(letter, "t")


def _d(letter: str, index: str = "") -> html.Span:
    """Return \u2202 of a letter, with an index that is a number or that the browser writes."""
    if not index:
        return html.Span(["\u2202", html.I(letter)], className="symbol")
    return html.Span(["\u2202", html.I(letter), _sub(index)], className="symbol")


def _index(letter: str, name: str) -> html.Span:
    """Return a letter whose index the browser writes."""
    return html.Span([html.I(letter), _sub(name)], className="symbol")


def _sub(name: str) -> html.Sub:
    return html.Sub(name) if name in {"1", "T"} else html.Sub("t", **{"data-live": name})


def _live(name: str) -> html.Span:
    return live_number(name, echo=name in {"w0", "w1", "w2"})
