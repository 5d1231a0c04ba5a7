"""What those who run the server ask: does it live, can it do all it is here for?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import flask


def answer_probes(
    server: flask.Flask,
    prefix: str,
    readiness: Callable[[], tuple[Sequence[str], Mapping[str, str]]],
) -> None:
    """Give the server the addresses `healthz` and `readyz`.

    Args:
        server: The server of the app.
        prefix: What its addresses begin with, such as `/`.
        readiness: Which models answer, and why each of the others does not.
    """

    def healthz() -> flask.Response:
        return _unkept(flask.jsonify(alive=True))

    def readyz() -> flask.Response:
        able, missing = readiness()
        response = flask.jsonify(ready=not missing, models=list(able), missing=dict(missing))
        response.status_code = 503 if missing else 200
        return _unkept(response)

    for view in (healthz, readyz):
        server.add_url_rule(f"{prefix}{view.__name__}", view.__name__, view)


def _unkept(response: flask.Response) -> flask.Response:
    response.headers["Cache-Control"] = "no-store"
    return response
