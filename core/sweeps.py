"""Many runs started together from a form: up to three settings, several values each."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from core import runs, training_desk
from core.engines import engine
from core.errors import InvalidInput, LessonError
from core.grid import expand, parse_grid
from core.own_training import rows_for
from core.run_request import RunRequest
from core.training_form import fields_of, request_of

MOST_SETTINGS = 3
_SEPARATOR = ";"
_LONGEST = 200  # characters of the values of one setting
_CHOOSE = "Choose a setting and give it several values, such as 5, 10, 20."
_FIRST = (("units", "5, 10, 20"), ("learning_rate", "0.003, 0.01, 0.03"), ("distance", "5, 20"))
_SEEDS = ("seed", "0, 1, 2")


def settings_to_vary(model: str) -> list[tuple[str, str]]:
    """Return name and words of every setting of a model that can take several values."""
    return [(field.name, field.name.replace("_", " ")) for field in fields_of(model)]


def first_lines(model: str) -> list[tuple[str, str]]:
    """Return a sweep to begin with: one setting of the model, and three seeds."""
    kinds = {field.name: field.kind for field in fields_of(model)}
    found = [line for line in _FIRST if kinds.get(line[0]) in ("whole", "number")]
    return [*found[:1], _SEEDS]


def lines_from_link(text: Any, model: str) -> list[tuple[str, str]]:
    """Return setting and values of a link, such as `units=5, 10;seed=0, 1`; what is none is left.

    Without any it is the sweep to begin with.
    """
    known = dict(settings_to_vary(model))
    parts = str(text or "")[: 4 * _LONGEST].split(_SEPARATOR)
    pairs = [(name.strip(), values.strip()) for name, _, values in map(_split, parts)]
    found = [(name, values[:_LONGEST]) for name, values in pairs if name in known and values]
    return found[:MOST_SETTINGS] or first_lines(model)


def _split(line: str) -> tuple[str, str, str]:
    return line.partition("=")


def lines_of(names: Sequence[Any], values: Sequence[Any]) -> list[str]:
    """Return the lines of a grid: those where both the setting and its values are given."""
    given = zip(names, values, strict=True)
    return [
        f"{name}={str(text).strip()}" for name, text in given if name and str(text or "").strip()
    ]


def link_of(lines: Sequence[str]) -> str:
    """Return the lines as a link carries them."""
    return _SEPARATOR.join(lines)


def counted(model: str, text: str, lines: Sequence[str]) -> tuple[str, str, int]:
    """Return how many runs a form makes, in words; what is wrong with it; and their number.

    Args:
        model: Name of the model.
        text: The changed settings of the form, which all runs share.
        lines: Settings with their values.
    """
    if not lines:
        return _CHOOSE, "", 0
    try:
        grid = parse_grid(model, lines)
        made = expand(grid, request_of(model, text))
    except LessonError as error:
        return "", str(error), 0
    sizes = " \u00d7 ".join(str(len(values)) for values in grid.values())
    count = len(made)
    if count == 1:
        return "1 run. Give a setting several values, with commas between them.", "", 1
    return f"{sizes} = {count} runs." if len(grid) > 1 else f"{count} runs.", "", count


def _requests(
    model: str, text: str, note: Any, dataset: str, lines: Sequence[str]
) -> list[RunRequest]:
    if not lines:
        raise InvalidInput(_CHOOSE)
    base = request_of(model, text, dataset=dataset, note=str(note or ""))
    return expand(parse_grid(model, lines), base, f"{secrets.token_hex(6)}")


def start_sweep(
    model: str, text: str, lines: Sequence[str], note: Any = "", held: Any = None
) -> tuple[list[str], str]:
    """Start every run of a form; return their ids, and the id that they share.

    Args:
        model: Name of the model.
        text: The changed settings that all runs share.
        lines: Settings with their values.
        note: A name for the runs, before what tells one from the others.
        held: {token, name} of the visitor's own rows; None for the lecture's data.

    Raises:
        LessonError: One of them cannot be trained, or there is no room for all of them.
    """
    rows = rows_for(held, model)
    asked = _requests(model, text, note, training_desk.whose(rows), lines)
    runs.require_room_to_wait(len(asked))
    return training_desk.start(asked, rows), asked[0].sweep


def weigh_sweep(model: str, text: str, lines: Sequence[str], held: Any = None) -> dict[str, Any]:
    """Return the question how long a form's runs would take: `keys` of estimates, number of `runs`.

    What is tried are the first and the last of them, where all settings have their first and last
    values; their mean stands for all.

    Raises:
        LessonError: One of them cannot be trained.
    """
    rows = rows_for(held, model)
    asked = _requests(model, text, "", training_desk.whose(rows), lines)
    ends = (asked[0], asked[-1])
    keys = dict.fromkeys(engine().ask_estimate(request, rows) for request in ends)
    return {"keys": list(keys), "runs": len(asked)}


def sweep_estimate(question: Any) -> str:
    """Return how long the runs of a question should take, in a sentence; empty while unknown."""
    if not isinstance(question, Mapping):
        return ""
    keys = [key for key in question.get("keys") or () if isinstance(key, str)][:2]
    answers = [engine().estimate_of(key) for key in keys]
    if not answers or not all(answers):
        return ""
    refused = next((one["refused"] for one in answers if one and "refused" in one), "")
    if refused:
        return str(refused)
    seconds = [float(one["seconds"]) for one in answers if one]
    count = question.get("runs") if isinstance(question.get("runs"), int) else 1
    total = training_desk.duration(sum(seconds) / len(seconds) * (count or 1))
    each = " to ".join(dict.fromkeys(training_desk.duration(one) for one in sorted(seconds)))
    return f"About {total} for {count} runs, one after the other; {each} each."
