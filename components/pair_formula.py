"""The formula of the Siamese network, with the live numbers of the pair on stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dash import html

from components.formula import formula_card, number, symbol
from components.live_number import live_number

_WHY = (
    "Why one LSTM for both? So that the same question becomes the same vector wherever it stands; "
    "that is also why swapping changes nothing.",
    "Why so little on top? The last neuron only learns where on the line of dot products “the "
    "same” begins. Whatever the network knows about questions has to be in the vectors.",
)


@dataclass(frozen=True)
class LastNeuron:
    """w and b of the neuron that reads the dot product, and the calibration after it, if any."""

    weight: float
    bias: float
    calibration: tuple[float, float] | None = None


def pair_formula(neuron: LastNeuron | None) -> html.Section:
    """Return the card; without a model there are no numbers in it."""
    answer = [symbol("Ŷ", echo="raw"), " = σ(", symbol("w"), " · Σ ", *_terms(), " + ", symbol("b")]
    cosine = ["cos = Σ ", *_terms(), " / (", *_length("u"), " · ", *_length("v"), ")"]
    lines: list[Any] = [[*answer, ")"], cosine]
    if neuron is not None:
        lines = [lines[0], _with_numbers(neuron), *_calibrated(neuron), cosine, _divided()]
    return formula_card(lines, why=[html.P(text) for text in _WHY])


def _terms() -> list[Any]:
    return [symbol("u", sub="i", echo="length-u"), " ", symbol("v", sub="i", echo="length-v")]


def _with_numbers(neuron: LastNeuron) -> list[Any]:
    return [
        "= σ(",
        number(neuron.weight),
        " · ",
        live_number("dot"),
        _signed(neuron.bias),
        ") = σ(",
        live_number("score"),
        ") = ",
        live_number("raw", digits=4),
    ]


def _calibrated(neuron: LastNeuron) -> list[list[Any]]:
    """Return the line of the probability, if any: logit(Ŷ) is what went into σ before."""
    if neuron.calibration is None:
        return []
    slope, intercept = neuron.calibration
    line = [
        symbol("P", echo="probability"),
        " = σ(",
        live_number("score"),
        " · ",
        number(slope),
        _signed(intercept),
        ") = ",
        live_number("probability", digits=4),
    ]
    return [line]


def _length(letter: str) -> list[Any]:
    return ["|", symbol(letter, echo=f"length-{letter}"), "|"]


def _divided() -> list[Any]:
    return [
        "= ",
        live_number("dot"),
        " / (",
        live_number("length-u", digits=2),
        " × ",
        live_number("length-v", digits=2),
        ") = ",
        live_number("cosine"),
    ]


def _signed(value: float) -> html.Span:
    return html.Span([" − " if value < 0 else " + ", number(abs(value))])
