"""Numbers as visitors type or paste them, and how they are brought between -1 and 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput

EXAMPLE = "0.1 0.5 -0.3"
_SEPARATORS = re.compile(r"[\s,;]+")
_LARGEST = 1e12


def typed_words(text: object) -> list[str]:
    """Return what stands between spaces, commas, semicolons and line ends.

    Raises:
        InvalidInput: Nothing stands there.
    """
    words = [word for word in _SEPARATORS.split(str(text or "")) if word]
    if not words:
        raise InvalidInput(f"Type some numbers, with spaces between them: {EXAMPLE}")
    return words


def numbers_of(words: Sequence[str]) -> Floats:
    """Return words as finite numbers.

    Raises:
        InvalidInput: A word is none; the first such word is named.
    """
    return np.array([_number(word) for word in words], dtype=np.float64)


def between_ends(values: Floats, low: float, high: float) -> Floats:
    """Return values scaled as the lecture scales its series: `low` becomes -1, `high` 1."""
    return 2 * ((values - low) / (high - low)) - 1


def _number(word: str) -> float:
    try:
        value = float(word.replace("\u2212", "-"))
    except ValueError:
        value = float("nan")
    if not isfinite(value) or abs(value) > _LARGEST:
        raise InvalidInput(
            f"{word[:20]!r} is no number that can be read here. Write numbers with spaces between "
            f"them and a point before the decimals: {EXAMPLE}"
        )
    return value
