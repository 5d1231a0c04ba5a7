"""Dates as people write them, as moments in time; what was guessed is said.

ISO (2020-09-28, with or without a time), 20200928, 28/09/2020, 09/28/2020, 28.9.20, 28 Sep 2020,
Sep 28, 2020. Whether the day or the month comes first is decided for all dates together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from core.errors import InvalidInput

UNREAD = np.iinfo(np.int64).min
_DAY = 86_400
_TIME = r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?.*)?$"
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _TIME)
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})[ -](?P<name>[a-z]{3})[a-z]*\.?,?[ -](?P<y>\d{4}|\d{2})"
    r"|(?P<name2>[a-z]{3})[a-z]*\.? (?P<d2>\d{1,2}),? (?P<y2>\d{4}))$",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ORDERS = {True: "day/month/year", False: "month/day/year"}


@dataclass(frozen=True)
class Days:
    """Dates that were read.

    Attributes:
        moments: (n,) seconds since year 1, `UNREAD` for what is no date.
        note: What was guessed, one sentence, or nothing.
    """

    moments: np.ndarray
    note: str = ""

    @property
    def share(self) -> float:
        """How much of it was dates, 0 to 1."""
        return float(np.mean(self.moments != UNREAD)) if len(self.moments) else 0.0


def read_days(labels: Sequence[str]) -> Days:
    """Return the moments that the labels name, in their order.

    Raises:
        InvalidInput: In some the day comes first and in others the month.
    """
    different = list(dict.fromkeys(labels))
    matches = {label: _NUMERIC.match(label.strip()) for label in different}
    numeric = [match for match in matches.values() if match]
    day_first, note = _order(numeric)
    known = {label: _moment(label.strip(), matches[label], day_first) for label in different}
    return Days(np.array([known[label] for label in labels], dtype=np.int64), note)


def day_text(moment: int) -> str:
    """Return a moment as text: 2020-09-28, with its time where it has one."""
    days, seconds = divmod(int(moment), _DAY)
    shown = date.fromordinal(days).isoformat()
    return shown if not seconds else f"{shown} {timedelta(seconds=seconds)}"


def _order(numeric: list[re.Match[str]]) -> tuple[bool, str]:
    """Return whether the day comes first, and a sentence where that was a guess."""
    if not numeric:
        return True, ""
    first, second = (np.array([int(match[part]) for match in numeric]) for part in "ab")
    if first.max() > 12 and second.max() > 12:
        one, other = numeric[int(first.argmax())], numeric[int(second.argmax())]
        raise InvalidInput(
            f"The dates do not go together: in {one[0]} the day comes first, in {other[0]} the "
            "month. Write all dates like 2020-09-28."
        )
    if first.max() > 12 or second.max() > 12:
        return bool(first.max() > 12), ""
    day_first = not _is_sorted(numeric, False) or _is_sorted(numeric, True)
    return day_first, (
        f"Dates such as {numeric[-1][0]} were read as {_ORDERS[day_first]}, but could be "
        f"{_ORDERS[not day_first]} too. Write them like 2020-09-28 to be sure."
    )


def _is_sorted(numeric: list[re.Match[str]], day_first: bool) -> bool:
    """Say whether the dates go one way, forward or backward, when read in this order."""
    steps = np.diff([_moment(match[0], match, day_first) for match in numeric])
    return bool((steps > 0).all() or (steps < 0).all())


def _moment(label: str, numeric: re.Match[str] | None, day_first: bool) -> int:
    if numeric:
        d, m = (numeric["a"], numeric["b"]) if day_first else (numeric["b"], numeric["a"])
        return _in_seconds(numeric["y"], m, d, numeric)
    if match := _ISO.match(label):
        return _in_seconds(match["y"], match["m"], match["d"], match)
    if match := _COMPACT.match(label):
        return _in_seconds(match["y"], match["m"], match["d"], None)
    match = _NAMED.match(label)
    name = match and (match["name"] or match["name2"]).casefold()
    if match is None or name not in _MONTHS:
        return UNREAD
    month = str(_MONTHS.index(name) + 1)
    return _in_seconds(match["y"] or match["y2"], month, match["d"] or match["d2"], None)


def _in_seconds(y: str, m: str, d: str, clock: re.Match[str] | None) -> int:
    year = int(y) + (2000 if len(y) == 2 and int(y) < 70 else 1900 if len(y) == 2 else 0)
    try:
        days = date(year, int(m), int(d)).toordinal()
    except ValueError:
        return UNREAD
    if clock is None or clock["hour"] is None:
        return days * _DAY
    hours, minutes, seconds = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    return days * _DAY + 3600 * hours + 60 * minutes + seconds
