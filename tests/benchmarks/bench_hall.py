"""A lecture hall on two workers: 300 visitors load the page and type for two minutes.

HALL_VISITORS, HALL_SECONDS and HALL_ARRIVING (visitors per second) make it smaller. The load tool
runs on the same machine and takes its share of the cores.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figures
from tests.serving import Served, memory, review_body, serving
from tests.sources import PROJECT

VISITORS = int(os.environ.get("HALL_VISITORS", "300"))
SECONDS = int(os.environ.get("HALL_SECONDS", "120"))
ARRIVING = int(os.environ.get("HALL_ARRIVING", "10"))
ABOUT = f"hall of {VISITORS}"


def bench_lecture_hall(figures: Figures, tmp_path: Path) -> None:
    with serving(tmp_path / "work", WORKERS="2") as served:
        warm_up(served)
        resting, began = memory(served), cpu_seconds(served)
        kinds = visit(served)
        taken = cpu_seconds(served) - began
        report(figures, kinds)
        requests = sum(kind["num_requests"] for kind in kinds)
        figures.add(ABOUT, "server CPU per request", 1000 * taken / requests, "ms")
        for name, before, after in zip(("RSS", "PSS"), resting, memory(served), strict=True):
            figures.add(ABOUT, f"largest worker's {name} before", before, "MB", "<= 150 at rest")
            figures.add(ABOUT, f"largest worker's {name} after", after, "MB")


def warm_up(served: Served) -> None:
    """Ask for everything until it is compressed, once for the installation, and loaded."""
    document = served.get("/sentiment")[1].decode()
    linked = re.findall(r'(?:src|href)="(/[^"]+)"', document)
    for _ in range(4):  # either worker may answer
        for address in linked:
            served.get(address, **{"Accept-Encoding": "br"})
        served.ask(review_body())
    spent = -1.0
    while cpu_seconds(served) - spent > 0.1:  # still compressing
        spent = cpu_seconds(served)
        time.sleep(2)


def visit(served: Served) -> list[dict[str, Any]]:
    """Return locust's record of every kind of request."""
    lasting = SECONDS + VISITORS // ARRIVING
    command = [
        sys.executable, "-m", "tests.benchmarks.load_tool", "-f", "tests/benchmarks/hall.py",
        "--headless", "-u", str(VISITORS), "-r", str(ARRIVING), "-t", f"{lasting}s",
        "--host", served.address, "--json", "--loglevel", "ERROR", "--stop-timeout", "10",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    run = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False,
        timeout=lasting + 120,
    )  # fmt: skip
    if '"num_requests"' not in run.stdout:
        raise RuntimeError(run.stderr[-2000:])
    found: list[dict[str, Any]] = json.loads(run.stdout[run.stdout.index("[") :])
    return found


def report(figures: Figures, kinds: list[dict[str, Any]]) -> None:
    """Note how many requests failed and how long they took, together and by kind."""
    everything: Counter[float] = Counter()
    for kind in sorted(kinds, key=lambda kind: str(kind["name"])):
        times = Counter({float(ms): n for ms, n in kind["response_times"].items()})
        everything += times
        for share in (0.5, 0.95, 0.99):
            figures.add(ABOUT, f"{kind['name']}, {share:.0%} within", quantile(times, share), "ms")
    figures.add(ABOUT, "requests", sum(everything.values()), "")
    failed = sum(kind["num_failures"] for kind in kinds)
    figures.add(ABOUT, "failed requests", failed, "", "none")
    seconds = max(k["last_request_timestamp"] for k in kinds) - min(k["start_time"] for k in kinds)
    figures.add(ABOUT, "requests per second", sum(everything.values()) / seconds, "/s")
    figures.add(ABOUT, "all requests, 95% within", quantile(everything, 0.95), "ms", "<= 250")


def quantile(times: Counter[float], share: float) -> float:
    """Return the time within which this share of the requests was answered."""
    wanted, seen = share * sum(times.values()), 0
    for milliseconds in sorted(times):
        seen += times[milliseconds]
        if seen >= wanted:
            return milliseconds
    return 0.0


def cpu_seconds(served: Served) -> float:
    """Return the processor time that the workers have taken so far."""
    return sum(sum(worker.cpu_times()[:2]) for worker in served.workers())
