"""A disk that is full, a file system that cannot be written: pages answer, the rest says why.

The folders are mounted for the server alone, in a name space of its own.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import dash
import pytest
from dash import Dash

from tests.mounts import after, read_only
from tests.serving import GUNICORN, Served, callback_body, exchange, page_body, review_body, serving
from tests.sources import PROJECT

WORK = "$UNROLLED_WORK"
EMPTY = f'mount -t tmpfs -o size=3m,mode=0700 tmpfs "{WORK}"'
FULL = f'mount -t tmpfs -o size=1m,mode=0700 tmpfs "{WORK}" && (yes > "{WORK}/x" 2>/dev/null; :)'


def pages_answer(served: Served) -> None:
    """Ask for every page, its content and an answer."""
    for page in dash.page_registry.values():
        if "404" in page["path"]:
            continue
        assert served.get(page["path"])[0] == 200
        status, told = served.ask(page_body(page["path"]))
        assert status == 200, page["path"]
        assert "went wrong" not in json.dumps(told), page["path"]
    assert "sentiment-trace" in json.dumps(served.ask(review_body())[1])


def test_a_disk_that_fills_up_while_the_server_runs_costs_no_page(
    tmp_path: Path, dash_app: Dash
) -> None:
    work = tmp_path / "work"
    work.mkdir(mode=0o700)
    with serving(work, command=after(EMPTY, GUNICORN), WORKERS="1") as served:
        given = {"X-Filename": "a.csv"}
        assert exchange(served.port, "POST", "/files/give", b"text\nso\n", given)[0] == 200
        fill(Path(f"/proc/{served.process.pid}/root{work}"))
        pages_answer(served)
        status, _, told = exchange(served.port, "POST", "/files/give", b"text\n" * 9999, given)
        assert (status, "disk is full" in json.loads(told)["message"]) == (400, True)
        assert "disk" in json.dumps(outcome(served, job_body()))


def fill(folder: Path) -> None:
    """Write until nothing more fits."""
    with (folder / "x").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 65_536)
    with (folder / "y").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x")


def outcome(served: Served, body: dict[str, Any]) -> Any:
    """Start a long job, look at it as a page does, and return what comes in the end."""
    _, started = served.ask(body)
    query = urlencode({"cacheKey": started["cacheKey"], "job": started["job"]})
    for _ in range(100):
        _, told = served.ask(body, f"/_dash-update-component?{query}")
        if told and ("response" in told or "sideUpdate" in told):
            return told
        time.sleep(0.1)
    return told


def job_body() -> dict[str, Any]:
    """Return the request that starts a long job."""
    return callback_body("next-word-own-learnt.data", [("next-word-own-begun.data", "a" * 32)])


def test_on_a_full_disk_pages_answer_and_uploads_say_why_not(
    tmp_path: Path, dash_app: Dash
) -> None:
    work = tmp_path / "work"
    work.mkdir(mode=0o700)
    with serving(work, command=after(FULL, GUNICORN), WORKERS="1") as served:
        pages_answer(served)
        table = b"text,label\n" + b"a review of some length,1\n" * 100_000
        headers = {"X-Filename": "table.csv"}
        status, _, told = exchange(served.port, "POST", "/files/give", table, headers)
        assert status == 400
        assert "disk is full" in json.loads(told)["message"]
        assert served.get("/readyz")[0] == 200


@pytest.mark.parametrize("mounting", [read_only([WORK]), read_only([PROJECT, WORK])])
def test_on_a_read_only_file_system_pages_answer_and_uploads_say_why_not(
    tmp_path: Path, dash_app: Dash, mounting: str
) -> None:
    work = tmp_path / "work"
    work.mkdir(mode=0o700)
    with serving(work, command=after(mounting, GUNICORN), WORKERS="1") as served:
        pages_answer(served)
        headers = {"X-Filename": "a.csv"}
        status, _, told = exchange(served.port, "POST", "/files/give", b"text\nso\n", headers)
        assert status == 400
        assert "UNROLLED_WORK" in json.loads(told)["message"]
