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
                found = super().get_result(key, job)
                is_lost = found is self.UNDEFINED and self._is_lost(key, job)
                return self.say(key, _LOST) if is_lost and not self.result_ready(key) else found
        except LessonError as error:
            return self.say(key, f"{error} {_AGAIN}")

    def _is_lost(self, key: str, job: str) -> bool:
        """Say whether whoever did a job is gone, or nobody is there who could begin it."""
        task = self.get_task(job)
        if task is None or self.handle.backend.get(f"{key}{_ASKED}") is None:
            return task is not None  # Redis has forgotten it
        if task.status == "STARTED":
            told = task.info if isinstance(task.info, dict) else {}
            return told.get("hostname") not in self._queue.workers()
        return task.status == "FAILURE" or (task.status == "PENDING" and not self._queue.workers())

    def job_running(self, job: str) -> bool:
        """Say whether a job is being done or waits."""
        with suppress(LessonError), self._queue.reached():
            return not self.sentence_of(job) and bool(super().job_running(job))
        return False

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
