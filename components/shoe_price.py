"""A price with its interval on a line of dollars, and what every word and attribute adds to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dash import html

from components.empty_state import empty_state
from components.swatch import swatch
from components.term import term
from components.unavailable import unavailable

_LINE = (5.0, 500.0)  # dollars at the two ends of the line, on a logarithmic scale
_TICKS = (10, 20, 50, 100, 200)
_MOST_BARS = 32
_INTERVAL = (
    "Made by measuring how far off the model was on products that it never saw: the interval is as "
    "wide as holds the wanted share of those. On yet other products one counts how many it holds."
)
_LEAVING_OUT = (
    "The price with it minus the price without it, everything else as it is. The bars do not add "
    "up to the price: two words that say the same can stand in for each other, and the network "
    "is no sum."
)


class Part(Protocol):
    """A word or an attribute; see `core.shoe_answer.Part`."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def is_known(self) -> bool: ...  # noqa: D102
    @property
    def change(self) -> float: ...  # noqa: D102


class Answer(Protocol):
    """A price; see `core.shoe_answer.ShoeAnswer`."""

    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def price(self) -> float: ...  # noqa: D102
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102
    @property
    def median(self) -> float: ...  # noqa: D102
    @property
    def parts(self) -> Sequence[Part]: ...  # noqa: D102
    @property
    def remarks(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def measured(self) -> Mapping[str, Any]: ...  # noqa: D102


def dollars(value: float) -> str:
    """Return an amount as it is written: `$67.40`, with cents below a thousand."""
    return f"${value:,.2f}" if value < 1000 else f"${value:,.0f}"


def signed_dollars(value: float) -> str:
    """Return a difference: `+$3.20`, `−$3.20`, or `$0.00`."""
    sign = "" if abs(value) < 0.005 else "+" if value > 0 else "\u2212"
    return f"{sign}{dollars(abs(value))}"


def no_price(reason: str, title: str = "") -> Any:
    """Return what stands in place of a price: what to do, or that a model is unavailable."""
    return unavailable(title, reason) if title else empty_state(reason)


def price_said(answer: Answer) -> html.Div:
    """Return the price, its interval as a line, how good the interval was, and what is unknown."""
    remarks = [html.Li(remark, dir="auto") for remark in answer.remarks]
    return html.Div(
        [
            html.P(swatch(answer.model, answer.title), className="shoe-model"),
            html.P(
                [
                    html.Strong(dollars(answer.price), className="shoe-number"),
                    html.Span(
                        [term("interval", _INTERVAL), f" {dollars(answer.low)} to "
                         f"{dollars(answer.high)}"],
                        className="shoe-interval",
                    ),
                ],
                className="shoe-headline",
            ),
            _line(answer),
            html.P(coverage_said(answer.measured), className="shoe-coverage"),
            html.Ul(remarks, className="shoe-remarks", **{"aria-label": "What it does not know"}),
        ],
        className="shoe-price",
    )  # fmt: skip


def coverage_said(measured: Mapping[str, Any]) -> str:
    """Return how many prices such an interval really held; that it was not measured, without it."""
    if "coverage_of_products" not in measured:
        return "How often the price lies in such an interval was not measured."
    return (
        f"Made to hold {measured['level']:.0%}. Measured on {measured['products']:,} products that "
        f"nothing was fitted to: it held {measured['coverage_of_products']:.1%} of them "
        f"({measured['coverage']:.1%} of their {measured['n']:,} offers)."
    )


def _line(answer: Answer) -> html.Div:
    low, high = _place(answer.low), _place(answer.high)
    ticks = [
        html.Span(f"${tick}", style={"insetInlineStart": f"{_place(tick):.2f}%"}) for tick in _TICKS
    ]
    band = {"insetInlineStart": f"{low:.2f}%", "inlineSize": f"{max(high - low, 0.5):.2f}%"}
    return html.Div(
        [
            html.Div(
                [
                    html.Span(className="shoe-band", style=band),
                    _mark("shoe-median", answer.median),
                    _mark("shoe-mark", answer.price),
                ],
                className="shoe-track",
            ),
            html.Div(ticks, className="shoe-ticks"),
        ],
        className="shoe-line",
        dir="ltr",
        **{"aria-hidden": "true"},
    )


def _mark(name: str, price: float) -> html.Span:
    return html.Span(className=name, style={"insetInlineStart": f"{_place(price):.2f}%"})


def _place(price: float) -> float:
    """Return where an amount lies on the line, 0 to 100."""
    low, high = (math.log(end) for end in _LINE)
    share = (math.log(max(price, 0.01)) - low) / (high - low)
    return 100 * min(1.0, max(0.0, share))


def price_parts(answer: Answer) -> html.Div:
    """Return the bars: one for everything together, one per word and attribute."""
    whole = answer.price - answer.median
    shown = _strongest(answer.parts)
    largest = max([abs(whole), *(abs(part.change) for part in shown)], default=0.0)
    scale = _round_up(largest)
    rows = [_bar(("all of it", "", True), whole, scale, "is-whole")]
    rows += [_bar((p.text, p.kind, p.is_known), p.change, scale, f"is-{p.kind}") for p in shown]
    left = len(answer.parts) - len(shown)
    rest = f" {left} smaller ones are not drawn." if left else ""
    ends = [
        html.Span(f"\u2212${scale:,.0f}"),
        html.Span([html.Span("median price "), html.Strong(dollars(answer.median))]),
        html.Span(f"+${scale:,.0f}"),
    ]
    return html.Div(
        [
            html.Div([html.Span(), html.Div(ends, className="shoe-ends")], className="shoe-axis"),
            html.Ol(rows, className="shoe-bars"),
            html.P(
                [term("Left out", _LEAVING_OUT), " one at a time, each bar says by how much the "
                 "price falls (right) or rises (left). The first bar is the whole price beside "
                 f"the median of the products it learnt from.{rest}"],
                className="panel-note",
            ),
        ],
        className="shoe-parts",
    )  # fmt: skip


def _strongest(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that are drawn, in their own order."""
    order = sorted(range(len(parts)), key=lambda place: -abs(parts[place].change))
    return [parts[place] for place in sorted(order[:_MOST_BARS])]


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, … dollars."""
    if value <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * 0.9999)


def _bar(label: tuple[str, str, bool], change: float, scale: float, name: str) -> html.Li:
    text, kind, is_known = label
    width = f"{50 * min(1.0, abs(change) / scale):.2f}%"
    side = "is-more" if change > 0 else "is-less"
    words: list[Any] = [html.Bdi(text)]
    if kind:
        words.append(html.Small(kind if is_known else f"{kind}, unknown"))
    bar = html.Span(className=f"shoe-bar {side}", style={"inlineSize": width})
    return html.Li(
        [
            html.Span(words, className="shoe-label"),
            html.Div(bar, className="shoe-bar-track", **{"aria-hidden": "true"}),
            html.Span(signed_dollars(change), className="shoe-change"),
        ],
        className=name if is_known else f"{name} is-unknown",
    )
