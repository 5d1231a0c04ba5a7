"""The queue of long jobs that visitors ask for on pages, for Celery workers beside the server.

What visitors upload lies in the work folder, so only workers that share it can do their jobs: each
signs in with the mark of its folder, and a server looks for its own.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.celery_queue import PATIENCE
from core.errors import MissingData
from core.presence import signed_in
from core.redis_shelf import Shelf, Unreachable, place_of
from core.work_folder import work_folder

JOBS = "jobs"
PLACES = 6  # jobs at a time; the long ones among them wait for each other, see core.job_slots
_QUEUE, _PREFIX = "unrolled-jobs", "unrolled-jobs:"
_KEPT_SECONDS = 3600
_NO_WORKER = (
    "Long computations are done by a worker here, and none is running beside this server. "
    "Whoever runs it can start one with `make worker`, with the same REDIS_URL and UNROLLED_WORK."
)


class JobQueue:
    """Where long jobs go and their results come back.

    Attributes:
        app: The Celery app that callbacks are registered with.
        secret: What this server signs the handles of jobs with.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._shelf = url, Shelf(url)
        self.secret = secret_of(folder)
        self._mark = hashlib.sha256(self.secret).hexdigest()[:12]
        self.app = _app(url)

    def require_worker(self) -> None:
        """Raise `MissingData` unless a worker is there that shares the work folder."""
        if not self.workers():
            raise MissingData(_NO_WORKER)

    def workers(self) -> list[str]:
        """Return the workers that can do the jobs of this server; raises `Unreachable`."""
        return self._shelf.workers(f"{JOBS}:{self._mark}")

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Turn what Redis and Celery raise when they are gone into `Unreachable`."""
        import kombu.exceptions
        import redis

        try:
            yield
        except (redis.RedisError, kombu.exceptions.OperationalError, OSError) as error:
            raise Unreachable(f"Redis at {place_of(self._url)} cannot be reached.") from error

    def work(self) -> int:
        """Do jobs until somebody ends this process; return its exit code.

        The callbacks have to be registered with `app` before.
        """
        name = f"{JOBS}:{self._mark}:{socket.gethostname()[:60]}:{os.getpid()}"
        controller = self.app.Worker(
            hostname=name, pool="prefork", concurrency=PLACES, queues=[_QUEUE],
            loglevel="WARNING", without_gossip=True, without_mingle=True, without_heartbeat=True,
            optimization="fair", quiet=True,
        )  # fmt: skip
        with signed_in(self._shelf, name):
            controller.start()
        return int(controller.exitcode or 0)


@lru_cache(maxsize=1)
def _app(url: str) -> Any:
    from celery import Celery

    app = Celery("unrolled-jobs", broker=url, backend=url, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        result_serializer="json",
        accept_content=["json"],
        task_default_queue=_QUEUE,
        task_track_started=True,
        task_publish_retry=False,
        result_expires=_KEPT_SECONDS,
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=20,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={**PATIENCE, "global_keyprefix": _PREFIX},
        redis_socket_connect_timeout=PATIENCE["socket_connect_timeout"],
        redis_socket_timeout=PATIENCE["socket_timeout"],
        result_backend_transport_options={
            "global_keyprefix": _PREFIX,
            "retry_policy": {"max_retries": 3},
        },
    )
    return app


def secret_of(folder: Path) -> bytes:
    """Return a random secret of all who share a private folder; the first one writes it."""
    path = folder / "secret"
    unfinished = folder / f".{secrets.token_hex(8)}"
    if not path.is_file():
        try:
            unfinished.write_bytes(secrets.token_bytes(32))
            os.link(unfinished, path)  # never half written, and the first one wins
        except FileExistsError:
            pass
        finally:
            unfinished.unlink(missing_ok=True)
    return path.read_bytes()


def job_queue(url: str) -> JobQueue:
    """Return the queue of the server with this process's work folder; raises `LessonError`."""
    return JobQueue(url, work_folder("jobs"))
