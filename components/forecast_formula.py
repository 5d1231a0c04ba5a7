"""The lecture's neuron with the numbers of the series on stage, and what to make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from components.figures_table import figures_table
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


@dataclass(frozen=True)
class OutOfSample:
    """Errors on steps that were forecast from the past only.

    Attributes:
        last_value: MSE of "tomorrow is like today".
        autoregression: Number of lags -> MSE of a linear autoregression.
        steps: How many steps of each series were forecast.
        series: Which series, in words.
    """

    last_value: float
    autoregression: Mapping[int, float]
    steps: int
    series: str


def surprise(measured: OutOfSample | None) -> html.Details:
    """Return the folded answer to the lecture's closing questions.

    Args:
        measured: Errors on what is loaded; None where the series are too short for that.
    """
    return fold(
        "Are you surprised? How could we easily improve?",
        [
            html.P(_SURPRISED),
            html.Div(_walk(measured) if measured else None, className="walk"),
            html.P("What would easily help:"),
            html.Ul([html.Li([html.Strong(name), text]) for name, text in _IMPROVEMENTS]),
        ],
        class_name="surprise",
    )


def _walk(measured: OutOfSample) -> html.Div:
    rows: list[Sequence[Any]] = [["Last value", measured.last_value, 0]]
    for lags, mse in measured.autoregression.items():
        name = f"Linear autoregression, {lags} {'lag' if lags == 1 else 'lags'}"
        rows.append([name, mse, lags + 1])
    steps = measured.steps
    return figures_table(
        ["", f"MSE, last {steps} steps", "Parameters"],
        rows,
        note=f"Measured here, on {measured.series}: each of the last {steps} steps is forecast one "
        "step ahead by a regression that is the same for all series and was fitted to the earlier "
        "steps only. The scale is that of the data, so even here it has seen the future.",
    )


def _answer(index: str) -> html.Span:
    return symbol("ŷ", sub=index)


_SURPRISED = (
    "A price already holds what everyone knows about it, so the best simple guess for tomorrow is "
    "today. On the lecture\u2019s file nothing simple beats that on days it has not seen: over the "
    "last ten days the last value has an MSE of 0.0198, a linear autoregression fitted to the "
    "days before 0.0204 with one lag and 0.0210 with twenty. A network that looks better was "
    "measured on the rows it was fitted to, like every figure of the lecture."
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
