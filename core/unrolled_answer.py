"""What the browser gets of one neuron and one series: one packed answer; then it only draws."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput, LessonError
from core.gradient_story import fate, gradient_story
from core.packing import doubles
from core.unrolled_series import UnrolledSeries, series_of
from core.unrolling import (
    Backward,
    Forward,
    backward,
    central_differences,
    checked_weights,
    forward,
)

COLUMNS = (
    "step", "x", "o", "y_hat", "factor", "product", "delta", "J_w0", "J_w1", "J_w2",
    "part_w0", "part_w1", "part_w2",
)  # fmt: skip


_ASKED = 6


@dataclass(frozen=True)
class Unrolled:
    """One neuron and one series, there and back."""

    series: UnrolledSeries
    there: Forward
    back: Backward

    @property
    def loss(self) -> float:
        """L = (y - ŷ_T)²."""
        return float((self.series.target - self.there.outputs[-1]) ** 2)

    @property
    def check(self) -> Floats:
        """dL/dw by central differences, (3,)."""
        x, y = self.series.x, self.series.target
        return central_differences(x, y, self.there.w, self.back.J[-1])


@dataclass(frozen=True)
class UnrolledRequest:
    """What a visitor wants unrolled, as the browser says it; checked when it is answered.

    Attributes:
        source, typed, steps: As `core.unrolled_series.series_of`.
        w: The three weights.
    """

    source: Any
    typed: Any
    steps: Any
    w: tuple[Any, ...]

    @classmethod
    def of(cls, asked: Any) -> UnrolledRequest:
        """Return the request of a list: source, typed, steps, w0, w1, w2."""
        if not isinstance(asked, Sequence) or isinstance(asked, str) or len(asked) != _ASKED:
            raise InvalidInput("A series, a number of steps and three weights are needed.")
        source, typed, steps, *w = asked
        return cls(source, typed, steps, tuple(w))


def unrolled(request: UnrolledRequest) -> Unrolled:
    """Return the neuron with these weights on this series, there and back.

    Raises:
        InvalidInput: No such series, no such number of steps, or weights that are none.
    """
    weights = checked_weights(*request.w)
    series = series_of(request.source, request.typed, request.steps)
    there = forward(series.x, weights)
    return Unrolled(series, there, backward(there, series.target))


def unrolled_answer(request: UnrolledRequest) -> dict[str, Any]:
    """Return everything as JSON; `missing` says why there is nothing.

    Lists of numbers are packed as `core.packing.doubles`: `x`, `sums`, `deltas`, `products`,
    `sizes` (T,), `outputs` (T + 1,), `factors` (T - 1,), `J` (T, 3).
    """
    try:
        one = unrolled(request)
    except LessonError as error:
        return {"missing": str(error)}
    series, there, back = one.series, one.there, one.back
    packed = {"x": there.x, "sums": there.sums, "outputs": there.outputs, "J": back.J}
    packed |= {name: getattr(back, name) for name in ("factors", "products", "sizes", "deltas")}
    return {
        **{name: doubles(values) for name, values in packed.items()},
        "w": there.w.tolist(),
        "target": series.target,
        "title": series.title,
        "note": series.note,
        "aim": series.aim,
        "loss": one.loss,
        "gradient": back.gradient.tolist(),
        **_checked(back.gradient, one.check),
        "fate": fate(back),
        "story": gradient_story(there, back),
    }


def steps_csv(one: Unrolled) -> str:
    """Return every step as CSV, numbers in full precision; the last step has no factor after it."""
    there, back = one.there, one.back
    factors = [*back.factors.tolist(), ""]
    listed = np.column_stack(
        [there.x, there.sums, there.outputs[1:], back.products, back.deltas, back.J, back.parts]
    ).tolist()
    rows = [
        [t, *row[:3], factor, *row[3:]]
        for t, (row, factor) in enumerate(zip(listed, factors, strict=True), start=1)
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue()


def _checked(gradient: Floats, measured: Floats) -> dict[str, Any]:
    """Return the check and how far it is from the gradient; None where it cannot be made."""
    is_there = np.isfinite(measured)
    pairs = zip(gradient.tolist(), measured.tolist(), is_there.tolist(), strict=True)
    both = [
        (number, abs(number - value)) if there else (None, None) for value, number, there in pairs
    ]
    return {"check": [number for number, _ in both], "off": [off for _, off in both]}
