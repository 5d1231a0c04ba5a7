"""Background callbacks done by Celery workers beside the server, where Redis is named."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol
from uuid import uuid4

from dash import CeleryManager

from components.job_refusals import SaysWhy
from core.errors import LessonError

_AGAIN = "Please start it again later."
_LOST = f"The worker that did this is gone, and what it had done with it. {_AGAIN}"
_ASKED = "-asked"
_OPEN, _OVER, _GONE = "open", "over", "gone"


class Queue(Protocol):
    """See `core.job_queue.JobQueue`."""

    @property
    def app(self) -> Any:
        """Return the Celery app."""
        ...

    @property
    def secret(self) -> bytes:
        """Return what the handles of jobs are signed with."""
        ...

    def require_worker(self) -> None:
        """Raise `LessonError` where nobody would do a job."""
        ...

    def workers(self) -> list[str]:
        """Return the names of those who would."""
        ...

    def reached(self) -> AbstractContextManager[None]:
        """Turn errors of the network into a `LessonError`."""
        ...


class WorkerJobs(CeleryManager, SaysWhy):
    """A manager that says so where nobody does a job, or whoever did it is gone.

    Two visitors who ask for the same get a job and a result each. Nothing of it is needed for
    showing a page, so a Redis that is gone only keeps long jobs from being done.
    """

    def __init__(self, queue: Queue) -> None:
        SaysWhy.__init__(self)
        self._queue = queue
        self._open: set[str] = set()
        CeleryManager.__init__(self, queue.app)

    def build_cache_key(self, *question: Any) -> str:
        """Return a name that no other job has."""
        return f"{super().build_cache_key(*question)}-{uuid4().hex}"

    def get_or_create_signing_secret(self, generate: Any) -> bytes:
        """Return the secret of this server's work folder."""
        del generate
        return self._queue.secret

    def call_job_fn(self, key: str, *asked: Any) -> str:
        """Return the id of a new job; a sentence where nobody would do it."""
        try:
            with self._queue.reached():
                self._queue.require_worker()
                self.handle.backend.set(f"{key}{_ASKED}", "1")
                return str(super().call_job_fn(key, *asked))
        except LessonError as error:
            return self.instead(str(error))

    def get_progress(self, key: str) -> Any:
        """Return what a job has said since the last time, or None."""
        with suppress(LessonError), self._queue.reached():
            return super().get_progress(key)

    def get_result(self, key: str, job: str) -> Any:
        """Return what a job returned, `UNDEFINED` before; a sentence where it is lost."""
        sentence = self.sentence_of(job)
        if sentence:
            return self.say(key, sentence)
        try:
            with self._queue.reached():
                return self._found(key, job)
        except LessonError as error:
            return self.say(key, f"{error} {_AGAIN}")

    def _found(self, key: str, job: str) -> Any:
        found = super().get_result(key, job)
        if found is not self.UNDEFINED:
            return found
        state = self._state(key, job)
        if self.result_ready(key):  # it came while we looked
            return super().get_result(key, job)
        if state == _OPEN:
            self._open.add(job)
            return found
        return self.say(key, _LOST if state == _GONE else "")

    def _state(self, key: str, job: str) -> str:
        """Return whether a job will have a result: it is open, over, or whoever did it is gone."""
        task = self.get_task(job)
        if task is None or task.status in ("SUCCESS", "REVOKED"):
            return _OVER
        if task.status == "FAILURE" or self.handle.backend.get(f"{key}{_ASKED}") is None:
            return _GONE
        workers = self._queue.workers()
        if task.status == "STARTED":
            told = task.info if isinstance(task.info, dict) else {}
            return _OPEN if told.get("hostname") in workers else _GONE
        return _OPEN if workers else _GONE

    def job_running(self, job: str) -> bool:
        """Say whether a job was found open by `get_result` just now; Dash asks right after it.

        Asking Celery once more would lose a result that comes between the two.
        """
        is_open = job in self._open
        self._open.discard(job)
        return is_open

    def get_updated_props(self, key: str) -> dict[str, Any]:
        """Return what a job has set besides its outputs, once."""
        said = self.notices(key)
        with suppress(LessonError), self._queue.reached():
            place = self._make_set_props_key(key)
            found = None if said else self.handle.backend.get(place)
            if found is not None:
                self.clear_cache_entry(place)
                return dict(json.loads(found))
        return said

    def terminate_job(self, job: str) -> None:
        """End a job."""
        with suppress(LessonError), self._queue.reached():
            if job and not self.sentence_of(job):
                super().terminate_job(job)
