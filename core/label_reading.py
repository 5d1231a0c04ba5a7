"""Labels as people write them, and how they would read as 0 and 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.contracts import Floats

MOST_VALUES = 12
_NO = frozenset({"negative", "neg", "no", "false", "n", "f", "bad", "different", "unrelated"})
_YES = frozenset(
    {"positive", "pos", "yes", "true", "y", "t", "good", "same", "duplicate", "related"}
)
_NEITHER = frozenset({"neutral", "neu", "mixed", "unknown", "unsure", "n/a", "na", "nan", "none"})
_CUT = 30

# What the numbers in a column are, all of them -> which are 0 and which are 1; the rest is neither.
_Numbers = frozenset[float]
_SCALES: tuple[tuple[str, Callable[[_Numbers], bool], _Numbers, _Numbers], ...] = (
    ("two classes", lambda v: v <= {1, 2}, frozenset({1}), frozenset({2})),
    ("minus one to one", lambda v: v <= {-1, 0, 1}, frozenset({-1}), frozenset({1})),
    ("zero, two, four", lambda v: v <= {0, 2, 4}, frozenset({0}), frozenset({4})),
    ("stars", lambda v: v <= {1, 2, 3, 4, 5}, frozenset({1, 2}), frozenset({4, 5})),
    (
        "points of ten",
        lambda v: v <= set(range(1, 11)),
        frozenset({1, 2, 3, 4}),
        frozenset({7, 8, 9, 10}),
    ),
)


@dataclass(frozen=True)
class LabelReading:
    """How the values of a column read as labels.

    Attributes:
        is_plain: They are 0 and 1 (or empty) already.
        mapping: Value -> 0, 1, or None for neither; empty when no reading is known.
        said: What was found and what would do, for the visitor; empty when plain.
    """

    is_plain: bool
    mapping: Mapping[str, int | None] = field(default_factory=dict)
    said: str = ""

    def read(self, cells: np.ndarray) -> Floats:
        """Return 0, 1, or NaN where there is no label, (N,)."""
        readings = {
            value: np.nan if to is None else float(to) for value, to in self.mapping.items()
        }
        return np.array([readings.get(cell.strip().lower(), np.nan) for cell in cells])


def read_labels(
    values: Sequence[str] | None, column: str, classes: tuple[str, str]
) -> LabelReading:
    """Return how the distinct values of a column read as labels.

    Args:
        values: All distinct values that are not empty; None when there are too many to be labels.
        column: Name of the column.
        classes: What 0 and 1 mean, such as ("negative", "positive").
    """
    if values is None:
        return LabelReading(
            is_plain=False,
            said=f"Column {column} has more than {MOST_VALUES} different values, so it holds no "
            f"labels. Choose a column with 0 ({classes[0]}) and 1 ({classes[1]}), or none.",
        )
    if not values:
        return LabelReading(
            is_plain=False, said=f"Column {column} is empty. Choose another, or none."
        )
    numbers = _numbers(values)
    if numbers is not None and set(numbers.values()) <= {0, 1}:
        return LabelReading(True, {value: int(number) for value, number in numbers.items()})
    mapping = _by_scale(numbers) if numbers is not None else _by_word(values, classes)
    found = ", ".join(value[:_CUT] for value in values)
    if not mapping or not {0, 1} & set(mapping.values()):
        return LabelReading(
            is_plain=False,
            said=f"Column {column} holds {found}, which are not labels I know. Write 0 for "
            f"{classes[0]} and 1 for {classes[1]}, or choose another column.",
        )
    return LabelReading(
        False, mapping, f"Column {column} holds {found}, not 0 and 1. {_told(mapping)}"
    )


def _numbers(values: Sequence[str]) -> dict[str, float] | None:
    """Return every value, lower case, as a number; None unless all of them are whole ones."""
    try:
        numbers = {value.strip().lower(): float(value) for value in values}
    except ValueError:
        return None
    return numbers if all(number.is_integer() for number in numbers.values()) else None


def _by_scale(numbers: Mapping[str, float]) -> dict[str, int | None]:
    present = frozenset(numbers.values())
    for _, fits, no, yes in _SCALES:
        if fits(present):
            return {v: 0 if n in no else 1 if n in yes else None for v, n in numbers.items()}
    return {}


def _by_word(values: Sequence[str], classes: tuple[str, str]) -> dict[str, int | None]:
    """Return the reading of words; nothing when one of them is unknown."""
    readings: dict[str, int | None] = {}
    for value in values:
        word = value.strip().lower()
        if word in _NO | {classes[0], "0"}:
            readings[word] = 0
        elif word in _YES | {classes[1], "1"}:
            readings[word] = 1
        elif word in _NEITHER:
            readings[word] = None
        else:
            return {}
    return readings


def _told(mapping: Mapping[str, int | None]) -> str:
    """Return what to do in words: "It would do to read 1, 2 as 0, read 4, 5 as 1 and …"."""
    parts = []
    for to, words in ((0, "read {} as 0"), (1, "read {} as 1"), (None, "leave out {}")):
        values = [value for value, read in mapping.items() if read == to]
        if values:
            parts.append(words.format(", ".join(values)))
    *first, last = parts
    return f"It would do to {', '.join(first)}{' and ' if first else ''}{last}."
