"""What the one neuron reads: a pattern, a stock price, or the visitor's own numbers.

A series always comes with a target, the value after the last one that is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.forecast_request import TickerRequest
from core.forecast_views import favourite
from core.forecasts import ForecastTable, forecast_table
from core.typed_numbers import EXAMPLE, between_ends, numbers_of, typed_words
from core.unrolling import MOST_STEPS

OWN = "own"
_LONGEST_WORD = 40


@dataclass(frozen=True)
class UnrolledSeries:
    """A series as the neuron reads it.

    Attributes:
        x: (T,) the values it reads.
        target: What it should answer at the end.
        title: What it is called.
        note: Where it comes from and what was done to it, for learners.
        aim: What the target is, in a few words.
    """

    x: Floats
    target: float
    title: str
    note: str
    aim: str


def _constant(count: int) -> Floats:
    return np.full(count, 0.5)


def _ramp(count: int) -> Floats:
    return np.linspace(-1, 1, count)


def _sine(count: int) -> Floats:
    return np.round(np.sin(2 * np.pi * np.arange(1, count + 1) / 12), 9) + 0.0  # no -0


def _spike(count: int) -> Floats:
    return (np.arange(count) == 0).astype(np.float64)


def _alternating(count: int) -> Floats:
    return np.where(np.arange(count) % 2 == 0, 0.8, -0.8)


# Name -> title and what makes so many values.
PATTERNS: Mapping[str, tuple[str, Callable[[int], Floats]]] = MappingProxyType(
    {
        "constant": ("Constant", _constant),
        "ramp": ("Ramp", _ramp),
        "sine": ("Sine", _sine),
        "spike": ("Spike, then nothing", _spike),
        "alternating": ("Alternating", _alternating),
    }
)


def stock_names() -> tuple[str, ...]:
    """Return the tickers that are loaded, in alphabetical order."""
    return tuple(sorted(forecast_table().names))


def default_source() -> str:
    """Return the lecture's GOOG, or the first series where it is not loaded."""
    table = forecast_table()
    return table.names[favourite(table)]


def series_of(source: Any, typed: Any, steps: int) -> UnrolledSeries:
    """Return a series of at most `steps` values and its target.

    Args:
        source: A key of `PATTERNS`, `OWN`, or a ticker.
        typed: With `OWN`: `text`, the last numbers that were typed; `count`, of how many; `gaps`,
            how many empty places there were between separators.
        steps: How many values are to be read at most, from the end.

    Raises:
        InvalidInput: No such series; or numbers that are none or too few.
    """
    if not isinstance(steps, int) or isinstance(steps, bool) or not 1 <= steps <= MOST_STEPS:
        raise InvalidInput(f"The number of steps is a whole number from 1 to {MOST_STEPS}.")
    if source == OWN:
        return _own(typed, steps)
    if isinstance(source, str) and source in PATTERNS:
        return _pattern(*PATTERNS[source], steps)
    table = forecast_table()
    return _stock(table, table.place(TickerRequest(source)), steps)


def _pattern(title: str, make: Callable[[int], Floats], steps: int) -> UnrolledSeries:
    values = make(steps + 1)
    note = f"A pattern of {steps + 1} numbers; the last one is the target."
    return UnrolledSeries(values[:-1], float(values[-1]), title, note, "the last number")


def _stock(table: ForecastTable, place: int, steps: int) -> UnrolledSeries:
    name, x = table.names[place], table.series[place]
    step, T = table.step(place), min(steps, len(x))
    read = f"The last {T} of {len(x)} values" if len(x) > T else f"All {len(x)} values there are"
    note = f"{read} of {name}, one per {step}, scaled to between \u22121 and 1 as in the lecture."
    return UnrolledSeries(
        x[-T:],
        float(table.targets[place]),
        name,
        f"{note} The target is the true value of the {step} after.",
        "the true next value",
    )


def _own(typed: Any, steps: int) -> UnrolledSeries:
    """Return typed numbers: the last is the target, those before are read."""
    given = typed if isinstance(typed, Mapping) else {}
    words = typed_words(given.get("text"))[-(steps + 1) :]
    values = numbers_of([word[:_LONGEST_WORD] for word in words])
    if len(values) < 2:
        raise InvalidInput(
            "One number is not enough: the last one is the target, so at least one more has to "
            f"stand before it. For example: {EXAMPLE}"
        )
    count = max(len(values), _counted(given.get("count")))
    read = f"Your {count:,} numbers:" if count == len(values) else f"Of your {count:,} numbers"
    x, how = values[:-1], "is" if len(values) == 2 else "are"
    note = f"{read} the {_in_words(len(x))} before the last {how} read, the last is the target."
    scaled, target, told = _scaled(x, float(values[-1]))
    note += told + _told_of_gaps(_counted(given.get("gaps")))
    return UnrolledSeries(scaled, target, "Your numbers", note, "the last number")


def _scaled(x: Floats, target: float) -> tuple[Floats, float, str]:
    """Return what is read between -1 and 1, the target on the same scale, and how it was done.

    The scale is that of what is read, so the target, which comes later, may lie beyond it.
    """
    low, high = float(x.min()), float(x.max())
    if max(-low, high) <= 1:
        return x, target, ""
    if low == high:
        told = f" What is read is always {low:g}, so everything is divided by {abs(low):g}."
        return x / abs(low), target / abs(low), told
    told = (
        f" Scaled by what is read: {low:g} becomes \u22121, {high:g} becomes 1. The target was not "
        "looked at for that."
    )
    return between_ends(x, low, high), float(between_ends(np.array([target]), low, high)[0]), told


def _told_of_gaps(gaps: int) -> str:
    if gaps < 1:
        return ""
    places = "One empty place" if gaps == 1 else f"{gaps:,} empty places"
    return f" {places} between commas left out; what stands around is read one after the other."


def _in_words(count: int) -> str:
    return "one" if count == 1 else f"{count}"


def _counted(count: Any) -> int:
    return count if isinstance(count, int) and not isinstance(count, bool) else 0
