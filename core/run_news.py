"""What a page that watches runs has to be told: new lines of those shown, the list of all."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from core import runs
from core.engines import engine
from core.errors import LessonError
from core.runs import QUEUED, Run
from core.training_form import told

MOST_SHOWN = 6
_OFTEN = 2  # times a second that the folders are looked at, however many visitors watch


def news(asked: Any) -> dict[str, Any]:
    """Return what has happened since a page last asked.

    Args:
        asked: `runs`: id -> byte from which lines are new; `stamp`: of the list it has.

    Returns:
        `runs`: id -> `lines`, `next`, or `gone` with a sentence; `rows` of the table, None where
        they are as before; `stamp`; `said`: what is wrong with the engine; `is_active`.
    """
    asked = asked if isinstance(asked, Mapping) else {}
    shown = asked.get("runs") if isinstance(asked.get("runs"), Mapping) else {}
    rows, stamp, said = _listing(int(time.monotonic() * _OFTEN))
    return {
        "runs": {
            str(name): _lines(name, start) for name, start in list(shown.items())[:MOST_SHOWN]
        },
        "rows": None if stamp == asked.get("stamp") else list(rows),
        "stamp": stamp,
        "said": said,
        "is_active": any(row["is_active"] for row in rows),
    }


def _lines(name: Any, start: Any) -> dict[str, Any]:
    try:
        lines, end = runs.progress(name, start if isinstance(start, int) else 0)
    except LessonError as error:
        return {"gone": str(error)}
    return {"lines": lines, "next": end}


@lru_cache(maxsize=1)
def _listing(moment: int) -> tuple[tuple[dict[str, Any], ...], str, str]:
    """Return the rows of the table, what they are known by, and what is wrong now."""
    del moment
    try:
        said = engine().tend()
        rows = tuple(run_row(run) for run in runs.every_run())
    except LessonError as error:
        said, rows = str(error), ()
    content = json.dumps(rows, sort_keys=True, default=str).encode()
    return rows, hashlib.sha256(content).hexdigest()[:16], said


def run_row(run: Run) -> dict[str, Any]:
    """Return one run as a row of the table: plain values, None where there is none yet."""
    story, request = run.story, run.request
    best = story.best or {}
    seconds = None if story.begun is None else (story.ended or time.time()) - story.begun
    return {
        "id": run.id,
        "model": request.model,
        "title": request.spec.title,
        "task": request.spec.task,
        "note": request.note,
        "settings": told(request),
        "data": request.dataset,
        "state": story.state,
        "position": run.position,
        "said": story.said,
        "epoch": story.last.get("epoch", 0),
        "epochs": request.epochs,
        "loss": best.get("loss"),
        "val_loss": best.get("val_loss"),
        "accuracy": best.get("val_accuracy", best.get("accuracy")),
        "parameters": story.plan.get("parameters"),
        "rows": story.plan.get("rows"),
        "seconds": None if seconds is None else round(seconds),
        "pinned": run.is_pinned,
        "has_model": run.has_model,
        "megabytes": round(run.size / 2**20, 1),
        "sweep": request.sweep,
        "is_active": not story.is_over,
        "is_waiting": story.state == QUEUED,
    }
