"""What a link to the page of the cell asks to see; links are written by anyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.cell_series import OWN, series_of
from core.errors import LessonError
from core.forced_gates import CHOICES, LEARNT, Forcing
from core.one_unit import DEFAULT, OneUnit
from core.review import LECTURE_REVIEW
from core.settings import settings

REVIEW, SERIES = "review", "series"
MODES = (REVIEW, SERIES)
DEFAULT_SOURCE = "pulse"
_LAST_STEP = 200


@dataclass(frozen=True)
class CellVisit:
    """What is on show, checked.

    Attributes:
        mode: `review` or `series`.
        text: The review.
        forcing: What is done to the gates of the trained model.
        layer, unit: Which cell, counted from 1.
        step: Which word or value, counted from 1; the browser stops at the last one.
        word: Whose memory is measured, counted from 1.
        source: The series: a pattern, `own`, or a stock price.
        numbers: The visitor's own numbers, as typed.
        weights: Of the LSTM of one unit.
        remarks: What in the link could not be used, one sentence each.
    """

    mode: str = REVIEW
    text: str = LECTURE_REVIEW
    forcing: Forcing = field(default_factory=Forcing)
    layer: int = 1
    unit: int = 1
    step: int = 1
    word: int = 1
    source: str = DEFAULT_SOURCE
    numbers: str = ""
    weights: OneUnit = DEFAULT
    remarks: tuple[str, ...] = ()


def visit_from_link(query: Mapping[str, Any], units: Sequence[int], leading: int) -> CellVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon.

    Args:
        query: Parameters of the link.
        units: Units of every LSTM layer, lowest first.
        leading: The unit of the lowest layer to show when the link names none, counted from 1.
    """
    asked = _Asked({name: _one(value) for name, value in query.items()})
    limit = settings().link_limit
    layer = asked.whole("layer", 1, len(units))
    unit = asked.whole("unit", leading if layer == 1 else 1, units[layer - 1])
    numbers = asked.text("numbers", "", limit)
    source = asked.tried("source", DEFAULT_SOURCE, _known_source)
    return CellVisit(
        mode=asked.choice("mode", MODES, REVIEW),
        text=asked.text("text", LECTURE_REVIEW, limit),
        forcing=Forcing(*(asked.choice(gate, CHOICES, LEARNT) for gate in ("forget", "input"))),
        layer=layer,
        unit=unit,
        step=asked.whole("step", 1, _LAST_STEP),
        word=asked.whole("word", 1, _LAST_STEP),
        source=source,
        numbers=numbers,
        weights=asked.tried("weights", DEFAULT, OneUnit.of),
        remarks=tuple(asked.remarks),
    )


class _Asked:
    """The parameters of one link, taken one by one; collects what could not be used."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.remarks: list[str] = []

    def text(self, name: str, default: str, limit: int) -> str:
        """Return a text, cut to what a link carries."""
        text = self.values.get(name, default)
        if len(text) > limit:
            self.remarks.append(f"A link carries {limit} characters; the rest was left out.")
        return text[:limit]

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """Return one of several words."""
        wanted = self.values.get(name, default)
        if wanted in choices:
            return wanted
        known = ", ".join(choices)
        self._replace(f"{name} {wanted[:20]!r}", f"known are {known}", default)
        return default

    def whole(self, name: str, default: int, largest: int) -> int:
        """Return a whole number from 1 to `largest`."""
        wanted = self.values.get(name, str(default))
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        if is_number and 1 <= int(wanted) <= largest:
            return int(wanted)
        self._replace(f"{name} {wanted[:20]!r}", f"there are 1 to {largest}", default)
        return default

    def tried(self, name: str, default: Any, make: Callable[[str], Any]) -> Any:
        """Return what `make` makes of a value, unless it refuses."""
        if name not in self.values:
            return default
        try:
            return make(self.values[name])
        except LessonError as error:
            self.remarks.append(f"{name} in the link: {error}")
            return default

    def _replace(self, asked: str, known: str, used: Any) -> None:
        self.remarks.append(f"The link asks for {asked}; {known}. This is {used}.")


def _known_source(source: str) -> str:
    if source != OWN:
        series_of(source)
    return source


def _one(value: Any) -> str:
    """Return a parameter that was given once or several times: the last one counts."""
    return str(value[-1] if isinstance(value, list) and value else value)
