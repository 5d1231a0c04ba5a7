"""A few long jobs at a time, whoever asks: the next one waits until a place is free.

Places are locks on files, which the system lets go of when a job ends in whatever way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.file_lock import held
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
    while (place := _free(folder)) is None:
        waiting()
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        os.close(place)


def _free(folder: Path) -> int | None:
    """Return the open, locked file of a free place; None when all are taken."""
    places = (held(folder / str(place)) for place in range(PLACES))
    return next((handle for handle in places if handle is not None), None)
