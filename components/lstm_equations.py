"""The equations of one LSTM neuron at one word, with the numbers that were computed there."""

from __future__ import annotations

from functools import cache
from typing import Any

from dash import html

from components.formula import formula_card, number, symbol
from components.term import term

_WHY = (
    "The state C is the memory: the forget gate f says how much of it stays, the input gate i how "
    "much of the candidate is added, and the output gate o how much of it is shown. Where f is "
    "near 1, a word read long ago still counts."
)
_SUMMANDS = ("bias", "input", "output")
_OUTPUT = (
    "For the output neuron, X is what the neurons below put out, and σ takes the place of tanh, as "
    "in the lecture\u2019s code."
)


@cache
def lstm_equations(*, with_sums: bool = False) -> html.Section:
    """Return the card; the browser writes the numbers of the chosen word and neuron.

    Args:
        with_sums: Whether the three summands inside every gate are shown in numbers too; their
            places have `data-sum` `<gate>-bias`, `-input` and `-output`.
    """
    where = html.P(
        [
            "Inside ",
            html.Span("the neuron", **{"data-live": "neuron"}),
            " at ",
            html.Strong("\u2013", dir="auto", **{"data-live": "word"}),
            html.Span(**{"data-live": "place"}),
        ],
        className="equations-where",
    )
    lines: list[Any] = [
        where,
        _gate("forget", "f", "σ", with_sums),
        _gate("input", "i", "σ", with_sums),
        _gate("candidate", "C\u0303", _squash(), with_sums),
        _gate("output", "o", "σ", with_sums),
        _state(),
        _shown(),
    ]
    return formula_card(lines, [html.P(_WHY), html.P(_OUTPUT), html.P(_letters())])


def _gate(name: str, letter: str, squash: Any, with_sums: bool) -> list[Any]:
    """Return f_t = σ(W_0 + X_t W_1 + Ŷ_{t-1} W_2) = number, in the lecture's letters."""
    gate = letter.lower() if name == "candidate" else letter
    inside = [
        symbol("W", sub="0", sup=gate), " + ", _t("X"), symbol("W", sub="1", sup=gate), " + ",
        symbol("Ŷ", sub="t\u22121"), symbol("W", sub="2", sup=gate),
    ]  # fmt: skip
    letters = [*_is(name, _t(letter)), squash, "(", *inside, ")"]
    if not with_sums:
        return [*letters, " = ", _live(name)]
    squash = squash if isinstance(squash, str) else _squash()
    return [*letters, html.Span([" = ", *_sum(name, squash), " = ", _live(name)], className="sums")]


def _sum(name: str, squash: Any) -> list[Any]:
    """Return the same in numbers, and the words that stand there when the gate is forced."""
    places = (html.Span("\u2013", **{"data-sum": f"{name}-{of}"}) for of in _SUMMANDS)
    numbers = [squash, "(", *(part for place in places for part in (place, " "))][:-1]
    return [
        html.Span([*numbers, ")"], className="sum live-number", **{"data-gate": name}),
        html.Span("forced", className="sum-forced", **{"data-gate": name}),
    ]


def _state() -> list[Any]:
    """Return C_t = f_t C_{t-1} + i_t C̃_t, in letters and in numbers."""
    before = symbol("C", sub="t\u22121", echo="cell-state-before")
    return [
        *_is("state", _t("C")),
        _t("f", "forget"), " ", before, " + ", _t("i", "input"), " ", _t("C\u0303", "candidate"),
        " = ", _live("forget"), " · ", _live("state-before"), " + ", _live("input"), " · ",
        _live("candidate"), " = ", _live("state"),
    ]  # fmt: skip


def _shown() -> list[Any]:
    """Return Ŷ_t = o_t tanh C_t, in letters and in numbers."""
    return [
        *_is("activation", _t("Ŷ")),
        _t("o", "output"), " ", _squash(), " ", _t("C", "state"),
        " = ", _live("output"), " · ", _squash(), " ", _live("state"), " = ", _live("activation"),
    ]  # fmt: skip


def _is(name: str, letter: Any) -> list[Any]:
    mark = html.Span(className=f"gate-mark is-{name}", **{"aria-hidden": "true"})
    return [mark, letter, " = "]


def _t(letter: str, name: str = "") -> Any:
    """Return a letter at the current word; with a name, it lights up together with its number."""
    return symbol(letter, sub="t", echo=f"cell-{name}" if name else "")


def _live(name: str) -> Any:
    return number("\u2013", echo=f"cell-{name}")


def _squash() -> html.Span:
    return html.Span("tanh", **{"data-live": "squash"})


def _letters() -> Any:
    return term(
        "The letters",
        "X the vector of the word, Ŷ what all neurons of the layer put out one word earlier, W "
        "the weights, σ a squashing to between 0 and 1.",
    )
