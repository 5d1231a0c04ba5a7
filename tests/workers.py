"""A Redis and Celery workers as they really run: processes of their own, which tests kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from core import runs
from core.celery_engine import CeleryEngine
from core.run_request import RunRequest
from core.runs import RUNNING
from tests.serving import free_port
from tests.sources import PROJECT

QUICK = RunRequest("stocks-neuron", rows=40, epochs=20)
LONG = RunRequest("recall-lstm", rows=400, epochs=2000, batch=8, options={"distance": 10})
SILENCE = 5  # seconds after which a worker counts as gone, in these tests


class Redis:
    """A Redis server on 127.0.0.1 that keeps nothing on disk."""

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None and os.environ.get("CI"):
            raise RuntimeError("There is no redis-server, and CI tests Celery workers.")
        if program is None:
            pytest.skip("no redis-server; on Debian: apt-get install redis-server")
        self.port = free_port()
        self._command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                         "--appendonly", "no", "--loglevel", "warning"]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty."""
        import redis

        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        with redis.Redis(port=self.port) as asked:
            wait_until(lambda: _answers(asked), 10)

    def stop(self) -> None:
        """Kill it; all that was in it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _answers(asked: object) -> bool:
    import redis

    with suppress(redis.ConnectionError):
        return bool(asked.ping())  # type: ignore[attr-defined]
    return False


@contextmanager
def redis_server() -> Iterator[Redis]:
    """Start a Redis; it is gone afterwards."""
    server = Redis()
    server.start()
    try:
        yield server
    finally:
        server.stop()


class WorkerProcess:
    """`python worker.py train` or `jobs`, as `make worker` starts them."""

    def __init__(
        self, url: str, folder: Path, kind: str = "train", work: Path | None = None
    ) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self.log = folder / "worker.log"
        environment = {
            **os.environ, "REDIS_URL": url, "UNROLLED_WORK": str(work or folder / "work"),
            "UNROLLED_SILENCE": str(SILENCE), "OMP_NUM_THREADS": "1",
        }  # fmt: skip
        environment.pop("UNROLLED_RUNS", None)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "worker.py", kind],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it and all it has started, as a machine that loses its power does."""
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    if "core.runner" not in child.cmdline():  # ends by itself
                        child.kill()
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """Ask it to end and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(timeout=90)
        self.kill()
        return -1


@contextmanager
def workers(url: str, root: Path, count: int = 1) -> Iterator[list[WorkerProcess]]:
    """Start workers; they are gone afterwards."""
    started = [WorkerProcess(url, root / f"worker-{place}") for place in range(count)]
    try:
        yield started
    finally:
        for one in started:
            if one.process.poll() is None:
                one.process.terminate()
        for one in started:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(timeout=20)
            one.kill()


def wait_until(holds: Callable[[], object], seconds: float, every: float = 0.1) -> None:
    """Return once something holds; raises `AssertionError` when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds:g} seconds"
        time.sleep(every)


def reached(desk: CeleryEngine, run_id: str, *states: str) -> runs.Run:
    """Return a run once it is in one of these states."""

    def is_there() -> bool:
        desk.tend()
        return runs.one_run(run_id).story.state in states

    wait_until(is_there, 90)
    return runs.one_run(run_id)


def trained_a_while(desk: CeleryEngine, run_id: str) -> runs.Run:
    """Return a run that has a best epoch here and trains on."""

    def has_model() -> bool:
        desk.tend()
        return runs.one_run(run_id).has_model

    wait_until(has_model, 90)
    run = runs.one_run(run_id)
    assert run.story.state == RUNNING
    return run
