"""A worker is killed in the middle of a lecture; a server is told to stop while it answers."""

from __future__ import annotations

import json
import signal
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from http.client import HTTPException
from pathlib import Path

from tests.serving import Served, review_body, serving

VISITORS, SECONDS = 12, 4.0


def failures_of_one_visitor(served: Served) -> int:
    """Return how many requests of somebody who types for a while were not answered."""
    failed, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            failed += served.ask(review_body())[0] != 200
        except (OSError, HTTPException):
            failed += 1
        time.sleep(0.05)
    return failed


def test_a_killed_worker_is_replaced_and_costs_a_visitor_one_request_at_most(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "work") as served, ThreadPoolExecutor(VISITORS) as crowd:
        visits = [crowd.submit(failures_of_one_visitor, served) for _ in range(VISITORS)]
        time.sleep(SECONDS / 4)
        victim = served.workers()[0]
        victim.send_signal(signal.SIGKILL)
        assert max(visit.result() for visit in visits) <= 1
        alive = served.workers()
        assert len(alive) == 2
        assert victim.pid not in {worker.pid for worker in alive}


def test_a_server_that_is_told_to_stop_finishes_its_answers(tmp_path: Path) -> None:
    long = review_body("good food " * 1500)
    with serving(tmp_path / "work") as served, ThreadPoolExecutor(6) as crowd:
        served.ask(long)
        asked = [crowd.submit(served.ask, long) for _ in range(6)]
        wait(asked, return_when=FIRST_COMPLETED)
        served.process.send_signal(signal.SIGTERM)
        answers = [future.result() for future in asked]
        assert [status for status, _ in answers] == [200] * 6
        assert all("sentiment-trace" in json.dumps(answer) for _, answer in answers)
        assert served.process.wait(timeout=15) == 0
