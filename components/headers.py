"""What every answer says beside its content: what a browser may do with it, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import flask
from dash import Dash

from components import index

# What nothing on the pages needs. What is not named here is left to the browser.
_SWITCHED_OFF = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "usb",
)  # fmt: skip
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
    "Cross-Origin-Resource-Policy": "same-origin",
}
# For browsers that do not know frame-ancestors; with sites in it there is no older way to say so.
_OLDER = {"'self'": "SAMEORIGIN", "'none'": "DENY"}


def send_headers(app: Dash, frame_ancestors: str) -> None:
    """Give every answer its headers: pages, scripts, errors, answers without a body.

    Args:
        app: All of its callbacks must be registered before its first answer.
        frame_ancestors: Who may show the pages in a frame, as in a content security policy.
    """

    @cache
    def document_policy() -> str:
        # Dash knows its own inline scripts once it has answered for the first time.
        return _policy(app.csp_hashes(), frame_ancestors)

    app.server.after_request(_finishing(document_policy, frame_ancestors))


def _finishing(
    document_policy: Callable[[], str], frame_ancestors: str
) -> Callable[[flask.Response], flask.Response]:
    elsewhere = f"default-src 'none'; frame-ancestors {frame_ancestors}"
    always = dict(_ALWAYS)
    if frame_ancestors in _OLDER:
        always["X-Frame-Options"] = _OLDER[frame_ancestors]

    def finish(response: flask.Response) -> flask.Response:
        is_document = response.mimetype == "text/html"
        response.headers["Content-Security-Policy"] = (
            document_policy() if is_document else elsewhere
        )
        for name, value in always.items():
            response.headers[name] = value
        return response

    return finish


def _policy(hashes: Iterable[str], frame_ancestors: str) -> str:
    """Return the content security policy of a document."""
    scripts = " ".join(("'self'", index.script_hash(), *hashes))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "frame-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )
