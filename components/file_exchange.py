"""Files between a browser and this server, piece by piece: sent as they are, fetched as they are.

A large file would have to pass through `dcc.Upload` as one string in memory, several times over.
Here the browser posts the file itself (`assets/file_exchange.js`) and gets a token for it. Tokens
travel in the body of requests only, so that no log of addresses holds one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

import flask

from components.refusals import refusal
from core.errors import InvalidInput, LessonError

_OURS = {"same-origin", "none"}
_FILENAME = "X-Filename"
GIVING = "files-give"  # the endpoint to which a file is sent


@dataclass(frozen=True)
class Exchange:
    """What happens to files.

    Attributes:
        receive: (stream, filename, size or None) -> token; raises `LessonError`.
        find: (token, part) -> path of a file that may be fetched; raises `LessonError`.
        forget: token -> everything under it is removed.
    """

    receive: Callable[[IO[bytes], str, int | None], str]
    find: Callable[[Any, str], Path]
    forget: Callable[[Any], None]


def exchange_files(server: flask.Flask, prefix: str, exchange: Exchange) -> None:
    """Give the server the addresses `files/give`, `files/take` and `files/forget`.

    Args:
        server: The server of the app.
        prefix: What its addresses begin with, such as `/`.
        exchange: What happens to files.
    """

    def give() -> flask.Response:
        try:
            _require_own_page()
            request = flask.request
            name = unquote(request.headers.get(_FILENAME, ""))[:500]
            token = exchange.receive(request.stream, name, request.content_length)
        except LessonError as error:
            return _refused(str(error))
        return _private(flask.jsonify(token=token))

    def take() -> flask.Response:
        form = flask.request.form
        try:
            path = exchange.find(form.get("token"), form.get("part", ""))
        except LessonError as error:
            return _refused(str(error))
        return _private(flask.send_file(path, mimetype="text/csv", max_age=0))

    def forget() -> flask.Response:
        with suppress(LessonError):  # there is nothing to remove
            exchange.forget(flask.request.get_data(as_text=True)[:200])
        return _private(flask.Response(status=204))

    for view in (give, take, forget):
        server.add_url_rule(
            f"{prefix}files/{view.__name__}", f"files-{view.__name__}", view, methods=["POST"]
        )


def _require_own_page() -> None:
    """Raise `InvalidInput` when a page of somebody else sends the file."""
    if flask.request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        raise InvalidInput("Files are taken from the pages of this site only.")


def _refused(message: str) -> flask.Response:
    return _private(refusal(400, message))


def _private(response: flask.Response) -> flask.Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response
