"""Who trains, and what a page may ask of it."""

from __future__ import annotations

from typing import Any, Protocol

from core.run_request import RunRequest


class Engine(Protocol):
    """Takes runs and sees to it that they are trained, whoever asks and whether one watches."""

    name: str

    def start(self, request: RunRequest, own_rows: bytes | None = None) -> str:
        """Return the id of a new, waiting run; raises `LessonError` where none can be made."""
        ...

    def stop(self, run_id: Any) -> None:
        """Ask a run to end with the best it has."""
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
    """Return the engine of this server."""
    from core.local_engine import LocalEngine

    return LocalEngine()
