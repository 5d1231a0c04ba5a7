"""Celery workers killed, Redis cut off, in the middle of a run: what is lost, and what is said."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import __main__ as command_line
from core import run_models, runs
from core.celery_engine import CeleryEngine
from core.errors import MissingData
from core.grid import expand, parse_grid
from core.run_request import RunRequest
from core.runs import DONE, FAILED, OVER, QUEUED, RUNNING, STOPPED
from tests.workers import LONG, QUICK, SILENCE, Redis, reached, trained_a_while, wait_until, workers


def test_a_worker_that_is_killed_leaves_a_failed_run_with_its_best_epoch(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    with workers(server.url, tmp_path) as (victim,):
        run_id = desk.start(LONG)
        trained_a_while(desk, run_id)
        victim.kill()
        run = reached(desk, run_id, *OVER)
    kept = run_models.run_model(run_id).card.training["best_epoch"]
    assert run.story.state == FAILED
    assert run.story.said.endswith(f"Epoch {kept} is kept.")
    with workers(server.url, tmp_path):  # it does not begin again anywhere
        other = reached(desk, desk.start(QUICK), *OVER)
    assert other.story.state == DONE
    assert runs.one_run(run_id).story == run.story


def test_a_worker_that_was_silent_for_too_long_gives_its_run_up_and_goes_on(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    with workers(server.url, tmp_path) as (worker,):
        run_id = desk.start(LONG)
        trained_a_while(desk, run_id)
        worker.process.send_signal(signal.SIGSTOP)
        lost = reached(desk, run_id, *OVER)
        worker.process.send_signal(signal.SIGCONT)
        assert lost.story.state == FAILED
        assert reached(desk, desk.start(QUICK), *OVER).story.state == DONE
    assert runs.one_run(run_id).story == lost.story


def test_a_worker_that_is_told_to_end_keeps_the_best_of_its_run(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    with workers(server.url, tmp_path) as (worker,):
        run_id = desk.start(LONG)
        trained_a_while(desk, run_id)
        assert worker.end() == 0
    run = reached(desk, run_id, *OVER)
    assert (run.story.state, run.has_model) == (STOPPED, True)


def test_without_a_worker_runs_wait_and_the_page_says_what_is_missing(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    run_id = desk.start(QUICK)
    wait_until(lambda: "make worker" in desk.tend(), 2 * SILENCE + 2)
    assert runs.one_run(run_id).story.state == QUEUED
    with workers(server.url, tmp_path):
        assert reached(desk, run_id, *OVER).story.state == DONE
    assert desk.tend() == ""


def test_redis_gone_at_the_start_is_said_and_nothing_is_left_behind(
    desk: CeleryEngine, server: Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    with stopped(server):
        with pytest.raises(
            MissingData, match=rf"127.0.0.1:{server.port} cannot be reached.*ENGINE"
        ):
            desk.start(QUICK)
        assert runs.every_run() == []
        assert "cannot be reached" in desk.tend()
        asked = ["train", "stocks-neuron", "--grid", "seed=1,2", "--engine", "celery"]
        assert command_line.main(asked) == 2
        assert f"{server.port} cannot be reached" in capsys.readouterr().err


def test_redis_gone_in_the_middle_costs_nothing_but_patience(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    with workers(server.url, tmp_path):
        run_id, waiting = desk.start(LONG), desk.start(QUICK)
        trained_a_while(desk, run_id)
        with stopped(server):
            wait_until(lambda: "go on in their workers" in desk.tend(), 10)
            time.sleep(1)
        wait_until(lambda: desk.tend() == "", 20)
        seen = len(runs.one_run(run_id).story.epochs)
        wait_until(lambda: desk.tend() == "" and len(runs.one_run(run_id).story.epochs) > seen, 20)
        desk.stop(run_id)
        run = reached(desk, run_id, *OVER)
        assert run.story.state == STOPPED
        epochs = [line["epoch"] for line in run.story.epochs]
        assert epochs == list(range(1, len(epochs) + 1))
        assert reached(desk, waiting, *OVER).story.state == DONE


@contextmanager
def stopped(server: Redis) -> Iterator[None]:
    """Kill the Redis; afterwards it is there again, empty."""
    server.stop()
    try:
        yield
    finally:
        server.start()


def test_nine_runs_of_two_workers_are_all_over_although_one_of_the_two_dies(
    desk: CeleryEngine, server: Redis, tmp_path: Path
) -> None:
    nine = expand(parse_grid("stocks-neuron", ["seed=0,1,2", "learning_rate=0.01,0.02,0.05"]),
                  RunRequest("stocks-neuron", epochs=1500))  # fmt: skip
    with workers(server.url, tmp_path, 2) as (victim, survivor):
        ids = [desk.start(request) for request in nine]
        wait_until(lambda: states(desk).count(RUNNING) == 2, 60)
        victim.kill()
        wait_until(lambda: all(state in OVER for state in states(desk)), 120)
        assert survivor.process.poll() is None
    found = [runs.one_run(run_id) for run_id in ids]
    assert sorted(run.story.state for run in found) == [DONE] * 8 + [FAILED]
    for run in found:
        epochs = [line["epoch"] for line in run.story.epochs]
        assert epochs == list(range(1, len(epochs) + 1)), "trained once, from the begin"
        if run.story.state == DONE:
            assert len(epochs) == 1500
            assert run_models.run_model(run.id).card.training["seed"] == run.request.seed
        else:
            assert "worker that trained it is gone" in run.story.said


def states(desk: CeleryEngine) -> list[str]:
    """Return the states of all runs."""
    desk.tend()
    return [run.story.state for run in runs.every_run()]
