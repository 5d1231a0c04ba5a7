"""How a price comes out of the last neuron, with the numbers of the shoe in it."""

from __future__ import annotations

from typing import Any, Protocol

from dash import html

from components.formula import formula_card, number, symbol
from components.shoe_price import dollars

_WHY = (
    "Why the logarithm? Because being $10 off is nothing for a boot of $240 and everything for a "
    "slipper of $12: learnt on logarithms, the network minds by how many per cent it is off.",
    "Why is the interval a factor? For the same reason; it is as many per cent wide for every "
    "shoe, and its upper half is the longer one.",
)


class Terms(Protocol):
    """The last layer; see `core.shoe_answer.Terms`."""

    @property
    def values(self) -> tuple[float, ...]: ...  # noqa: D102
    @property
    def weights(self) -> tuple[float, ...]: ...  # noqa: D102
    @property
    def bias(self) -> float: ...  # noqa: D102


class Answer(Protocol):
    """A price; see `core.shoe_answer.ShoeAnswer`."""

    @property
    def price(self) -> float: ...  # noqa: D102
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102
    @property
    def factor(self) -> float: ...  # noqa: D102
    @property
    def terms(self) -> Terms: ...  # noqa: D102


def shoe_formula(answer: Answer | None) -> html.Section:
    """Return the card; without an answer there are no numbers in it."""
    log = ["log ", symbol("p\u0302"), " = ", symbol("c"), " + Σ ", symbol("v", sub="i"),
           symbol("h", sub="i")]  # fmt: skip
    lines: list[Any] = [log]
    if answer is not None:
        lines += [_sum(answer.terms), _power(answer)]
    else:
        lines += [[symbol("p\u0302"), " = e", html.Sup(["log ", symbol("p\u0302")])]]
    lines += [_interval(answer), _adds()]
    return formula_card(lines, [html.P(text) for text in _WHY])


def _sum(terms: Terms) -> list[Any]:
    """Return c + Σ v h with its numbers; neurons at 0 add nothing and are left out."""
    found: list[Any] = ["= ", number(terms.bias)]
    for value, weight in zip(terms.values, terms.weights, strict=True):
        if value:
            sign = " \u2212 " if weight < 0 else " + "
            found += [sign, number(abs(weight)), " \u00b7 ", number(value)]
    return found


def _power(answer: Answer) -> list[Any]:
    terms = answer.terms
    total = terms.bias + sum(v * w for v, w in zip(terms.values, terms.weights, strict=True))
    return [symbol("p\u0302"), " = e", html.Sup(number(total)), " = ",
            number(dollars(answer.price))]  # fmt: skip


def _interval(answer: Answer | None) -> list[Any]:
    line: list[Any] = [symbol("p\u0302"), " / ", symbol("f"), " \u2026 ", symbol("p\u0302"),
                       " \u00b7 ", symbol("f")]  # fmt: skip
    if answer is None:
        return line
    return [*line, ", ", symbol("f"), " = ", number(answer.factor), ": ",
            number(dollars(answer.low)), " to ", number(dollars(answer.high))]  # fmt: skip


def _adds() -> list[Any]:
    return ["a word adds ", symbol("p\u0302"), "(with it) \u2212 ", symbol("p\u0302"),
            "(without it)"]  # fmt: skip
