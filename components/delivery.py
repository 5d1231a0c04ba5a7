"""How answers leave the server: how long a browser may keep them, and how small they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import flask
from flask_compress import Compress

from components.browser_functions import FOLDER
from components.late_scripts import ENDPOINT
from components.packed import Packed

_A_YEAR = 31_536_000
_TEXT = {"text/javascript", "application/javascript", "text/css", "image/svg+xml"}


def deliver_well(server: flask.Flask, folder: Path | None) -> None:
    """Let browsers keep what never changes, and send text compressed.

    What never changes is compressed once and well, everything else as it is asked for and quickly.

    Args:
        server: The server whose answers these are.
        folder: Private; where the compressed scripts are kept from one start to the next. None
            where the server may not write.
    """
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_ALGORITHM_STREAMING"] = ["br"]
    # Flask asks in reverse order: pack what lasts, compress what was not packed, say how long.
    server.after_request(_keep_a_year)
    Compress(server)
    server.after_request(_packing(Packed(folder)))


def _keep_a_year(response: flask.Response) -> flask.Response:
    if response.status_code == 200 and _never_changes(flask.request):
        response.cache_control.no_cache = None
        response.cache_control.max_age = _A_YEAR
    return response


def _packing(packed: Packed) -> Callable[[flask.Response], flask.Response]:
    """Return what replaces the body of lasting scripts and styles by its compressed form.

    The scripts of installed packages last as long as the process, whatever they are called.
    """

    def pack(response: flask.Response) -> flask.Response:
        request = flask.request
        if not (_is_kept_here(request) and _can_be_packed(request, response)):
            return response
        etag, _ = response.get_etag()
        key = (request.path, etag)
        body = packed.get(key)
        if body is None:
            response.direct_passthrough = False
            body = packed.add(key, response.get_data())
        response.close()
        response.set_data(body)
        response.headers["Content-Encoding"] = "br"
        if etag:
            response.set_etag(f"{etag}:br")
        return response

    return pack


def _can_be_packed(request: flask.Request, response: flask.Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype in _TEXT
        and "br" in request.accept_encodings
    )


def _is_kept_here(request: flask.Request) -> bool:
    return _never_changes(request) or "/_dash-component-suites/" in request.path


def _never_changes(request: flask.Request) -> bool:
    """Say whether an address stands for one content: fonts, and what carries its date or hash."""
    if request.endpoint in {FOLDER, ENDPOINT}:
        return True
    if "/assets/" in request.path:
        return "m" in request.args or "/fonts/" in request.path
    return "/_dash-component-suites/" in request.path and ".v" in request.path
