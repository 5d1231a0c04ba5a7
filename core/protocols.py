"""How forecasters are examined: three protocols, and which days each of them asks for.

Letters: N series, T + 1 values of each (the last one is the lecture's target), D days asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput
from core.past import past_of

LECTURE, OTHERS, WALK = "lecture", "others", "walk"
PROTOCOLS = (LECTURE, OTHERS, WALK)
LAST_DAYS = 10
_SHORTEST = 3


@dataclass(frozen=True, eq=False)
class Exam:
    """What is asked under a protocol, and what is true.

    Attributes:
        protocol: One of `PROTOCOLS`.
        days: The columns that are forecast, D of them.
        truth: (N, D) on the scale of the table.
        last: (N, D) the value of the day before.
        half: (N, D) what errors are divided by: half the range of the past in the walk forward,
            where it is 0 for a series that has not moved; else 1.
    """

    protocol: str
    days: range
    truth: Floats
    last: Floats
    half: Floats


def exam(values: Floats, protocol: str) -> Exam:
    """Return the exam of (N, T + 1) values.

    Raises:
        InvalidInput: No such protocol, or series of fewer than three values.
    """
    if protocol not in PROTOCOLS:
        raise InvalidInput(
            f"There is no protocol {str(protocol)[:40]!r}. Choose one of: {', '.join(PROTOCOLS)}."
        )
    length = values.shape[1]
    if length < _SHORTEST:
        raise InvalidInput(
            f"Series of {length} values cannot be examined: a forecast needs two values at least, "
            "and the one that came next. Give longer series."
        )
    days = days_asked(length, protocol)
    truth, last = values[:, days.start : days.stop], values[:, days.start - 1 : days.stop - 1]
    half = np.ones_like(truth)
    if protocol == WALK:
        half = np.stack([past_of(values, day).half for day in days], axis=1)
    return Exam(protocol, days, truth, last, half)


def days_asked(length: int, protocol: str) -> range:
    """Return the columns to forecast: the last one, or the last ten (a quarter of short series)."""
    many = min(LAST_DAYS, max(length // 4, 1)) if protocol == WALK else 1
    return range(length - many, length)
