"""A few long jobs at a time, whoever asks: the next one waits until a place is free.

Places are locks on files, which the system lets go of when a job ends in whatever way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.work_folder import work_folder

PLACES = 2
_PAUSE = 0.5


@contextmanager
def job_slot(waiting: Callable[[], object]) -> Iterator[None]:
    """Hold one of `PLACES` places; before that, call `waiting` every half second.

    Args:
        waiting: Says that it waits; what it raises ends the waiting.

    Raises:
        MissingData: There is no work folder.
    """
    folder = work_folder("slots")
    while (held := _free(folder)) is None:
        waiting()
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(held)


def _free(folder: Path) -> int | None:
    """Return the open, locked file of a free place; None when all are taken."""
    try:
        import fcntl
    except ImportError:  # not on this system: every job runs at once
        return os.open(folder / "0", os.O_RDWR | os.O_CREAT, 0o600)
    for place in range(PLACES):
        handle = os.open(folder / str(place), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            continue
        return handle
    return None
