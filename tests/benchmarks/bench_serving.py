"""How long a start takes and how many requests two workers answer, on this machine, right now."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.sources import PROJECT

COMMAND = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:server"]
REQUESTS, AT_ONCE = 1000, 16


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving() -> Iterator[str]:
    """Start gunicorn as `make run` does; give the address as soon as it says so."""
    environment = {**os.environ, "PORT": str(free_port())}
    with subprocess.Popen(
        COMMAND, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[3]
        finally:
            process.terminate()


def fetch(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return len(answer.read())


def bench_first_answer() -> None:
    started = time.perf_counter()
    with serving() as address:
        fetch(address)
        print(f"\nfrom start to the first answered request: {time.perf_counter() - started:.2f} s")


def bench_documents_per_second() -> None:
    with serving() as address, ThreadPoolExecutor(AT_ONCE) as clients:
        fetch(address)
        for path in ("/", "/_dash-layout"):
            started = time.perf_counter()
            list(clients.map(fetch, [address + path] * REQUESTS))
            rate = REQUESTS / (time.perf_counter() - started)
            print(f"\n{path}: {rate:,.0f} requests/s, {AT_ONCE} at once")
