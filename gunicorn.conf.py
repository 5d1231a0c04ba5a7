"""How gunicorn serves Unrolled: `gunicorn -c gunicorn.conf.py app:server`.

PORT, HOST, WORKERS and THREADS come from the environment; what cannot be used is refused with one
sentence before anything starts.
"""

from __future__ import annotations

import os
import sys
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
        f"For example: {name}={default} make run"
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


host = address(os.environ.get("HOST", "").strip() or "127.0.0.1")
port = whole_number("PORT", default=8050, most=65535)

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


def when_ready(_server: Any) -> None:
    """Say where the app is, once it answers."""
    everywhere = {"0.0.0.0", "[::]"}  # noqa: S104
    shown = "127.0.0.1" if host in everywhere else host
    sys.stdout.write(f"Unrolled is at http://{shown}:{port}  (Ctrl-C stops it)\n")
    sys.stdout.flush()
