"""What everyone says about the series on stage, nearest to the truth first, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components.forecast_marks import TRUE_VALUE, Mark, glyph, plain, signed


def readings(marks: Sequence[Mark]) -> list[Any]:
    """Return the lines: the true next value, then the forecasts and how far off they are.

    Args:
        marks: The truth and the forecasts, in any order.
    """
    truth = _truth(marks)
    others = sorted(_forecasts(marks), key=lambda mark: abs(mark.value - truth.value))
    head = html.P([html.Span("forecast"), html.Span("off by")], className="readings-head")
    lines = [
        _line(truth, None),
        *(_line(mark, mark.value - truth.value) for mark in others),
    ]
    return [head, html.Ul(lines, className="readings")]


def said(marks: Sequence[Mark], name: str, step: str) -> str:
    """Return the outcome as one sentence, which is also read aloud when the series changes."""
    truth = _truth(marks)
    others = sorted(_forecasts(marks), key=lambda mark: abs(mark.value - truth.value))
    nearest, farthest = others[0], others[-1]
    return (
        f"{name}, the next {step}: really {plain(truth.value)}. Nearest: {nearest.title}, off by "
        f"{plain(abs(nearest.value - truth.value))}; farthest: {farthest.title}, off by "
        f"{plain(abs(farthest.value - truth.value))}."
    )


def _truth(marks: Sequence[Mark]) -> Mark:
    return next(mark for mark in marks if mark.name == TRUE_VALUE)


def _forecasts(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.name != TRUE_VALUE]


def _line(mark: Mark, off: float | None) -> html.Li:
    parts: list[Any] = [
        glyph(mark.name),
        html.Span(mark.title, className="reading-title"),
        html.Span(plain(mark.value), className="live-number"),
        html.Span("" if off is None else signed(off), className="live-number reading-off"),
    ]
    return html.Li(parts, **{"data-forecaster": mark.name})
