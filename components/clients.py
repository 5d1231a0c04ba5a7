"""Who asks, how much at once, and how often: no visitor may take the server from the others."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

import flask
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded
from werkzeug.middleware.proxy_fix import ProxyFix

from components.refusals import refusal

_AROUND = 2 * 2**20  # bytes of a callback's request beside the file in it
_BASE64 = 4 / 3  # letters per byte
_HOUSEHOLD = 64  # bits of an address of version 6 that belong to one household
_PATIENCE = 0.3  # seconds that Redis may take before it counts as gone


@dataclass(frozen=True)
class Allowance:
    """What one client may ask.

    Attributes:
        file_bytes: Of a file in a callback, which arrives as letters, four for three bytes.
        table_bytes: Of a file that is sent as it is.
        requests_per_minute: Callbacks.
        uploads_per_minute: Files sent and long jobs started.
        redis_url: Where clients are counted; empty: in the memory of each worker.
    """

    file_bytes: int
    table_bytes: int
    requests_per_minute: int
    uploads_per_minute: int
    redis_url: str = ""


def believe_proxies(server: flask.Flask, count: int) -> None:
    """Take the visitor's address from the last `count` proxies; from nobody where it is 0.

    A visitor can write any address into `X-Forwarded-For`; only what a trusted proxy has added at
    its end is believed.
    """
    if count:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def limit_clients(app: Any, allowance: Allowance, callbacks: str, files: str) -> None:
    """Limit how much a request may carry and how many of them a client may send.

    Scripts, styles, fonts and the answers about health are not counted.

    Args:
        app: The Dash app.
        allowance: What one client may ask.
        callbacks: Endpoint of the callbacks.
        files: Endpoint of files that are sent as they are.
    """
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = int(allowance.file_bytes * _BASE64) + _AROUND
    limiter = _limiter(server, allowance.redis_url)
    jobs = limiter.shared_limit(
        f"{allowance.uploads_per_minute} per minute",
        scope="jobs",
        exempt_when=lambda: not _starts_a_job(app.callback_map, files),
    )
    requests = limiter.limit(f"{allowance.requests_per_minute} per minute")
    views = server.view_functions
    views[callbacks] = requests(jobs(views[callbacks]))
    views[files] = jobs(_taking(views[files], allowance.table_bytes))
    server.register_error_handler(RateLimitExceeded, lambda _error: _too_many(limiter))


def _limiter(server: flask.Flask, redis_url: str) -> Limiter:
    """Return what counts; where Redis is gone, each worker counts for itself until it is back."""
    patience = {"socket_timeout": _PATIENCE, "socket_connect_timeout": _PATIENCE}
    return Limiter(
        client,
        app=server,
        storage_uri=redis_url or "memory://",
        storage_options=patience if redis_url else {},  # type: ignore[arg-type]
        in_memory_fallback_enabled=bool(redis_url),
        strategy="fixed-window",
        key_prefix="unrolled",
    )


def client() -> str:
    """Return whom a request is counted for: an address; in IPv6 the network of one household."""
    given = flask.request.remote_addr or ""
    try:
        address = ip_address(given)
    except ValueError:  # a proxy said something else
        return given[:60]
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, _HOUSEHOLD), strict=False))


def _starts_a_job(callbacks: Any, files: str) -> bool:
    """Say whether a request sends a file or starts a long job, not only asks how far it is."""
    request = flask.request
    if request.endpoint == files:
        return True
    if "cacheKey" in request.args:
        return False
    body = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    declared = callbacks.get(output) if isinstance(output, str) else None
    if declared is None:
        return False
    carries_a_file = any(one["property"] == "contents" for one in declared["inputs"])
    return bool(declared.get("background")) or carries_a_file


def _taking(view: Any, most: int) -> Any:
    """Return a view whose request may carry `most` bytes, and a little more for the answer why."""

    def taking() -> Any:
        flask.request.max_content_length = most + _AROUND
        return view()

    return taking


def _too_many(limiter: Limiter) -> flask.Response:
    response = refusal(429)
    limit = limiter.current_limit
    pause = limit.reset_at - time.time() if limit else 1
    response.headers["Retry-After"] = str(min(60, max(1, round(pause))))
    return response
