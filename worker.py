"""Workers: `make worker` trains runs and does long jobs for the servers that share its Redis.

`python worker.py train` and `python worker.py jobs` start one kind alone. What trains may stand on
any machine; what does jobs stands beside the server and shares its work folder.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from core import celery_worker
from core.errors import InvalidInput, LessonError
from core.file_lock import held
from core.job_queue import job_queue
from core.redis_shelf import Shelf, Unreachable
from core.settings import PROJECT, serving, settings
from core.work_folder import work_folder

_KINDS = ("train", "jobs")
_PATIENCE = 60.0
_BUSY = ".busy"


def main(kinds: list[str]) -> int:
    """Work until somebody ends this process; return 2 with one clear line where it cannot."""
    try:
        if set(kinds) - set(_KINDS) or len(kinds) > 1:
            raise InvalidInput(f"A worker is one of {', '.join(_KINDS)}, or without a word both.")
        url = serving().redis_url
        if not url:
            raise InvalidInput("Name the Redis first: REDIS_URL=redis://127.0.0.1:6379/0")
        _wait_for(url)
        if not kinds:
            return _both()
        return _train(url) if kinds == ["train"] else _do_jobs(url)
    except LessonError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2


def _train(url: str) -> int:
    own = _own_folder(work_folder("workers"))
    os.environ["UNROLLED_RUNS"] = str(own)  # the training process finds it there, too
    settings.cache_clear()
    try:
        return celery_worker.work(url)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _do_jobs(url: str) -> int:
    import app  # noqa: F401, PLC0415 - registers every callback with the queue

    return job_queue(url).work()


def _both() -> int:
    """Start a worker of each kind; when one ends, or somebody ends this, end both."""
    command = [sys.executable, str(Path(__file__).resolve())]
    started = [subprocess.Popen([*command, kind], cwd=PROJECT) for kind in _KINDS]  # noqa: S603

    def pass_on(number: int, _frame: FrameType | None) -> None:
        for one in started:
            if one.poll() is None:
                one.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, lambda *_: None)  # a terminal tells all of them
    sys.stderr.write("Ctrl-C stops the run in progress and keeps its best epoch.\n")
    while all(one.poll() is None for one in started):
        time.sleep(0.2)
    pass_on(signal.SIGTERM, None)
    return max(one.wait() for one in started)


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
    sys.exit(main(sys.argv[1:]))
