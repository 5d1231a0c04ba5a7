"""What a link to the page of convolution asks to see; links are written by anyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.asked import Asked
from core.cell_series import LONGEST, OWN
from core.conv_answer import DEFAULT_NUMBERS, LECTURE, LECTURE_FILTERS, conv_series
from core.convolution import LONGEST_KERNEL, MOST_FILTERS, PADDINGS, STRIDES, filters_of
from core.review import LECTURE_REVIEW
from core.settings import settings


@dataclass(frozen=True)
class ConvVisit:
    """What is on show, checked.

    Attributes:
        source: The series: the lecture's, a pattern, `own`, or a stock price.
        numbers: The visitor's own numbers, as typed.
        padding: `same` or `valid`.
        stride: 1 to 4.
        filters: As `core.convolution.filters_of` reads them.
        chosen: Which filter lies on the series, counted from 1.
        step: Where it lies, counted from 1; the browser stops at the last place.
        text: The review that the trained filters read.
        remarks: What in the link could not be used, one sentence each.
    """

    source: str = LECTURE
    numbers: str = DEFAULT_NUMBERS
    padding: str = "same"
    stride: int = 1
    filters: str = LECTURE_FILTERS
    chosen: int = 1
    step: int = 1
    text: str = LECTURE_REVIEW
    remarks: tuple[str, ...] = ()


def conv_visit(query: Mapping[str, Any]) -> ConvVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon."""
    asked = Asked.of(query)
    limit = settings().link_limit
    return ConvVisit(
        source=asked.tried("source", LECTURE, _known_source),
        numbers=asked.text("numbers", DEFAULT_NUMBERS, limit),
        padding=asked.choice("padding", PADDINGS, "same"),
        stride=asked.whole("stride", 1, max(STRIDES)),
        filters=asked.tried("filters", LECTURE_FILTERS, _known_filters),
        chosen=asked.whole("filter", 1, MOST_FILTERS),
        step=asked.whole("step", 1, LONGEST + LONGEST_KERNEL),
        text=asked.text("text", LECTURE_REVIEW, limit),
        remarks=tuple(asked.remarks),
    )


def _known_source(source: str) -> str:
    if source != OWN:
        conv_series(source)
    return source


def _known_filters(written: str) -> str:
    filters_of(written)
    return written
