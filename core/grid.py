"""Many runs from a few words: `units=5,10,20` and `seed=0,1,2` make nine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from core.errors import InvalidInput
from core.option_form import OptionField
from core.run_request import RunRequest
from core.training_form import HOW, fields_of

MOST_IN_GRID = 27
ALL_ROWS = "all"
_LONGEST_LINE = 600
_ROWS_FIELD = "rows_used"
_EXAMPLE = "Write it as in units=5,10,20."

Grid = Mapping[str, tuple[Any, ...]]


def parse_grid(model: str, lines: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Return setting -> the values it is to take, checked, each value once.

    Args:
        model: Name of the model.
        lines: One setting each, such as `units=5,10,20`; layers of one value are joined with
            hyphens (`units=10-5-1,20-1`). Settings are those of the form: how it learns (epochs,
            batch, learning_rate, validation, seed, rows_used) and the options of the model. `rows`
            means rows_used where the model has no option of that name; `all` is a number of rows.

    Raises:
        InvalidInput: A setting is unknown or named twice, a value is none of its, or there are
            more than `MOST_IN_GRID` combinations.
    """
    known = {field.name: field for field in fields_of(model)}
    found: dict[str, tuple[Any, ...]] = {}
    for line in lines:
        name, values = _split(str(line), known)
        if name in found:
            raise InvalidInput(f"{name} is given twice. {_EXAMPLE}")
        found[name] = tuple(dict.fromkeys(_value(known[name], value) for value in values))
    count = size(found)
    if count > MOST_IN_GRID:
        sizes = " × ".join(str(len(values)) for values in found.values())
        raise InvalidInput(
            f"{sizes} makes {count:,} runs, and a grid has {MOST_IN_GRID} at most. "
            "Take fewer values, or one setting after the other."
        )
    return found


def _split(line: str, known: Mapping[str, OptionField]) -> tuple[str, list[str]]:
    """Return the name of a setting and its values as text."""
    name, is_there, listed = line[: _LONGEST_LINE + 1].partition("=")
    name = name.strip().replace("-", "_").replace(" ", "_")
    values = [value.strip() for value in listed.split(",")]
    if not is_there or not name or "" in values:
        raise InvalidInput(f"A line of a grid is a setting and its values, not {line[:40]!r}. "
                           f"{_EXAMPLE}")  # fmt: skip
    if len(line) > _LONGEST_LINE:
        raise InvalidInput(f"The values of {name[:40]!r} are too many.")
    if name == HOW[_ROWS_FIELD] and name not in known:
        name = _ROWS_FIELD
    if name not in known:
        raise InvalidInput(f"There is no setting {name[:40]!r} here; there is {', '.join(known)}.")
    return name, values


def _value(field: OptionField, given: str) -> Any:
    if field.name == _ROWS_FIELD and given.lower() == ALL_ROWS:
        return ALL_ROWS
    return field.read(given)


def size(grid: Grid) -> int:
    """Return how many runs a grid makes; a grid without settings makes one."""
    return math.prod(len(values) for values in grid.values())


def expand(grid: Grid, base: RunRequest, sweep: str = "") -> list[RunRequest]:
    """Return the runs of a grid, the last setting changing fastest.

    Args:
        grid: As `parse_grid` returned it for the model of `base`.
        base: What all of them share; its note comes before what tells one run from the others.
        sweep: Id that they share.

    Raises:
        LessonError: A combination cannot be trained.
    """
    shared = {**base.to_json(), "sweep": sweep}
    return [
        RunRequest(**_with(shared, dict(zip(grid, values, strict=True))))
        for values in product(*grid.values())
    ]


def _with(shared: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a request with the chosen settings in them and named in its note."""
    how = {HOW[name]: _how(name, value) for name, value in chosen.items() if name in HOW}
    options = {name: value for name, value in chosen.items() if name not in HOW}
    note = ", ".join(filter(None, [str(shared["note"]), told(chosen)]))
    return {**shared, **how, "options": {**shared["options"], **options}, "note": note}


def _how(name: str, value: Any) -> Any:
    return None if name == _ROWS_FIELD and value == ALL_ROWS else value


def told(chosen: Mapping[str, Any]) -> str:
    """Return settings in words: `units 5, seed 0`."""
    return ", ".join(
        f"{'rows' if name == _ROWS_FIELD else name.replace('_', ' ')} {_shown(value)}"
        for name, value in chosen.items()
    )


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
