"""How gunicorn serves Unrolled: `gunicorn -c gunicorn.conf.py app:server`.

PORT, HOST, WORKERS, THREADS and METRICS_PORT come from the environment; what cannot be used is
refused with one sentence before anything starts.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

# One thread of linear algebra per worker: the models are small and the workers share the cores.
for library in ("OMP", "OPENBLAS", "MKL", "VECLIB"):
    name = "VECLIB_MAXIMUM_THREADS" if library == "VECLIB" else f"{library}_NUM_THREADS"
    os.environ.setdefault(name, "1")


def whole_number(name: str, default: int, most: int) -> int:
    """Return the whole number from 1 to `most` in environment variable `name`, or the default.

    Raises:
        SystemExit: The variable holds something else; the message says what and what to do.
    """
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= most:
        return int(given)
    raise SystemExit(
        f"{name} must be a whole number from 1 to {most}, but it is {given!r}. "
        f"For example: {name}={default or 9100} make run"
    )


def address(host: str) -> str:
    """Return `host` as it stands in an address: IPv6 in brackets.

    Raises:
        SystemExit: The host holds a space, a slash or a port of its own.
    """
    is_ipv6 = host.count(":") > 1
    if any(mark in host for mark in " /@") or (":" in host and not is_ipv6):
        raise SystemExit(
            f"HOST must be a host name or an IP address, but it is {host!r}. "
            "For example: HOST=0.0.0.0 PORT=8050 make run"
        )
    return f"[{host.strip('[]')}]" if is_ipv6 else host


# Of mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8

host = address(os.environ.get("HOST", "").strip() or "127.0.0.1")
port = whole_number("PORT", default=8050, most=65535)

metrics_port = whole_number("METRICS_PORT", default=0, most=65535)

bind = f"{host}:{port}"
workers = whole_number("WORKERS", default=2, most=64)
threads = whole_number("THREADS", default=4, most=64)
# Threads, but slow clients do not hold them.
worker_class = "components.patient_worker.PatientWorker"
# The app is imported once and shared by fork. Safe because no worker ever loads TensorFlow.
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 5
# Heartbeats belong in memory: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# A link carries up to 500 characters, and a Hebrew letter or an emoji takes 6 to 12 bytes in it.
limit_request_line = 8190
control_socket_disable = True
loglevel = "warning"
# One line of JSON each, on standard output, without who asked or what was typed.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "core.log_lines.JsonLines"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "stream": "ext://sys.stdout",
        }
    },
    "root": {"level": "WARNING", "handlers": ["lines"]},
    "loggers": {
        "unrolled": {"level": "INFO"},
        "gunicorn.error": {"level": "WARNING", "propagate": True, "handlers": []},
        "gunicorn.access": {"level": "CRITICAL", "propagate": False, "handlers": []},
    },
}


def keep_memory_small() -> None:
    """Let what a request has used go back to the system; where libc cannot, it stays ours.

    glibc gives every thread an arena of its own and keeps what was once large. Two arenas, and
    blocks from 256 kB mapped by themselves, make a worker after a lecture about 50 MB smaller.
    """
    with suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in (
            (_ARENA_MAX, 2),
            (_MMAP_THRESHOLD, 2**18),
            (_TRIM_THRESHOLD, 2**18),
        ):
            mallopt(parameter, value)


def leave_out_pyarrow() -> None:
    """Keep pandas from importing pyarrow where it is installed: 36 MB that no worker uses.

    `core.classical` lets it in again, in the processes that fit.
    """
    sys.modules.setdefault("pyarrow", None)  # type: ignore[arg-type]


def make_room_for_numbers() -> None:
    """Make a private folder in which every worker writes what it counts.

    Prometheus's library wants to know it before it is imported.
    """
    folder, master = tempfile.mkdtemp(prefix="unrolled-metrics-", dir=worker_tmp_dir), os.getpid()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    # Workers, too, come here when they end.
    atexit.register(lambda: os.getpid() == master and shutil.rmtree(folder, ignore_errors=True))


shared: list[Any] = []  # the socket on which every worker answers Prometheus
if __name__ == "__config__":  # as gunicorn reads it
    keep_memory_small()
    leave_out_pyarrow()
    if metrics_port:
        make_room_for_numbers()


def on_starting(_server: Any) -> None:
    """Take the port for Prometheus, for all workers.

    Raises:
        SystemExit: Somebody else has it.
    """
    if not metrics_port:
        return
    from components.observations import listen  # noqa: PLC0415

    try:
        shared.append(listen(host, metrics_port))
    except OSError as error:
        raise SystemExit(f"METRICS_PORT {metrics_port} cannot be had: {error.strerror}.") from error


def post_worker_init(_worker: Any) -> None:
    """Let a new worker count, and answer Prometheus."""
    if metrics_port:
        from components.observations import begin  # noqa: PLC0415

        begin(shared[0])


def child_exit(_server: Any, worker: Any) -> None:
    """Leave a worker that has ended out of what is alive."""
    if metrics_port:
        from components.observations import forget  # noqa: PLC0415

        forget(worker.pid)


def when_ready(_server: Any) -> None:
    """Say where the app is, once it answers; leave what was imported to the workers as it is."""
    gc.collect()
    gc.freeze()  # collecting would write into pages that all workers share
    everywhere = {"0.0.0.0", "[::]"}  # noqa: S104
    shown = "127.0.0.1" if host in everywhere else host
    sys.stdout.write(f"Unrolled is at http://{shown}:{port}  (Ctrl-C stops it)\n")
    sys.stdout.flush()
