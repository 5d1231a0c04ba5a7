"""A line of the log per request: what was asked, how it ended, how long it took. Not by whom.

Neither the address of a visitor nor anything a visitor wrote is in it: no query, and of the path
only the rule or the page it belongs to.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import dash
import flask
from dash import Dash

from components.ids import page_ids
from components.refusals import page_at

log = logging.getLogger("unrolled.requests")
Listener = Callable[[dict[str, Any]], object]


def keep_record(app: Dash, listeners: list[Listener]) -> None:
    """Tell every listener about every request: method, route, page, status, ms, bytes."""
    if not listeners:
        return

    def start() -> None:
        flask.g.asked_at = time.perf_counter()

    def tell(response: flask.Response) -> flask.Response:
        record = _record(response)
        for listener in listeners:
            listener(record)
        return response

    # Functions after a request run in reverse order: this one is to see the finished answer.
    app.server.before_request_funcs.setdefault(None, []).insert(0, start)
    app.server.after_request_funcs.setdefault(None, []).insert(0, tell)


def write_line(record: dict[str, Any]) -> None:
    """Write a record into the log."""
    log.info("request", extra={"fields": record})


def _record(response: flask.Response) -> dict[str, Any]:
    request = flask.request
    rule = request.url_rule.rule if request.url_rule else "unknown"
    began = flask.g.get("asked_at", time.perf_counter())
    callback = flask.g.get("callback")  # set by the gate, once it is one of ours
    return {
        "method": request.method if request.url_rule else "unknown",
        "route": _route(rule),
        "page": _page_of(callback) if callback else None,
        "status": response.status_code,
        "ms": round(1000 * (time.perf_counter() - began), 1),
        "bytes": response.content_length,
    }


def _route(rule: str) -> str:
    """Return what stands for an address: its page, or the rule that it fits."""
    if rule.endswith("<path:path>"):
        return page_at(flask.request.path) or "unknown"
    return rule


@cache
def _page_of(output: str) -> str:
    """Return to which page a callback belongs; ids begin with the name of their page."""
    first = output.lstrip(".")
    for module, page in dash.page_registry.items():
        if first.startswith(page_ids(module)("")):
            return str(page["path"])
    return "frame"
