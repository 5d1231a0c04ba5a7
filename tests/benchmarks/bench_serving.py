"""How long a start takes and how many requests two workers answer, on this machine, right now."""

from __future__ import annotations

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.figures import Figures
from tests.serving import memory, serving

REQUESTS, AT_ONCE, STARTS = 1000, 16, 5


def fetch(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return len(answer.read())


def bench_first_answer_and_rest(figures: Figures, tmp_path: Path) -> None:
    taken = []
    for _ in range(STARTS):
        with serving(tmp_path / "work") as served:
            taken.append(served.started)
            at_rest = memory(served)
    figures.add("a start", "until the first answer, median of 5", sorted(taken)[2], "s", "<= 3")
    for name, value in zip(("RSS", "PSS"), at_rest, strict=True):
        figures.add("a start", f"largest worker at rest, {name}", value, "MB", "<= 150")


def bench_documents_per_second(figures: Figures, tmp_path: Path) -> None:
    with serving(tmp_path / "work") as served, ThreadPoolExecutor(AT_ONCE) as clients:
        for path in ("/", "/_dash-layout"):
            started = time.perf_counter()
            list(clients.map(fetch, [served.address + path] * REQUESTS))
            rate = REQUESTS / (time.perf_counter() - started)
            figures.add("16 at once", path, rate, "/s")
