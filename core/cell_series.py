"""Series for an LSTM of one unit: a pattern, a stock price, or the visitor's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from core import registry
from core.contracts import Floats
from core.errors import InvalidInput
from core.typed_numbers import between_ends, numbers_of, typed_words

OWN = "own"
LONGEST = 200
_STEPS = 40
_NOISE_SEED = 7


@dataclass(frozen=True)
class Series:
    """A series to read: its values (T,) between -1 and 1, its name, and where it comes from."""

    values: Floats
    title: str
    note: str


def _pulse() -> Floats:
    noise = np.random.default_rng(_NOISE_SEED).uniform(-0.2, 0.2, _STEPS)
    return np.concatenate([[1.0], noise[1:]])


def _wave() -> Floats:
    return np.sin(np.arange(_STEPS) * 2 * np.pi / 20)


def _step() -> Floats:
    return np.where(np.arange(_STEPS) < _STEPS // 4, 0.0, 1.0)


def _noise() -> Floats:
    return np.random.default_rng(_NOISE_SEED).uniform(-1, 1, _STEPS)


PATTERNS: Mapping[str, tuple[str, Callable[[], Floats]]] = MappingProxyType(
    {
        "pulse": ("A pulse, then noise", _pulse),
        "wave": ("A wave", _wave),
        "step": ("A step", _step),
        "noise": ("Noise", _noise),
    }
)


def stock_names() -> list[str]:
    """Return the names of the stock series that are loaded."""
    return [str(name) for name in registry.dataset("stocks").columns["name"]]


def series_of(source: Any, numbers: Any = "") -> Series:
    """Return a series.

    Args:
        source: A key of `PATTERNS`, `OWN`, or the name of a stock series.
        numbers: With `OWN`: numbers as they were typed.

    Raises:
        InvalidInput: No such series; or numbers that are none.
    """
    if source == OWN:
        return own_series(numbers)
    if isinstance(source, str) and source in PATTERNS:
        title, make = PATTERNS[source]
        return Series(make(), title, f"A pattern of {_STEPS} steps, made for this page.")
    return _stock(source)


def own_series(numbers: Any) -> Series:
    """Return typed numbers as a series; beyond ±1 they are scaled as the lecture's series are.

    Raises:
        InvalidInput: Nothing, something that is no number, or a number that is not finite.
    """
    words = typed_words(numbers)
    values = numbers_of(words[:LONGEST])
    note = f"Your {len(values)} numbers."
    if len(words) > LONGEST:
        note = f"The first {LONGEST} of your {len(words):,} numbers."
    scaled, how = _scaled(values)
    return Series(scaled, "Your numbers", f"{note}{how}")


def _scaled(values: Floats) -> tuple[Floats, str]:
    """Return values between -1 and 1, and what was done to them in words."""
    low, high = float(values.min()), float(values.max())
    if max(-low, high) <= 1:
        return values, ""
    if low == high:
        return np.zeros_like(values), " They are all the same and are read as 0."
    how = f" Scaled as the lecture scales its series: {low:g} is read as -1, {high:g} as 1."
    return between_ends(values, low, high), how


def _stock(source: Any) -> Series:
    data = registry.dataset("stocks")
    names = stock_names()
    if source not in names:
        raise InvalidInput(
            f"There is no series {str(source)[:40]!r}. Choose a pattern, your own numbers, or one "
            f"of {len(names)} stock prices such as {names[0]}."
        )
    values = data.columns["series"][names.index(source)][:LONGEST].astype(np.float64)
    return Series(values, str(source), data.note)
