"""Locks on files: one process at a time; the system lets go of them however that one ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.1


def held(path: Path) -> int | None:
    """Return the open file of a lock that is now held here; None where somebody else holds it.

    `os.close` lets go of it. Where the system has no such locks, everybody holds it.

    Raises:
        OSError: The file cannot be opened.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        import fcntl
    except ImportError:
        return handle
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


@contextmanager
def only_one(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Say whether nobody else holds a lock; while this lasts it is held here if so.

    Args:
        path: File of the lock.
        patience: Seconds to try for.
    """
    until = time.monotonic() + patience
    while (handle := held(path)) is None and time.monotonic() <= until:
        time.sleep(_PAUSE)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)
