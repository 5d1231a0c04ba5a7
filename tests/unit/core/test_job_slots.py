"""A few long jobs at a time."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from core import job_slots as subject
from core.errors import MissingData
from core.work_folder import work_folder
from tests.sources import PROJECT
from tests.table_fakes import private_folder

HOLDING = """
import sys
from core.job_slots import job_slot
with job_slot(lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    private_folder(monkeypatch, tmp_path)
    monkeypatch.setattr(subject, "_PAUSE", 0.01)
    return tmp_path / "work"


def test_the_job_after_the_last_place_waits_until_one_is_free() -> None:
    waited = []
    with ExitStack() as others:
        for _ in range(subject.PLACES):
            others.enter_context(subject.job_slot(lambda: pytest.fail("there was a place")))

        def wait() -> None:
            waited.append(1)
            if len(waited) == 3:
                others.close()

        with subject.job_slot(wait):
            assert len(waited) == 3


def test_what_waiting_raises_ends_it() -> None:
    def leave() -> None:
        raise MissingData("gone")

    with ExitStack() as others:
        for _ in range(subject.PLACES):
            others.enter_context(subject.job_slot(leave))
        with pytest.raises(MissingData), subject.job_slot(leave):
            pytest.fail("there was no place")


def test_a_place_is_free_again_after_its_job_was_killed(folder: Path) -> None:
    environment = {"UNROLLED_WORK": str(folder), "PYTHONPATH": str(PROJECT)}
    with ExitStack() as others:
        for _ in range(subject.PLACES - 1):
            others.enter_context(subject.job_slot(lambda: None))
        with subprocess.Popen(
            [sys.executable, "-c", HOLDING],
            env=environment,
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as job:
            assert job.stdout is not None
            assert job.stdout.readline() == "held\n"
            assert subject._free(work_folder("slots")) is None
            job.kill()
        with subject.job_slot(lambda: pytest.fail("there is a place")):
            pass
