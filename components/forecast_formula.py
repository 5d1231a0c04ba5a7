"""The lecture's neuron with the numbers of the series on stage, and what to make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dash import html

from components.fold import fold
from components.forecast_marks import signed
from components.formula import formula_card, number, symbol


@dataclass(frozen=True)
class NeuronStep:
    """The last step: tanh(w[0] + w[1] x + w[2] before) = answer; what really came is `truth`."""

    w: tuple[float, float, float]
    x: float
    before: float
    answer: float
    truth: float


def neuron_card(step_id: str, step: NeuronStep | None, length: int, extremes: str) -> html.Section:
    """Return the formula card.

    Args:
        step_id: Id of the lines that change with the series.
        step: Their numbers; None when the neuron is unavailable.
        length: T, the number of values read.
        extremes: How many targets are -1 or 1, in words such as `133 of 502`.
    """
    general = [
        _answer("t"), " = tanh(", symbol("w", sub="0", echo="w0"), " + ",
        symbol("w", sub="1", echo="w1"), " ", symbol("x", sub="t"), " + ",
        symbol("w", sub="2", echo="w2"), " ", _answer("t\u22121"), ")",
    ]  # fmt: skip
    live = html.Div(neuron_step(step, length), id=step_id)
    why = [
        html.P(
            "Three numbers for all series: what it says by itself, how much the present value "
            "counts, and how much its own answer of a step earlier. The present value counts "
            "most, so the answer can do little but follow it."
        ),
        html.P(
            f"tanh never reaches \u22121 or 1, but {extremes} targets are exactly that. They are, "
            "because every series was scaled with its next value included: the scaling has seen "
            "the future."
        ),
    ]
    return formula_card([general, [live]], why)


def neuron_step(step: NeuronStep | None, length: int) -> list[Any]:
    """Return the lines with the numbers of one series; without the neuron, a sentence."""
    if step is None:
        return [html.Span("The neuron is unavailable, so there are no numbers to put in.")]
    w0, w1, w2 = step.w
    inside = [
        number(w0, echo="w0"), " + ", number(w1, echo="w1"), " \u00b7 ", number(step.x), " + ",
        number(w2, echo="w2"), " \u00b7 ", number(step.before),
    ]  # fmt: skip
    line = [_answer(str(length)), " = tanh(", *inside, ") = ", number(step.answer)]
    off = [
        _answer(str(length)), " \u2212 ", symbol("y"), " = ", number(step.answer), " \u2212 ",
        *([number(step.truth)] if step.truth >= 0 else ["(", number(step.truth), ")"]), " = ",
        number(signed(step.answer - step.truth)),
    ]  # fmt: skip
    return [html.Div(line), html.Div(off)]


def surprise() -> html.Details:
    """Return the folded answer to the lecture's closing questions."""
    return fold(
        "Are you surprised? What would be better for data this simple?",
        [
            html.P(_SURPRISED),
            html.P("What would easily help, each to be tried below:"),
            html.Ul([html.Li([html.Strong(name), text]) for name, text in _IMPROVEMENTS]),
        ],
        class_name="surprise",
    )


def _answer(index: str) -> html.Span:
    return symbol("ŷ", sub=index)


_SURPRISED = (
    "A price already holds what everyone knows about it, so the best simple guess for tomorrow is "
    "today. Switch from \u201cas in the lecture\u201d to \u201cwalk-forward\u201d above: on days "
    "they have not seen, the same networks fall behind the last value. A network that looks better "
    "was measured on the rows it was fitted to, like every figure of the lecture."
)
_IMPROVEMENTS = (
    ("No tanh at the output: ", "then \u22121 and 1, and everything near them, can be said."),
    (
        "Predict the change: ",
        "add the answer to the last value, so that a network that has learnt nothing is as good "
        "as the last value and not worse.",
    ),
    (
        "Scale on the past only: ",
        "otherwise a model learns that a series near its edge must turn back, which no one knows "
        "in advance.",
    ),
    (
        "Ask whether 207 parameters for 502 answers are sensible: ",
        "more neurons and more epochs lower the error on these rows, and say nothing about "
        "tomorrow.",
    ),
)
