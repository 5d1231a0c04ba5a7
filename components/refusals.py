"""What the server answers when it does not answer: one sentence, never a traceback.

`assets/connection.js` shows the sentence in the notice area.
"""

from __future__ import annotations

import logging
from typing import Any

import dash
import flask
from dash.exceptions import DependencyException
from werkzeug.exceptions import HTTPException

from core.errors import passed_through

_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address cannot be asked in this way.",
    413: "This is more than the server takes at once. Give less of it.",
    415: "This address takes JSON only.",
    429: "Too many requests came from your address. The page goes on by itself in a moment.",
}
_OURS = "Something went wrong on our side. Your last change was not applied; please try again."
_THEIRS = "The server could not make sense of this request. Please load the page again."
log = logging.getLogger("unrolled")


def answer_in_sentences(server: flask.Flask) -> None:
    """Let every error be answered with `{"message": sentence}` and its status."""
    server.register_error_handler(HTTPException, _refused)
    server.register_error_handler(DependencyException, _unknown_file)
    server.register_error_handler(FileNotFoundError, _unknown_file)
    server.register_error_handler(Exception, _failed)

    @server.after_request
    def know_pages(response: flask.Response) -> flask.Response:
        """Give unknown addresses, which Dash answers with its one document, the status 404."""
        is_document = response.mimetype == "text/html" and response.status_code == 200
        if is_document and page_at(flask.request.path) is None:
            response.status_code = 404
        return response


def refusal(status: int, sentence: str = "") -> flask.Response:
    """Return an answer that says why there is none."""
    default = _SENTENCES.get(status, _OURS if status >= 500 else _THEIRS)
    response = flask.jsonify(message=sentence or default)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def page_at(path: str) -> str | None:
    """Return the registered path of the page at an address; None where there is none."""
    wanted = path.rstrip("/") or "/"
    for page in dash.page_registry.values():
        if wanted == (page["relative_path"].rstrip("/") or "/"):
            return str(page["path"])
    return None


def _refused(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:  # a redirection
        return error.get_response()
    response = refusal(status)
    kept = {"Allow", "Retry-After"}
    response.headers.extend(pair for pair in error.get_headers() if pair[0] in kept)
    return response


def _unknown_file(_error: Exception) -> flask.Response:
    return refusal(404)


def _failed(error: Exception) -> flask.Response:
    log.error("%s", passed_through(error))
    return refusal(500)
