"""A worker: `make worker`. Takes runs from the Redis that REDIS_URL names, on any machine."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from pathlib import Path

from core.celery_worker import work
from core.errors import LessonError
from core.file_lock import held
from core.redis_shelf import Shelf, Unreachable
from core.settings import serving, settings
from core.work_folder import work_folder

_PATIENCE = 60.0
_BUSY = ".busy"


def main() -> int:
    """Work until somebody ends this process; return 2 with one clear line where it cannot."""
    try:
        url = serving().redis_url
        if not url:
            sys.stderr.write("error: Name the Redis first: REDIS_URL=redis://… make worker\n")
            return 2
        _wait_for(url)
        own = _own_folder(work_folder("workers"))
        os.environ["UNROLLED_RUNS"] = str(own)  # the training process finds it there, too
        settings.cache_clear()
        sys.stderr.write("Waiting for runs. Ctrl-C stops the one in progress and keeps its best.\n")
        try:
            return work(url)
        finally:
            shutil.rmtree(own, ignore_errors=True)
    except LessonError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2


def _wait_for(url: str) -> None:
    """Return once Redis answers; raises `Unreachable` when it does not for a minute."""
    shelf, until, said = Shelf(url), time.monotonic() + _PATIENCE, False
    while True:
        try:
            shelf.check()
            return
        except Unreachable as error:
            if time.monotonic() > until:
                raise
            if not said:
                sys.stderr.write(f"{error} Trying again for a minute.\n")
            said = True
            time.sleep(1)


def _own_folder(root: Path) -> Path:
    """Return a new folder of this process, having removed those of workers that were killed."""
    for old in root.iterdir():
        if (handle := held(old / _BUSY)) is not None:
            os.close(handle)
            shutil.rmtree(old, ignore_errors=True)
    own = root / f"{os.getpid()}-{secrets.token_hex(4)}"
    own.mkdir(mode=0o700)
    held(own / _BUSY)  # let go of by the system when this process ends in whatever way
    return own


if __name__ == "__main__":
    sys.exit(main())
