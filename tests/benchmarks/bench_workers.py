"""Nine runs that Celery workers on this machine train: the time with one worker, and with two."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from core import run_folders, runs
from core.celery_engine import CeleryEngine
from core.celery_queue import queue
from core.grid import expand, parse_grid
from core.redis_shelf import Shelf
from core.run_request import RunRequest
from core.runs import DONE
from core.settings import Settings, serving
from tests.benchmarks.figures import Figures
from tests.workers import redis_server, wait_until, workers

GRIDS = {
    "the neuron, 2,000 epochs": ("stocks-neuron", {"epochs": 2000}, "learning_rate=0.01,0.02,0.05"),
    "an LSTM, 8 epochs": ("recall-lstm", {"epochs": 8, "rows": 2000}, "units=5,10,20"),
}


@pytest.mark.parametrize("about", GRIDS)
def bench_nine_runs(about: str, figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    model, how, line = GRIDS[about]
    nine = expand(parse_grid(model, [line, "seed=0,1,2"]), RunRequest(model, **how))
    seconds = {count: _seconds(nine, count, monkeypatch) for count in (1, 2)}
    told = f"nine runs of {about}, {os.cpu_count()} cores"
    for count, taken in seconds.items():
        figures.add(told, f"{count} worker{'s' * (count > 1)}", taken, "s")
    figures.add(told, "times as fast with two", seconds[1] / seconds[2], "")


def _seconds(nine: list[RunRequest], count: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """Return the seconds from the first start to the last end; the workers wait already."""
    with redis_server() as server, tempfile.TemporaryDirectory() as place:
        monkeypatch.setenv("REDIS_URL", server.url)
        monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=Path(place) / "runs"))
        serving.cache_clear()
        queue.cache_clear()
        desk, shelf = CeleryEngine.of(server.url), Shelf(server.url)
        with workers(server.url, Path(place), count):
            wait_until(lambda: len(shelf.workers("training")) == count, 60)
            warm = [desk.start(nine[0]) for _ in range(count)]  # TensorFlow is loaded then
            wait_until(lambda: _are_over(desk, warm), 120)
            begun = time.monotonic()
            ids = [desk.start(request) for request in nine]
            wait_until(lambda: _are_over(desk, ids), 600)
            taken = time.monotonic() - begun
        assert {runs.one_run(run_id).story.state for run_id in ids} == {DONE}
    serving.cache_clear()
    queue.cache_clear()
    return taken


def _are_over(desk: CeleryEngine, ids: list[str]) -> bool:
    desk.tend()
    return all(runs.one_run(run_id).story.is_over for run_id in ids)
