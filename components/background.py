"""Long work: callbacks that run in a process of their own while others are served."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import uuid4

import diskcache
from dash import DiskcacheManager, callback
from dash.exceptions import PreventUpdate
from diskcache.core import MODE_PICKLE
from plotly.utils import PlotlyJSONEncoder

from components.job_refusals import SaysWhy
from components.notice import show_notice
from core.errors import LessonError, MissingData

_AN_HOUR, _A_MINUTE = 3600, 60
_ENDED = "-ended"
_PATIENT = 5  # of 0 to 19, as in nice
_MEGABYTES_100 = 100 * 2**20
_LOST = (
    "The process that did this has ended before it was done: the server may be out of memory or "
    "disk. Please start it again later."
)
_NO_ROOM = (
    "This server has no room to keep the results of long work: its disk is full or cannot be "
    "written. Whoever runs it can make room, or name another folder in UNROLLED_WORK."
)


class _Plain(diskcache.JSONDisk):
    """Keeps results as the JSON that browsers get in the end; a pickle is neither made nor read.

    The folder is private, so nobody could put a pickle there; were it not, nothing would read it.
    """

    def store(self, value: Any, read: Any, key: Any = diskcache.UNKNOWN) -> Any:
        told = json.dumps(value, cls=PlotlyJSONEncoder).encode()
        return diskcache.Disk.store(self, zlib.compress(told, self.compress_level), read, key=key)

    def fetch(self, mode: int, filename: Any, value: Any, read: Any) -> Any:
        if mode == MODE_PICKLE:
            raise ValueError(
                "There is a pickle among the results of jobs, which nobody here wrote."
            )
        return super().fetch(mode, filename, value, read)


class _Forgetful(diskcache.Cache):
    """A cache that keeps what nobody fetches for an hour at most."""

    def set(self, key: Any, value: Any, expire: float | None = _AN_HOUR, **options: Any) -> bool:
        with _without_room():
            return bool(super().set(key, value, expire=expire, **options))

    def add(self, *given: Any, **options: Any) -> bool:
        with _without_room():
            return bool(super().add(*given, **options))


class _OneJobEach(DiskcacheManager, SaysWhy):
    """A manager under which two visitors who ask for the same get a job and a result each.

    Dash names the result after the question alone; the first visitor to fetch it would take it
    away from the second. A job that cannot be begun, or whose process has ended without a result,
    is said in a sentence.
    """

    def __init__(self, kept: diskcache.Cache) -> None:
        SaysWhy.__init__(self)
        DiskcacheManager.__init__(self, kept)

    def build_cache_key(self, *question: Any) -> str:
        """Return a name that no other job has."""
        return f"{super().build_cache_key(*question)}-{uuid4().hex}"

    def call_job_fn(self, key: str, *asked: Any) -> Any:
        """Return the id of a new job; a sentence where there is no room for its result."""
        try:
            with _without_room():
                return super().call_job_fn(key, *asked)
        except MissingData as error:
            return self.instead(str(error))

    def get_result(self, key: str, job: Any) -> Any:
        """Return what a job returned, `UNDEFINED` before; a sentence where none will come."""
        if sentence := self.sentence_of(job):
            return self.say(key, sentence)
        found = super().get_result(key, job)
        if found is not self.UNDEFINED or not job or self.job_running(job):
            return found
        found = super().get_result(key, job)  # it may have come while we looked
        if found is not self.UNDEFINED or self.handle.get(f"{job}{_ENDED}"):
            return found
        return self.say(key, _LOST)

    def job_running(self, job: Any) -> bool:
        """Say whether the process of a job is alive."""
        return not self.sentence_of(job) and bool(super().job_running(job))

    def terminate_job(self, job: Any) -> None:
        """End a job that nobody waits for any more."""
        if job and not self.sentence_of(job):
            super().terminate_job(job)
            with suppress(MissingData):
                self.handle.set(f"{job}{_ENDED}", 1, expire=_A_MINUTE)

    def get_updated_props(self, key: str) -> dict[str, Any]:
        """Return what a job has set besides its outputs, once."""
        return self.notices(key) or dict(super().get_updated_props(key))


def job_manager(folder: Path) -> DiskcacheManager:
    """Return what runs background callbacks and hands over their results through `folder`.

    Args:
        folder: Private to this server.

    Raises:
        MissingData: Nothing can be written there.
    """
    with _without_room():
        return _OneJobEach(_Forgetful(str(folder), disk=_Plain, size_limit=_MEGABYTES_100))


@contextmanager
def _without_room() -> Iterator[None]:
    """Say in a sentence that results cannot be written; raises `MissingData`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise MissingData(_NO_ROOM) from error


def background_callback(*wiring: Any, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Register a callback that runs in a process of its own; see `dash.callback` for the rest.

    A `LessonError` in it becomes a notice, as in every other callback: Dash itself would hand
    over nothing but the text of a traceback.

    Args:
        wiring: Outputs, inputs and states.
        options: Such as `running`, `progress`, `cancel`, `interval`.

    Example:
        >>> @background_callback(Output("sum", "children"), Input("go", "n_clicks"), progress=[...])
        ... def add_up(say_progress, clicks): ...
    """

    def register(function: Callable[..., Any]) -> Any:
        @wraps(function)
        def explained(*given: Any) -> Any:
            _step_back()
            try:
                return function(*given)
            except LessonError as error:
                show_notice(str(error))
                raise PreventUpdate from error

        return callback(*wiring, background=True, **options)(explained)

    return register


def _step_back() -> None:
    """Let those who answer visitors go first: a job takes the time they leave."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, _PATIENT)
