"""A Celery worker that trains: takes one run after the other, in a training process of its own.

That process is the local engine's, in a private folder of this worker: limits of time and memory,
stopping and keeping the best epoch are the same code. It ends when the worker does.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from core import run_folders, runs
from core.celery_engine import TRAINING
from core.celery_queue import ESTIMATE, QUEUE, TRAIN, queue
from core.errors import LessonError
from core.local_engine import LocalEngine
from core.presence import signed_in
from core.redis_shelf import Shelf, Unreachable
from core.run_carrier import Carrier, refuse
from core.run_request import RunRequest
from core.runner import ATTENDED, LOCAL, LOG
from core.runs import QUEUED
from core.settings import PROJECT

log = logging.getLogger("unrolled.worker")
_PAUSE = 0.5
_STARTS = 5  # training processes that may end before a run begins
_CANNOT_START = "The training process of the worker ends before the run begins."
_ANSWERING = 120.0  # seconds for an estimate
_Found = TypeVar("_Found")


class AttendedRunner:
    """The training process of this worker; it reads a pipe from it, so it ends with it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    def begin(self) -> None:
        """Start it unless it is there."""
        if self._process is not None and self._process.poll() is None:
            return
        self.starts += 1
        command = [sys.executable, "-m", "core.runner", ATTENDED]
        with (run_folders.runs_root() / LOG).open("ab") as said:
            self._process = subprocess.Popen(  # noqa: S603
                command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip

    def end(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class TrainingWorker:
    """Does what messages say, one after the other.

    Args:
        shelf: Where desks look.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.name = f"{TRAINING}:{socket.gethostname()[:60]}:{os.getpid()}"
        self._shelf = shelf
        self._runner = AttendedRunner()
        self._engine = LocalEngine(self._runner.begin)
        self.closing = threading.Event()

    def train(self, run_id: Any, told: Any) -> None:
        """Train a run unless somebody has had it already."""
        if not run_folders.is_id(run_id):
            return
        owner = f"{self.name}:{secrets.token_hex(4)}"
        if not self._patiently(lambda: self._shelf.claim(run_id, owner)):
            return
        log.warning("%s: taken.", run_id)
        try:
            self._carry(run_id, owner, told)
        except (LessonError, OSError) as error:
            said = str(error) if isinstance(error, LessonError) else run_folders.disk_said(error)
            self._give_up(run_id, said)
        except (MemoryError, ValueError, TypeError, ArithmeticError, RuntimeError) as error:
            log.exception("%s: failed.", run_id)
            self._give_up(run_id, f"The worker could not train it ({type(error).__name__}).")
        finally:
            run_folders.remove(run_folders.runs_root() / run_id)
        log.warning("%s: over.", run_id)

    def _give_up(self, run_id: str, why: str) -> None:
        self._runner.end()
        self._patiently(lambda: refuse(self._shelf, run_id, why))

    def _carry(self, run_id: str, owner: str, told: Any) -> None:
        request = RunRequest.from_json(told)
        rows = self._patiently(lambda: self._shelf.rows(run_id))
        first = {"kind": runs.STATE, "state": QUEUED, "by": LOCAL, "time": time.time()}
        folder = run_folders.runs_root() / run_folders.create(request, first, rows, run_id)
        self._runner.starts = 0
        carrier = Carrier(self._shelf, owner, folder, self._tend, self.closing.is_set)
        if not carrier.carry():
            log.warning("%s: taken away.", run_id)
            self._runner.end()

    def _tend(self) -> None:
        """See to it that a process trains; give up one that never begins."""
        self._engine.tend()
        if self._runner.starts > _STARTS:
            for folder, story in runs.active(LOCAL):
                if story.state == QUEUED:
                    runs.lost(folder, _CANNOT_START)

    def estimate(self, key: Any, told: Any) -> None:
        """Answer what a run would take here."""
        if not (isinstance(key, str) and key.isalnum()):
            return
        try:
            rows = self._patiently(lambda: self._shelf.estimate_rows(key))
            answer = self._estimated(RunRequest.from_json(told), rows)
        except (LessonError, OSError) as error:
            answer = {"refused": str(error)}
        self._patiently(lambda: self._shelf.answer(key, answer))

    def _estimated(self, request: RunRequest, rows: bytes | None) -> Mapping[str, Any]:
        key, until = self._engine.ask_estimate(request, rows), time.monotonic() + _ANSWERING
        while (answer := self._engine.estimate_of(key)) is None:
            if self.closing.is_set() or time.monotonic() > until:
                return {"refused": "The worker could not find out in time."}
            self._engine.tend()
            time.sleep(_PAUSE)
        return answer

    def _patiently(self, ask: Callable[[], _Found]) -> _Found | None:
        """Ask until Redis answers; None when this worker has to end before that."""
        while not self.closing.is_set():
            with suppress(Unreachable):
                return ask()
            time.sleep(_PAUSE)
        return None

    def leave(self) -> None:
        """End the training process."""
        self.closing.set()
        self._runner.end()


def work(url: str) -> int:
    """Train what comes through the queue until somebody ends this process; return its exit code.

    A first signal to end stops the run in progress, its best epoch kept; a second one ends at once.
    """
    from celery import signals

    shelf, app = Shelf(url), queue()
    worker = TrainingWorker(shelf)

    @app.task(name=TRAIN)
    def train(run_id: Any, told: Any) -> None:
        worker.train(run_id, told)

    @app.task(name=ESTIMATE)
    def estimate(key: Any, told: Any) -> None:
        worker.estimate(key, told)

    signals.worker_shutting_down.connect(lambda **_: worker.closing.set(), weak=False)
    controller = app.Worker(
        hostname=worker.name.replace(":", "-"), pool="solo", concurrency=1, queues=[QUEUE],
        loglevel="WARNING", without_gossip=True, without_mingle=True, without_heartbeat=True,
        optimization="fair", quiet=True,
    )  # fmt: skip
    try:
        with signed_in(shelf, worker.name):
            controller.start()
    finally:
        worker.leave()
    return int(controller.exitcode or 0)
