"""The training process of this machine: `python -m core.runner`, started by the local engine.

One at a time, held by a lock on a file that the system lets go of when it ends in whatever way. It
trains what waits, one run after the other, and ends when nothing has waited for a while. It belongs
to no web server: closed browsers and restarts do not touch it.

`--attended` is how a Celery worker starts it: it then ends when the worker does, in whatever way,
for the other end of its standard input is gone.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from core import run_folders, runs
from core.errors import LessonError
from core.file_lock import only_one
from core.run_estimates import answer_next
from core.run_sink import train_in
from core.runs import QUEUED, RUNNING

LOCAL = "local"
LOCK, LOG = ".runner.lock", ".runner.log"
ATTENDED = "--attended"
_ALONE = 4  # exit code of a process whose parent is gone
_IDLE = 60.0
_PAUSE = 0.1
_PATIENT = 5  # of 0 to 19, as in nice
_LOST = (
    "The training process ended before the run did: it was stopped from outside, or the machine "
    "had no memory left."
)


def runner_lock(patience: float = 0.0) -> AbstractContextManager[bool]:
    """Hold the place of this machine's training process; gives False when another one has it.

    Args:
        patience: Seconds to try for.
    """
    return only_one(run_folders.runs_root() / LOCK, patience)


def mark_lost() -> None:
    """Mark the runs as failed whose training process is gone; call it with the lock held."""
    for folder in _local(RUNNING):
        with suppress(LessonError, OSError):
            runs.lost(folder, _LOST)


def is_anything_waiting() -> bool:
    """Say whether a run waits for this machine."""
    return next(_local(QUEUED), None) is not None


def _local(state: str) -> Iterator[Path]:
    """Yield the folders of runs of this machine in a state, the oldest first."""
    for folder, story in runs.active(LOCAL):
        if story.state == state:
            yield folder


def work_through(idle: float = _IDLE) -> None:
    """Train what waits until nothing has waited for `idle` seconds."""
    until = time.monotonic() + idle
    while time.monotonic() < until:
        if answer_next():
            until = time.monotonic() + idle
            continue
        folder = next(_local(QUEUED), None)
        if folder is None:
            time.sleep(_PAUSE)
            continue
        _train(folder)
        until = time.monotonic() + idle


def _train(folder: Path) -> None:
    try:
        train_in(folder)
    except (LessonError, OSError) as error:  # what the run itself could not be told
        logging.getLogger("unrolled.training").error("%s: %s", folder.name, error)
        said = str(error) if isinstance(error, LessonError) else run_folders.disk_said(error)
        with suppress(LessonError, OSError):
            runs.lost(folder, said)


def _end_with_parent() -> None:
    """End this process when whoever started it is gone."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(_ALONE)

    threading.Thread(target=wait, daemon=True).start()


def main(is_attended: bool = False) -> int:
    """Work until nothing is left to do; return at once when another process does."""
    if is_attended:
        _end_with_parent()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, _PATIENT)
    with runner_lock(patience=2.0) as is_mine:
        if is_mine:
            mark_lost()
            work_through()
    return 0


if __name__ == "__main__":
    sys.exit(main(ATTENDED in sys.argv[1:]))
