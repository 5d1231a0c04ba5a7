"""Gives runs to Celery workers on however many machines, and fetches what they leave in Redis.

Every server keeps its own folder of runs; nothing but Redis is shared with the workers. Where Redis
is gone, nothing is started (falling back would train on a machine that was not meant to); runs that
train go on and are shown again once it is back.
"""

from __future__ import annotations

import time
from typing import Any

from core import run_estimates, run_folders, runs
from core.celery_queue import ESTIMATE, TRAIN, is_empty, send
from core.errors import InvalidInput, MissingData
from core.file_lock import only_one
from core.local_engine import LocalEngine
from core.redis_shelf import DESK, Shelf, Unreachable
from core.run_collector import Collector
from core.run_folders import OWN_ROWS
from core.run_request import RunRequest
from core.runner import LOCAL
from core.runs import QUEUED

CELERY, TRAINING = "celery", "training"
_LOCK = ".collector.lock"
_PAUSE = 5.0  # seconds before a Redis that was gone is asked again
_REFUSED = (
    "Start Redis again, or train on this machine instead: ENGINE=local (a server has to be "
    "restarted for that)."
)
_GOES_ON = "Runs that are training go on in their workers and are shown again when it is back."
_NO_WORKER = (
    "Nobody is there to train: start a worker with `make worker`, on this machine or another."
)


class CeleryEngine:
    """The engine for more than one machine; see `core.engines.Engine`.

    Args:
        shelf: Where workers leave what happens.
    """

    name = CELERY
    is_elsewhere = True

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._collector = Collector(shelf, _send_again)
        self._local = LocalEngine()
        self._quiet_until, self._said = 0.0, ""

    @classmethod
    def of(cls, url: str) -> CeleryEngine:
        """Return the engine of the workers that share a Redis; raises `InvalidInput`."""
        if not url:
            raise InvalidInput("Celery needs a Redis: REDIS_URL=redis://127.0.0.1:6379/0.")
        return cls(Shelf(url))

    def start(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the id of a new run, which waits until a worker takes it.

        Raises:
            InvalidInput: Too many are waiting.
            MissingData: There is no room, or no folder, or Redis is gone.
        """
        self._check()
        run_id = runs.new_run(request, self.name, own_rows)
        try:
            self._shelf.bring_rows(run_id, own_rows)
            send(TRAIN, run_id, request.to_json())
        except Unreachable as error:
            run_folders.remove(run_folders.runs_root() / run_id)
            raise MissingData(f"{error} {_REFUSED}") from error
        return run_id

    def _check(self) -> None:
        try:
            self._shelf.check()
        except Unreachable as error:
            raise MissingData(f"{error} {_REFUSED}") from error

    def stop(self, run_id: Any) -> None:
        """Ask a run to end with the best it has; one that no worker has taken ends at once.

        Raises:
            MissingData: There is no such run, or Redis is gone.
        """
        folder = run_folders.folder_of(run_id)
        story = runs.story_of(folder)
        if story.by != self.name:
            self._local.stop(run_id)
        elif story.state == QUEUED and self._shelf.claim(folder.name, DESK):
            runs.ask_to_stop(folder.name)
        elif not story.is_over:
            self._shelf.ask_to_stop(folder.name)

    def delete(self, run_id: Any) -> None:
        """Remove a run for good; one that waits is not trained any more; raises `LessonError`."""
        if runs.story_of(run_folders.folder_of(run_id)).state == QUEUED:
            self.stop(run_id)
        runs.delete(run_id)

    def tend(self) -> str:
        """Fetch what workers have left, give lost messages again; return what is wrong now."""
        if any(runs.active(LOCAL)) or run_estimates.is_anything_asked():
            self._local.tend()
        if time.monotonic() < self._quiet_until:
            return self._said
        try:
            self._said = self._fetch()
        except Unreachable as error:
            self._quiet_until = time.monotonic() + _PAUSE
            self._said = f"{error} {_GOES_ON if any(runs.active(self.name)) else _REFUSED}"
        return self._said

    def _fetch(self) -> str:
        with only_one(run_folders.runs_root() / _LOCK) as is_ours:
            ours = list(runs.active(self.name))
            empty = is_empty(self._shelf)
            said = self._collector.collect(ours, is_queue_empty=empty) if is_ours else ""
        if said:
            return said
        is_waiting = any(story.state == QUEUED for _, story in ours)
        return _NO_WORKER if is_waiting and not self._shelf.workers(TRAINING) else ""

    def ask_estimate(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the key of a question what a run would take there; raises `MissingData`."""
        self._check()
        key = run_estimates.key_of(request, own_rows)
        if self._shelf.ask_estimate(key, own_rows):
            if not self._shelf.workers(TRAINING):
                raise MissingData(_NO_WORKER)
            send(ESTIMATE, key, request.to_json())
        return key

    def estimate_of(self, key: str) -> dict[str, Any] | None:
        """Return the answer: `parameters`, `rows`, `rate`, `seconds`, or `refused`; else None."""
        try:
            return self._shelf.answered(key) if key.isalnum() else None
        except Unreachable as error:
            return {"refused": str(error)}


def _send_again(run_id: str, shelf: Shelf) -> None:
    """Put a run into the queue once more: Redis has forgotten its message."""
    folder = run_folders.folder_of(run_id)
    rows = folder / OWN_ROWS
    shelf.bring_rows(run_id, rows.read_bytes() if rows.is_file() else None)
    send(TRAIN, run_id, run_folders.request_of(folder).to_json())
