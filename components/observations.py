"""What Prometheus is told on a port of its own: requests, callbacks, models, workers.

Labels are addresses of pages, rules of the server, names of models: never who asked, never what was
typed. gunicorn.conf.py says where the workers write their numbers; each of them can answer for all.
"""

from __future__ import annotations

import os
import socket
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_OWN = CollectorRegistry()  # nothing that the library counts by itself
_REQUESTS = Counter(
    "unrolled_requests", "Requests that were answered.",
    ("method", "route", "status"), registry=_OWN,
)  # fmt: skip
_CALLBACKS = Histogram(
    "unrolled_callback_seconds", "Time a callback took, by the page it belongs to.",
    ("page",), buckets=_SECONDS, registry=_OWN,
)  # fmt: skip
_MODELS = Histogram(
    "unrolled_inference_seconds", "Time one pass through a model took.",
    ("model",), buckets=_SECONDS, registry=_OWN,
)  # fmt: skip
_WORKERS = Gauge(
    "unrolled_workers", "Processes that answer now.", registry=_OWN, multiprocess_mode="livesum"
)
_SLOWEST = 5.0  # seconds
_counting: list[int] = []


def listen(host: str, port: int) -> socket.socket:
    """Return a socket for all workers; raises `OSError` where the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host.strip("[]"), port), family=family)


def begin(listening: socket.socket) -> None:
    """Count in this worker from now on, and answer whoever asks on the socket."""
    _counting[:] = [os.getpid()]
    _WORKERS.set(1)
    server = _Shared(listening.getsockname()[:2], _Silent, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()[:2]
    server.setup_environ()
    server.set_app(make_wsgi_app(_everybody()))
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()


def forget(pid: int) -> None:
    """Leave a process that has ended out of what is alive; what it counted stays counted."""
    mark_process_dead(pid)


def count_request(record: dict[str, Any]) -> None:
    """Count a request; see `components.request_record`."""
    if not _is_worker():
        return
    _REQUESTS.labels(record["method"], record["route"], str(record["status"])).inc()
    if record["page"]:
        _CALLBACKS.labels(record["page"]).observe(record["ms"] / 1000)


def time_model(model: str, seconds: float) -> None:
    """Count a pass through a model; see `core.model_times`."""
    if _is_worker():
        _MODELS.labels(model).observe(seconds)


def _is_worker() -> bool:
    """Say whether this process counts: jobs that a worker starts would leave a file each."""
    return _counting == [os.getpid()]


def _everybody() -> CollectorRegistry:
    """Return what reads the numbers of all workers, when it is asked."""
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


class _Shared(WSGIServer):
    """A server on a socket that every worker has: whoever is free answers."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: who asks for numbers asks again."""

    def get_request(self) -> Any:
        """Return the next connection, which may not keep its worker waiting."""
        connection, address = super().get_request()
        connection.settimeout(_SLOWEST)
        return connection, address


class _Silent(WSGIRequestHandler):
    """Writes no line per request, and so no address of anybody."""

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""
