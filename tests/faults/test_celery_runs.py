"""Runs that a Celery worker trains: a real Redis and a real worker, which stays alive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core import registry, run_models, runs
from core.celery_engine import CeleryEngine
from core.own_rows import packed
from core.run_request import RunRequest
from core.runs import DONE, FAILED, OVER, STOPPED
from tests.workers import (
    LONG,
    QUICK,
    Redis,
    WorkerProcess,
    reached,
    trained_a_while,
    wait_until,
    workers,
)


@pytest.fixture(scope="module")
def worker(server: Redis, tmp_path_factory: Any) -> Iterator[WorkerProcess]:
    """Return a worker for the tests that leave it alive."""
    with workers(server.url, tmp_path_factory.mktemp("shared")) as (started,):
        yield started


def test_a_run_is_trained_by_a_worker_and_comes_back_whole(
    desk: CeleryEngine, worker: WorkerProcess
) -> None:
    run = reached(desk, desk.start(QUICK), *OVER)
    assert (run.story.state, run.story.by) == (DONE, "celery"), run.story.said
    assert len(run.story.epochs) == 20
    assert run_models.run_model(run.id).card.training["best_epoch"] == run.story.best["epoch"]
    assert worker.process.poll() is None


def test_a_run_that_trains_is_stopped_with_its_best_and_one_that_waits_never_begins(
    desk: CeleryEngine, worker: WorkerProcess
) -> None:
    first, second = desk.start(LONG), desk.start(QUICK)
    trained_a_while(desk, first)
    assert runs.one_run(second).position == 1
    desk.stop(second)
    assert runs.one_run(second).story.state == STOPPED
    desk.stop(first)
    run = reached(desk, first, *OVER)
    assert run.story.state == STOPPED
    assert run_models.run_model(first).card.training["best_epoch"] >= 1
    third = reached(desk, desk.start(QUICK), *OVER)
    assert third.story.state == DONE
    assert runs.one_run(second).story.epochs == ()


def test_what_cannot_be_trained_comes_back_with_the_reason(
    desk: CeleryEngine, worker: WorkerProcess
) -> None:
    run = reached(desk, desk.start(RunRequest("stocks-neuron", dataset="own")), *OVER)
    assert run.story.state == FAILED
    assert "gone" in run.story.said


def test_an_estimate_is_answered_by_a_worker(desk: CeleryEngine, worker: WorkerProcess) -> None:
    key = desk.ask_estimate(QUICK)
    wait_until(lambda: desk.estimate_of(key) is not None, 60)
    assert (desk.estimate_of(key) or {})["parameters"] == 3


def test_rows_of_ones_own_travel_with_the_run(desk: CeleryEngine, worker: WorkerProcess) -> None:
    columns = {name: values[:30] for name, values in registry.dataset("stocks").columns.items()}
    request = RunRequest("stocks-neuron", dataset="own", epochs=5)
    run = reached(desk, desk.start(request, packed("mine.csv", columns)), *OVER)
    assert run.story.state == DONE, run.story.said
    assert run.story.plan["rows"] == 30
    assert "mine.csv" in run.story.plan["note"]
