"""What a link to the page of the cell asks to see; links are written by anyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.asked import Asked
from core.cell_series import OWN, series_of
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
    asked = Asked.of(query)
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


def _known_source(source: str) -> str:
    if source != OWN:
        series_of(source)
    return source
