"""What Prometheus reads: the numbers of all workers together, and nothing of any visitor."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from http.client import HTTPException
from pathlib import Path

import psutil

from tests.serving import GUNICORN, Served, exchange, free_port, review_body, serving
from tests.sources import PROJECT

MARK = "zanzibarquince"
LINE = re.compile(r"^(unrolled_\w+?)(?:\{(.*)\})? ([0-9.e+-]+)$", re.MULTILINE)


def numbers(port: int) -> tuple[str, dict[tuple[str, str], float]]:
    """Return what is told, and value by name and labels."""
    status, _, body = exchange(port, "GET", "/metrics", None, {})
    assert status == 200
    told = body.decode()
    return told, {(name, labels or ""): float(value) for name, labels, value in LINE.findall(told)}


def total(found: dict[tuple[str, str], float], name: str, *labels: str) -> float:
    """Return the sum of all numbers with this name whose labels hold all of these."""
    return sum(
        value
        for (named, said), value in found.items()
        if named == name and all(label in said for label in labels)
    )


def type_much(served: Served, times: int) -> None:
    for place in range(times):
        assert served.ask(review_body(f"{MARK} food {place}"))[0] == 200
        served.get(f"/{MARK}?text={MARK}")


def test_two_workers_tell_their_numbers_together_and_no_words(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "work", METRICS_PORT=str(port)) as served:
        type_much(served, 40)
        told, found = numbers(port)
        assert total(found, "unrolled_workers") == 2
        assert total(found, "unrolled_callback_seconds_count", 'page="/sentiment"') == 40
        assert total(found, "unrolled_requests_total", "_dash-update", 'status="200"') == 40
        assert total(found, "unrolled_requests_total", 'status="404"') == 40
        assert total(found, "unrolled_inference_seconds_count", 'model="sentiment-lstm"') >= 40
        assert MARK not in told
        assert "127.0.0.1" not in told


def test_what_a_killed_worker_counted_stays_and_its_successor_counts_on(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "work", METRICS_PORT=str(port)) as served:
        type_much(served, 30)
        victim = served.workers()[0]
        victim.send_signal(signal.SIGKILL)
        wait_for_two_others(served, victim, port)
        type_much(served, 10)
        _, found = numbers(port)
        assert total(found, "unrolled_callback_seconds_count", 'page="/sentiment"') == 40
        assert total(found, "unrolled_workers") == 2


def wait_for_two_others(served: Served, victim: psutil.Process, port: int) -> None:
    """Wait until two workers answer again, and both say so."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        alive = {worker.pid for worker in served.workers()} - {victim.pid}
        try:
            is_told = total(numbers(port)[1], "unrolled_workers") == 2
        except (OSError, HTTPException):
            is_told = False
        if len(alive) == 2 and is_told:
            return
        time.sleep(0.1)
    raise AssertionError("the killed worker was not replaced")


def test_without_a_port_nobody_is_told_anything(served: Served) -> None:
    listening = {
        connection.laddr.port
        for process in (psutil.Process(served.process.pid), *served.workers())
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {served.port}
    assert served.get("/metrics")[0] == 404


def test_a_port_that_somebody_else_has_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        settings = {"PORT": str(free_port()), "METRICS_PORT": taken}
        run = subprocess.run(
            [*GUNICORN, "app:server"], cwd=PROJECT, capture_output=True, text=True, check=False,
            env={**os.environ, **settings, "UNROLLED_WORK": str(tmp_path / "work")}, timeout=60,
        )  # fmt: skip
    assert run.returncode != 0
    assert f"METRICS_PORT {taken} cannot be had" in run.stdout + run.stderr
