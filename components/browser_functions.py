"""The small functions that Dash writes into every document, as one script that browsers keep.

Written into the document they would be sent again with every page, and each would need its hash in
the content security policy: more than 4 kB of header, which proxies refuse.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import flask
from dash import Dash
from werkzeug.exceptions import NotFound

from components.late_scripts import without_late_scripts

FOLDER = "functions"


class CompactDash(Dash):
    """A Dash app whose documents name the script of the browser's functions instead of it."""

    def interpolate_index(self, **parts: Any) -> str:
        """Return the document; see `Dash.interpolate_index`."""
        parts["scripts"] = _compacted(self, parts["scripts"])
        return str(super().interpolate_index(**parts))

    def csp_hashes(self, hash_algorithm: str = "sha256") -> list[str]:
        """Return the hash of the only script that is left in the document."""
        hashes: list[str] = super().csp_hashes(hash_algorithm)
        return hashes[-1:]


def serve_functions(app: CompactDash) -> None:
    """Give the server the address of the script, which carries the hash of its content."""

    def script(name: str) -> flask.Response:
        source = functions_of(app)
        if name != named(source):
            raise NotFound
        response = flask.Response(source, mimetype="text/javascript")
        response.set_etag(name)
        return response

    prefix = app.config.requests_pathname_prefix
    app.server.add_url_rule(f"{prefix}{FOLDER}/<name>", FOLDER, script)


def functions_of(app: Dash) -> str:
    """Return the source of all functions; complete once every page has been registered."""
    return "\n".join(app._inline_scripts)


@cache
def named(source: str) -> str:
    """Return the name of a script with this source."""
    return f"{hashlib.sha256(source.encode()).hexdigest()[:20]}.js"


@cache
def _compacted(app: CompactDash, scripts: str) -> str:
    """Return the script elements of a document with the functions named, not written out."""
    for source in app._inline_scripts:
        scripts = scripts.replace(f"<script>{source}</script>", "")
    prefix = app.config.requests_pathname_prefix
    scripts = without_late_scripts(scripts.strip(), prefix)
    return f'{scripts}\n<script src="{prefix}{FOLDER}/{named(functions_of(app))}"></script>'
