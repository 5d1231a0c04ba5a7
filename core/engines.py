"""Who trains, and what a page may ask of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from core.run_request import RunRequest
from core.settings import serving


class Engine(Protocol):
    """Takes runs and sees to it that they are trained, whoever asks and whether one watches.

    Attributes:
        name: `local` or `celery`.
        is_elsewhere: Whether others train, so that TensorFlow may be missing here.
    """

    name: str
    is_elsewhere: bool

    def start(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the id of a new, waiting run; raises `LessonError` where none can be made."""
        ...

    def stop(self, run_id: Any) -> None:
        """Ask a run to end with the best it has."""
        ...

    def delete(self, run_id: Any) -> None:
        """Remove a run for good, also while it waits; raises `InvalidInput` while it trains."""
        ...

    def tend(self) -> str:
        """Bring the folders of all runs up to date; return what is wrong now, or nothing.

        Whoever looks at runs calls it first, again and again: runs whose process is gone are marked
        as failed then, and waiting ones are set going.
        """
        ...

    def ask_estimate(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the key of the question what a run would take."""
        ...

    def estimate_of(self, key: str) -> dict[str, Any] | None:
        """Return the answer, with `refused` in it where there is none; None while it waits."""
        ...


def engine() -> Engine:
    """Return the engine of this server, as `ENGINE` and `REDIS_URL` say."""
    return engine_named(serving().engine)


def engine_named(name: str) -> Engine:
    """Return the engine `local` or `celery` of this process.

    Raises:
        InvalidInput: There is no Redis for `celery`.
    """
    return _engine(name, serving().redis_url if name == "celery" else "")


@lru_cache(maxsize=2)
def _engine(name: str, url: str) -> Engine:
    if name == "celery":
        from core.celery_engine import CeleryEngine

        return CeleryEngine.of(url)
    from core.local_engine import LocalEngine

    return LocalEngine()
