"""A grid of runs from the command line: start all of them, watch them, say what came out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from core import run_folders, runs, training
from core.engines import Engine
from core.errors import LessonError, MissingData
from core.grid import expand, parse_grid
from core.run_request import RunRequest
from core.runs import FAILED, QUEUED
from core.swept import Sweep

_PAUSE = 0.5
_FIGURES = ("state", "epoch", "val_loss", "accuracy", "loss", "seconds", "parameters", "id")


@dataclass(frozen=True)
class Watched:
    """How far the runs of a grid are.

    Attributes:
        over, training, waiting: How many of them.
        said: What is wrong with the engine now, or nothing.
    """

    over: int
    training: int
    waiting: int
    said: str = ""


def start_grid(trainer: Engine, base: RunRequest, lines: Sequence[str]) -> tuple[str, list[str]]:
    """Start every run of a grid; return the id that they share, and theirs.

    Args:
        trainer: Who trains them.
        base: What all of them share.
        lines: Settings with their values, as `core.grid.parse_grid` reads them.

    Raises:
        LessonError: One of them cannot be trained, or there is no room for all; none goes on then.
    """
    sweep = secrets.token_hex(6)
    asked = expand(parse_grid(base.model, lines), base, sweep)
    if not trainer.is_elsewhere and base.spec.fit is None:
        training.require_keras()
    runs.require_room_to_wait(len(asked))
    started: list[str] = []
    try:
        for request in asked:
            started.append(trainer.start(request))
    except LessonError:
        stop_all(trainer, started)
        raise
    return sweep, started


def stop_all(trainer: Engine, run_ids: Sequence[str]) -> None:
    """Ask runs to end with the best they have, the last one first; those that wait end at once."""
    for run_id in reversed(run_ids):
        with suppress(LessonError):
            trainer.stop(run_id)


def watch(trainer: Engine, run_ids: Sequence[str]) -> Iterator[Watched]:
    """Yield how far runs are, twice a second, until all of them are over."""
    root = run_folders.runs_root()
    while True:
        said = trainer.tend()
        stories = [runs.story_of(root / run_id) for run_id in run_ids]
        over = sum(story.is_over for story in stories)
        waiting = sum(story.state == QUEUED for story in stories)
        yield Watched(over, len(stories) - over - waiting, waiting, said)
        if over == len(stories):
            return
        time.sleep(_PAUSE)


def require_success(sweep: Sweep) -> None:
    """Raise `MissingData` where a run of a sweep has failed, with the reason of the first."""
    failed = [row for row in sweep.rows if row["state"] == FAILED]
    if failed:
        raise MissingData(
            f"{len(failed)} of {len(sweep.rows)} runs failed. {failed[0]['id']}: "
            f"{failed[0]['said']}"
        )


def as_table(sweep: Sweep) -> str:
    """Return a line of text per run, the best one first and marked."""
    head = ["", *sweep.settings, *_FIGURES]
    lines = [
        ["*" if row["id"] == sweep.best else "", *map(_cell, _values(sweep, row))]
        for row in _ranked(sweep)
    ]
    widths = [max(len(line[place]) for line in (head, *lines)) for place in range(len(head))]
    return "\n".join(
        "  ".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *lines)
    )


def as_json(sweep: Sweep) -> dict[str, Any]:
    """Return plain values: the settings that vary, the id of the best run, and all, best first."""
    names = (*_FIGURES, "epochs", "rows", "said", "model", "data", "sweep")
    found = [
        {**row["values"], **{name: row[name] for name in names if name not in row["values"]}}
        for row in _ranked(sweep)
    ]
    return {"settings": list(sweep.settings), "best": sweep.best, "runs": found}


def _values(sweep: Sweep, row: Any) -> list[Any]:
    return [*(row["values"][name] for name in sweep.settings), *(row[name] for name in _FIGURES)]


def _ranked(sweep: Sweep) -> list[Any]:
    return sorted(
        sweep.rows, key=lambda row: (row[sweep.score] is None, row[sweep.score] or 0, row["id"])
    )


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
