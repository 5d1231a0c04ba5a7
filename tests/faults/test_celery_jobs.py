"""Long jobs of visitors done by Celery workers: a real server, a real Redis, workers killed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.serving import Served, asked_body, exchange, serving
from tests.workers import SILENCE, Redis, WorkerProcess, redis_server

TABLE = "text,label\n" + "The food was good,1\nThe service was bad,0\n" * 30
LONG = "text\n" + "the food was good and the place was nice but the service was slow\n" * 40_000


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    with redis_server() as started:
        yield started


@pytest.fixture(scope="module")
def work(tmp_path_factory: Any) -> Path:
    """Return the work folder that the server and its workers share."""
    return tmp_path_factory.mktemp("beside") / "work"


@pytest.fixture(scope="module")
def served(server: Redis, work: Path) -> Iterator[Served]:
    with serving(work, REDIS_URL=server.url, UNROLLED_SILENCE=str(SILENCE)) as started:
        yield started


@pytest.fixture
def worker(served: Served, server: Redis, work: Path, tmp_path: Path) -> Iterator[WorkerProcess]:
    """Return a worker beside the server."""
    started = WorkerProcess(server.url, tmp_path, "jobs", work)
    yield started
    started.end()


class Job:
    """What a browser posts for a background callback, again and again until it has an answer."""

    def __init__(self, served: Served, output: str, values: dict[str, Any]) -> None:
        self.served = served
        self.body = asked_body(served, output, values, is_background=True)
        self.handles: dict[str, str] = {}

    def ask(self) -> Any:
        query = f"?{urlencode(self.handles)}" if self.handles else ""
        told = self.served.ask(self.body, f"/_dash-update-component{query}")[1] or {}
        for name in ("cacheKey", "job"):
            if name in told:
                self.handles[name] = told[name]
        return told

    def answer(self, seconds: float = 60) -> Any:
        """Return what it comes to."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told = self.ask()
            if "response" in told or "sideUpdate" in told or not told:
                return told
            time.sleep(0.2)
        raise AssertionError("no answer")


def uploaded(served: Served, content: str) -> dict[str, Any]:
    headers = {"X-Filename": "a.csv", "Sec-Fetch-Site": "same-origin"}
    status, _, body = exchange(served.port, "POST", "/files/give", content.encode(), headers)
    assert status == 200, body
    return {"token": json.loads(body)["token"], "name": "a.csv"}


def look(served: Served, content: str = TABLE) -> Job:
    """Return the job that looks at a file of reviews."""
    return Job(served, "sentiment-job-table.data", token_of(served, content))


def token_of(served: Served, content: str) -> dict[str, Any]:
    asked = json.loads(served.get("/_dash-dependencies")[1])
    found = next(one for one in asked if "sentiment-job-table.data" in one["output"])
    name = found["inputs"][0]
    return {f"{name['id']}.{name['property']}": uploaded(served, content)}


def test_without_a_worker_it_is_said_at_once(served: Served) -> None:
    told = json.dumps(look(served).answer(10))
    assert "make worker" in told


def until_there(served: Served) -> None:
    end = time.monotonic() + 60
    while "make worker" in json.dumps(look(served).answer(60)):
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_worker_beside_the_server_does_the_job(served: Served, worker: WorkerProcess) -> None:
    until_there(served)
    found = look(served).answer()["response"]["sentiment-job-table"]["data"]
    assert "60 rows" in found["said"]


def looked_at(served: Served, content: str) -> dict[str, Any]:
    """Return the token of a file that was read; on a busy machine a worker is silent at times."""
    end = time.monotonic() + 60
    while True:
        values = token_of(served, content)
        told = json.dumps(Job(served, "sentiment-job-table.data", values).answer())
        if "40,000 rows" in told:
            return values
        assert time.monotonic() < end, told
        time.sleep(0.2)


def test_a_job_whose_worker_is_killed_is_said_to_be_lost(
    served: Served, worker: WorkerProcess
) -> None:
    until_there(served)
    values = looked_at(served, LONG) | {"sentiment-job-model.value": "sentiment-lstm",
               "sentiment-job-field-text.value": "text"}  # fmt: skip
    job = Job(served, "sentiment-job-result.data@", values)
    end = time.monotonic() + 60
    while not (told := job.ask()).get("progress"):
        assert time.monotonic() < end
        assert "response" not in told, told
        time.sleep(0.2)
    worker.kill()
    assert "worker that did this is gone" in json.dumps(job.answer())


def test_redis_gone_keeps_long_jobs_from_starting_and_nothing_else(
    served: Served, server: Redis
) -> None:
    server.stop()
    try:
        assert served.get("/sentiment")[0] == 200
        assert f"{server.port} cannot be reached" in json.dumps(look(served).answer())
    finally:
        server.start()
