"""The app as it is really served: gunicorn in processes of its own, on a free port."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psutil

from tests.sources import PROJECT

GUNICORN = (sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py")
REVIEW = "The food was not good, but we would come back for the service."
_STARTING_SECONDS = 60
_OWN = ("PORT", "HOST", "WORKERS", "THREADS", "DASH_URL_BASE_PATHNAME", "REDIS_URL", "ENGINE")


@dataclass(frozen=True)
class Served:
    """A running server.

    Attributes:
        process: Gunicorn's first process, which starts the workers.
        port: Where it listens, on 127.0.0.1.
        started: Seconds from the start of the process to the first answer with status 200.
    """

    process: subprocess.Popen[bytes]
    port: int
    started: float

    @property
    def address(self) -> str:
        """Return what its links begin with."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[psutil.Process]:
        """Return the processes that answer."""
        return psutil.Process(self.process.pid).children()

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Return status and body of one request on a connection of its own."""
        status, _, body = exchange(self.port, "GET", path, None, headers)
        return status, body

    def ask(self, body: dict[str, Any], path: str = "/_dash-update-component") -> tuple[int, Any]:
        """Return status and JSON of a callback's answer; None where it is no JSON."""
        headers = {"Content-Type": "application/json"}
        status, _, answer = exchange(self.port, "POST", path, json.dumps(body).encode(), headers)
        with suppress(ValueError):
            return status, json.loads(answer)
        return status, None


def exchange(
    port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers (lower case) and body of one request on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        connection.close()


def callback_body(
    output: str, inputs: Sequence[tuple[str, Any]], state: Sequence[tuple[str, Any]] = ()
) -> dict[str, Any]:
    """Return what a browser posts for a callback with one output, such as `page-thing.data`."""
    named = [_named(target) | {"value": value} for target, value in inputs]
    return {
        "output": output,
        "outputs": _named(output),
        "inputs": named,
        "state": [_named(target) | {"value": value} for target, value in state],
        "changedPropIds": [inputs[0][0]],
    }


def asked_body(
    served: Served, output: str, values: dict[str, Any], *, is_background: bool = False
) -> dict[str, Any]:
    """Return what a browser posts for the first callback among whose outputs is `output`.

    Args:
        served: The server, which says what its callbacks are.
        output: Such as `page-thing.data`; with `@` at its end, one that shares this output.
        values: Inputs and states by name; those not named are None.
        is_background: Whether only callbacks in the background are meant.
    """
    asked = json.loads(served.get("/_dash-dependencies")[1])
    found = next(
        one for one in asked
        if output in one["output"] and (one["background"] or not is_background)
    )  # fmt: skip
    names = [name.split("@")[0] for name in found["output"].strip(".").split("...")]

    def given(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one | {"value": values.get(f"{one['id']}.{one['property']}")} for one in targets]

    inputs = given(found["inputs"])
    return {
        "output": found["output"],
        "outputs": [_named(name) for name in names] if len(names) > 1 else _named(names[0]),
        "inputs": inputs,
        "state": given(found["state"]),
        "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
    }


def _named(target: str) -> dict[str, Any]:
    name, attribute = target.rsplit(".", 1)
    return {"id": name, "property": attribute}


def review_body(text: str = REVIEW) -> dict[str, Any]:
    """Return the request of one keystroke on the sentiment page."""
    values = [("sentiment-text.value", text), ("sentiment-shown-model.value", "")]
    return callback_body("sentiment-trace.data", values)


def pair_body(first: str, second: str) -> dict[str, Any]:
    """Return the request of one keystroke on the page of questions."""
    values = [("questions-first.value", first), ("questions-second.value", second)]
    return callback_body("questions-answer.data", [*values, ("questions-shown-model.value", "")])


def page_body(path: str) -> dict[str, Any]:
    """Return the request for the content of a page."""
    values = [("_pages_location.pathname", path), ("_pages_location.search", "")]
    asked = callback_body("_pages_content.children", [*values, ("shell-visit.data", None)])
    asked["output"] = ".._pages_content.children..._pages_store.data.."
    asked["outputs"] = [asked["outputs"], {"id": "_pages_store", "property": "data"}]
    return asked


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    work: Path,
    *,
    command: Sequence[str] = GUNICORN,
    entry: str = "app:server",
    first: str = "/",
    **environment: str,
) -> Iterator[Served]:
    """Start gunicorn as `make run` does; give it once it has answered.

    Args:
        work: Its work folder.
        command: What starts it; the entry is added.
        entry: What it serves.
        first: The path whose answer is waited for.
        environment: Added to this process's own.
    """
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if name not in _OWN}
    settings = {"PORT": str(port), "UNROLLED_WORK": str(work), **environment}
    began = time.perf_counter()
    log = (work.parent / f"{work.name}-{port}.log").open("wb")
    with (
        log,
        subprocess.Popen(
            [*command, entry], cwd=PROJECT, env={**inherited, **settings}, stdout=log, stderr=log
        ) as process,
    ):
        try:
            wait_for_answer(port, first, process)
            yield Served(process, port, time.perf_counter() - began)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()


def memory(served: Served) -> tuple[float, float]:
    """Return RSS and PSS of the largest worker, in MB of a million bytes."""
    found = [worker.memory_full_info() for worker in served.workers()]
    return max(one.rss for one in found) / 1e6, max(one.pss for one in found) / 1e6


def wait_for_answer(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Return once `path` is answered with 200; raises `RuntimeError` when that never comes."""
    end = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, HTTPException):
            if exchange(port, "GET", path, None, {})[0] == 200:
                return
        time.sleep(0.02)
    raise RuntimeError(f"Nothing answers {path} on port {port}; exit code {process.poll()}.")
