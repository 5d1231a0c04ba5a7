"""Trains on this machine, in a process of its own that no web server owns; see `core.runner`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from core import run_estimates, run_folders, runs
from core.errors import MissingData
from core.run_request import RunRequest
from core.runner import LOCAL, LOG, is_anything_waiting, mark_lost, runner_lock
from core.runs import RUNNING
from core.settings import PROJECT

_NOT_OURS = (
    "It was stopped here while a Celery worker was training it: this server has no REDIS_URL, so "
    "the worker could not be asked."
)
_DETACHED = '"$@" </dev/null >"$RUNNER_LOG" 2>&1 &'


class LocalEngine:
    """Puts runs into folders and sees to it that a training process looks after them.

    Args:
        begin: Starts that process; the default starts one that nobody is the parent of.
    """

    name = LOCAL
    is_elsewhere = False

    def __init__(self, begin: Callable[[], None] | None = None) -> None:
        self._begin = begin or _start_runner

    def start(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the id of a new run, which waits until its turn has come.

        Raises:
            InvalidInput: Too many are waiting.
            MissingData: There is no room, or no folder.
        """
        run_id = runs.new_run(request, self.name, own_rows)
        self.tend()
        return run_id

    def stop(self, run_id: Any) -> None:
        """Ask a run to end with the best it has; raises `MissingData` where there is none."""
        folder = run_folders.folder_of(run_id)
        story = runs.story_of(folder)
        if story.state == RUNNING and story.by != LOCAL:
            runs.lost(folder, _NOT_OURS)
        else:
            runs.ask_to_stop(run_id)

    def delete(self, run_id: Any) -> None:
        """Remove a run for good; raises `LessonError` where there is none or it is training."""
        runs.delete(run_id)

    def tend(self) -> str:
        """Mark runs whose process is gone, start one where work waits; return what is wrong."""
        with runner_lock() as is_free:
            if not is_free:
                return ""
            mark_lost()
            has_work = is_anything_waiting() or run_estimates.is_anything_asked()
        if has_work:
            self._begin()
        return ""

    def ask_estimate(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the key of a question what a run would take; see `estimate_of`."""
        key = run_estimates.ask(request, own_rows)
        self.tend()
        return key

    def estimate_of(self, key: str) -> dict[str, Any] | None:
        """Return the answer: `parameters`, `rows`, `rate`, `seconds`, or `refused`; else None."""
        return run_estimates.answered(key)


def _start_runner() -> None:
    """Start the training process so that nobody is its parent."""
    log = run_folders.runs_root() / LOG
    command = ["/bin/sh", "-c", _DETACHED, "sh", sys.executable, "-m", "core.runner"]
    try:
        subprocess.run(  # noqa: S603
            command,
            cwd=PROJECT,
            env={**os.environ, "RUNNER_LOG": str(log)},
            start_new_session=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingData("The training process could not be started on this machine.") from error
