"""Long work: callbacks that run in a process of their own while others are served."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import uuid4

import diskcache
from dash import DiskcacheManager, callback
from dash.exceptions import PreventUpdate
from diskcache.core import MODE_PICKLE
from plotly.utils import PlotlyJSONEncoder

from components.notice import show_notice
from core.errors import LessonError

_AN_HOUR = 3600
_PATIENT = 5  # of 0 to 19, as in nice
_MEGABYTES_100 = 100 * 2**20


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
        return bool(super().set(key, value, expire=expire, **options))


class _OneJobEach(DiskcacheManager):
    """A manager under which two visitors who ask for the same get a job and a result each.

    Dash names the result after the question alone; the first visitor to fetch it would take it
    away from the second.
    """

    def build_cache_key(self, *question: Any) -> str:
        """Return a name that no other job has."""
        return f"{super().build_cache_key(*question)}-{uuid4().hex}"


def job_manager(folder: Path) -> DiskcacheManager:
    """Return what runs background callbacks and hands over their results through `folder`.

    Args:
        folder: Private to this server.
    """
    return _OneJobEach(_Forgetful(str(folder), disk=_Plain, size_limit=_MEGABYTES_100))


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
