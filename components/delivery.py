"""How answers leave the server: how long a browser may keep them, and how small they are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import brotli
import flask
from flask_compress import Compress

_A_YEAR = 31_536_000
# Plotly shrinks from 4.8 MB to 1.23 MB, which takes 0.8 s once; the best quality takes 14 s.
_QUALITY = 9
_KEPT = 256
_TEXT = {"text/javascript", "application/javascript", "text/css", "image/svg+xml"}


def deliver_well(server: flask.Flask) -> None:
    """Let browsers keep what never changes, and send text compressed.

    What never changes is compressed once per process and well, everything else as it is asked
    for and quickly.
    """
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_ALGORITHM_STREAMING"] = ["br"]
    # Flask asks in reverse order: pack what lasts, compress what was not packed, say how long.
    server.after_request(_keep_a_year)
    Compress(server)
    server.after_request(_packing())


def _keep_a_year(response: flask.Response) -> flask.Response:
    if response.status_code == 200 and _never_changes(flask.request):
        response.cache_control.no_cache = None
        response.cache_control.max_age = _A_YEAR
    return response


def _packing() -> Callable[[flask.Response], flask.Response]:
    """Return what replaces the body of lasting scripts and styles by its compressed form.

    The scripts of installed packages last as long as the process, whatever they are called.
    """
    packed: OrderedDict[tuple[str, str | None], bytes] = OrderedDict()

    def pack(response: flask.Response) -> flask.Response:
        request = flask.request
        if not (_is_kept_here(request) and _can_be_packed(request, response)):
            return response
        etag, _ = response.get_etag()
        key = (request.path, etag)
        if key not in packed:
            response.direct_passthrough = False
            packed[key] = brotli.compress(response.get_data(), quality=_QUALITY)
            if len(packed) > _KEPT:
                packed.popitem(last=False)
        response.close()
        response.set_data(packed[key])
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
    """Say whether an address stands for one content: fonts, and what carries its date."""
    if "/assets/" in request.path:
        return "m" in request.args or "/fonts/" in request.path
    return "/_dash-component-suites/" in request.path and ".v" in request.path
