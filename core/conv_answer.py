"""What the browser gets of kernels along a series: one small answer that it steps through."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.cell_series import LONGEST, OWN, PATTERNS, Series, series_of
from core.contracts import Floats
from core.convolution import (
    LECTURE_KERNEL,
    PADDINGS,
    RECIPES,
    STRIDES,
    Convolved,
    Filter,
    convolved,
    filters_of,
    padding_of,
    turned,
)
from core.errors import InvalidInput
from core.typed_numbers import numbers_of, typed_words

LECTURE = "lecture"
LECTURE_INPUT = (0.0, 1.0, 2.0, 1.0, 0.0)
LECTURE_FILTERS = ",".join(f"{weight:g}" for weight in LECTURE_KERNEL) + "|0"
DEFAULT_NUMBERS = "3 1 4 1 5 9 2 6"
_DIGITS = 6


def conv_titles() -> dict[str, str]:
    """Return name -> title of the series made for the page, the lecture's first."""
    made = {name: title for name, (title, _) in PATTERNS.items()}
    return {LECTURE: "The lecture\u2019s: 0 1 2 1 0", **made}


def conv_series(source: Any, numbers: Any = "") -> Series:
    """Return a series as it is: one's own numbers are not scaled here.

    Raises:
        InvalidInput: No such series; or numbers that are none.
    """
    if source == LECTURE:
        return Series(np.array(LECTURE_INPUT), "The lecture\u2019s series", "Five numbers.")
    if source != OWN:
        return series_of(source)
    words = typed_words(numbers)
    cut = f"The first {LONGEST} of your" if len(words) > LONGEST else "Your"
    return Series(numbers_of(words[:LONGEST]), "Your numbers", f"{cut} {len(words):,} numbers.")


def conv_answer(
    source: Any, numbers: Any, padding: Any, stride: Any, written: Any
) -> dict[str, Any]:
    """Return series, filters and sums; `missing` says why there are none.

    `zeros` how many stand before and after; `starts` (T',) where each window begins in the padded
    series; `sums` (F, T'); `turned` (F, T') the sums of `np.convolve`, which turns the kernel
    round; `recipes` name -> weights for a kernel of this length, and what it does.
    """
    try:
        series, filters = conv_series(source, numbers), filters_of(written)
        stride = _one_of("stride", stride, STRIDES)
        padding = _one_of("padding", padding, PADDINGS)
        made = [convolved(series.values, one, padding, stride) for one in filters]
    except InvalidInput as error:
        return {"missing": str(error)}
    there = [convolved(series.values, turned(one), padding, stride) for one in filters]
    K = len(filters[0].weights)
    return {
        "series": _rounded(series.values),
        "title": series.title,
        "note": series.note,
        "filters": [[*one.weights, one.bias] for one in filters],
        "size": K,
        "padding": padding,
        "stride": stride,
        "zeros": padding_of(len(series.values), K, padding, stride),
        "starts": made[0].starts.tolist(),
        "sums": [_rounded(one.sums) for one in made],
        "turned": [_rounded(one.sums) for one in there],
        "recipes": [[name, list(make(K)), why] for name, (make, why) in RECIPES.items()],
    }


def _one_of(what: str, value: Any, choices: tuple[Any, ...]) -> Any:
    """Return the choice that a control or a link means."""
    for choice in choices:
        if str(value) == str(choice):
            return choice
    known = ", ".join(str(choice) for choice in choices)
    raise InvalidInput(f"There is no {what} {str(value)[:20]!r}. Choose one of: {known}.")


def _rounded(values: Floats) -> list[float]:
    return np.round(values, _DIGITS).tolist()


def lecture_example() -> Convolved:
    """Return the lecture's example: its kernel along its series, padding \u201csame\u201d."""
    return convolved(np.array(LECTURE_INPUT), Filter(LECTURE_KERNEL), "same")
