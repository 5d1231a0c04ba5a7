"""What a link to the page of one neuron asks to see; links are written by anyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.asked import Asked
from core.unrolled_series import OWN, default_source, series_of
from core.unrolling import LARGEST_WEIGHT, MOST_STEPS

FORWARD, BACKWARD = "forward", "backward"
DIRECTIONS = (FORWARD, BACKWARD)
LECTURE_START = (1.0, 1.0, 1.0)
LECTURE_RESULT = (-0.0716, 1.1548, 0.258)  # rounded; the lecture trained it on its 502 companies
DEFAULT_STEPS = 12
LINK_LIMIT = 2_500  # characters of typed numbers that a link may carry


@dataclass(frozen=True)
class UnrolledVisit:
    """What is on show, checked.

    Attributes:
        source: A pattern, `own`, or a ticker.
        numbers: The visitor's own numbers, as typed.
        steps: How many steps are unrolled at most.
        w: The three weights.
        direction: `forward` or `backward`.
        step: Where the player stands, counted from 1; the browser stops at the last one.
        remarks: What in the link could not be used, one sentence each.
    """

    source: str
    numbers: str = ""
    steps: int = DEFAULT_STEPS
    w: tuple[float, float, float] = LECTURE_RESULT
    direction: str = FORWARD
    step: int = 1
    remarks: tuple[str, ...] = ()


def visit_from_link(query: Mapping[str, Any]) -> UnrolledVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon."""
    asked = Asked.of(query)
    w0, w1, w2 = (
        asked.number(f"w{place}", LECTURE_RESULT[place], LARGEST_WEIGHT) for place in range(3)
    )
    return UnrolledVisit(
        source=asked.tried("source", default_source(), _known),
        numbers=asked.text("numbers", "", LINK_LIMIT),
        steps=asked.whole("T", DEFAULT_STEPS, MOST_STEPS),
        w=(w0, w1, w2),
        direction=asked.choice("direction", DIRECTIONS, FORWARD),
        step=asked.whole("step", 1, MOST_STEPS),
        remarks=tuple(asked.remarks),
    )


def _known(source: str) -> str:
    if source != OWN:
        series_of(source, {}, 1)
    return source
