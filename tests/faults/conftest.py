"""A server for the tests that leave it as it was; a Redis and the desk of a server that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import run_folders
from core.celery_engine import CeleryEngine
from core.celery_queue import queue
from core.settings import Settings
from core.settings import serving as told
from tests.serving import Served, serving
from tests.workers import SILENCE, Redis, redis_server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the app with two workers of four threads, as `make run` does."""
    with serving(tmp_path_factory.mktemp("served") / "work") as server:
        yield server


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    with redis_server() as started:
        yield started


@pytest.fixture
def desk(server: Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CeleryEngine]:
    """Return the engine of a server with a folder of runs of its own."""
    monkeypatch.setenv("REDIS_URL", server.url)
    monkeypatch.setenv("UNROLLED_SILENCE", str(SILENCE))
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    told.cache_clear()
    queue.cache_clear()
    yield CeleryEngine.of(server.url)
    queue().close()
    queue.cache_clear()
    told.cache_clear()
