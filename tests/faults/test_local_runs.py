"""Runs on this machine: the server restarted, the training process killed, the disk full."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from core import run_folders, run_models, runs
from core.local_engine import LocalEngine
from core.runs import DONE, FAILED, OVER, RUNNING
from core.settings import Settings
from tests.mounts import after
from tests.serving import Served, asked_body, serving
from tests.sources import PROJECT
from tests.workers import LONG, QUICK, reached, trained_a_while, wait_until


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of runs; nothing trains in it afterwards."""
    root = tmp_path / "runs"
    monkeypatch.setenv("UNROLLED_RUNS", str(root))
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=root))
    yield root
    for process in trainers(root):
        process.kill()


def trainers(root: Path) -> list[psutil.Process]:
    """Return the training processes of a folder of runs."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if "core.runner" in (process.info["cmdline"] or []):
            try:
                if process.environ().get("UNROLLED_RUNS") == str(root):
                    found.append(process)
            except psutil.Error:
                continue
    return found


def started_on_the_page(served: Served, model: str, settings: str) -> str:
    """Return the id of a run that a visitor started."""
    values = {"training-model.value": model, "training-settings.data": settings,
              "training-start.n_clicks": 1, "training-token.value": ""}  # fmt: skip
    answer = served.ask(asked_body(served, "training-started.data", values))[1]
    (run_id,) = answer["response"]["training-started"]["data"]
    return str(run_id)


def news(served: Served, run_id: str) -> dict[str, Any]:
    """Return what the page is told about all runs."""
    values = {"training-ask.data": {"runs": {run_id: 0}}}
    answer = served.ask(asked_body(served, "training-news.data", values))[1]
    told: dict[str, Any] = answer["response"]["training-news"]["data"]
    return told


def test_a_server_that_is_restarted_finds_its_run_again_still_training(
    place: Path, tmp_path: Path
) -> None:
    how = "rows_used=400;epochs=2000;batch=8;distance=10"
    with serving(tmp_path / "work", WORKERS="1") as before:
        run_id = started_on_the_page(before, "recall-lstm", how)
        trained_a_while(LocalEngine(), run_id)
    (trainer,) = trainers(place)
    with serving(tmp_path / "work", WORKERS="1") as after:
        told = news(after, run_id)
        (row,) = told["rows"]
        assert (row["id"], row["state"]) == (run_id, RUNNING)
        seen = len(runs.one_run(run_id).story.epochs)
        wait_until(lambda: len(runs.one_run(run_id).story.epochs) > seen, 30)
        assert told["runs"][run_id]["lines"]
    assert trainer.is_running()
    LocalEngine().stop(run_id)


def test_a_training_process_that_is_killed_leaves_its_best_and_the_next_run_begins(
    place: Path,
) -> None:
    desk = LocalEngine()
    run_id, waiting = desk.start(LONG), desk.start(QUICK)
    trained_a_while(desk, run_id)
    for process in trainers(place):
        process.kill()
    run = reached(desk, run_id, *OVER)
    kept = run_models.run_model(run_id).card.training["best_epoch"]
    assert run.story.state == FAILED
    assert run.story.said.endswith(f"Epoch {kept} is kept.")
    assert reached(desk, waiting, *OVER).story.state == DONE


# Runs in a file system of one megabyte that this process alone sees.
SMALL_DISK = """
import os, sys
from pathlib import Path
from core import run_folders, runs, runner
from core.errors import LessonError
from core.run_request import RunRequest

root = Path(os.environ["UNROLLED_RUNS"])
request = RunRequest("stocks-neuron", rows=40, epochs=2000)
first = runs.new_run(request, "local")
def fill(room):
    free = os.statvfs(root)
    (root / ".ballast").write_bytes(bytes(max(free.f_bavail * free.f_frsize - room, 0)))
fill(200_000)
runner.work_through(idle=0.5)
print(runs.one_run(first).story.state, "|", runs.one_run(first).story.said)
left = run_folders.folder_of(first)
print(sorted(p.name for p in left.iterdir() if p.name.startswith((".", "best"))))
if runs.one_run(first).has_model:
    from core.run_models import run_model
    print("kept", run_model(first).card.training["best_epoch"])
(root / ".ballast").unlink(); fill(0)
before = sorted(p.name for p in root.iterdir())
try:
    runs.new_run(request, "local")
except LessonError as error:
    print("refused |", error)
print(before == sorted(p.name for p in root.iterdir()))
"""


def test_a_full_disk_is_said_in_a_sentence_and_leaves_no_half_written_run(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = f"mount -t tmpfs -o size=1m tmpfs {disk}"
    run = subprocess.run(
        after(mounted, [sys.executable, "-c", SMALL_DISK]),
        cwd=PROJECT, env={**os.environ, "UNROLLED_RUNS": str(disk)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    ended, left, kept, refused, is_as_before = run.stdout.splitlines()
    assert ended.startswith("failed | The disk is full")
    assert left == "[]"
    assert ended.endswith(f"Epoch {kept.removeprefix('kept ')} is kept.")
    assert refused.startswith("refused | The disk is full")
    assert is_as_before == "True"
