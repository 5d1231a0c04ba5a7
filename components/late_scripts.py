"""Scripts that only some pages need: fetched while the first page is read, run where needed.

Dash sends every script of every component library with every page. Here plotly is a bundle without
maps and 3-D, a third of the whole one; the grid comes after everything else; what no page uses does
not come at all. `assets/late_scripts.js` runs them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import flask
from werkzeug.exceptions import NotFound

ENDPOINT = "vendor"
FOLDER = Path(__file__).resolve().parent.parent / "vendor"
PLOTLY = "plotly-cartesian-4.1.1.min.js"
GRID = ("dash_ag_grid.min.js", "async-community.js")  # the second is asked for by the first
_SCRIPT = re.compile(r'<script src="([^"]+)"></script>\s*')
# Dash adds them to every page: tables that nobody shows, and the grid, which comes late.
_LEFT_OUT = ("/dash/dash_table/", "/dash_ag_grid/")


def serve_vendor(server: flask.Flask, prefix: str) -> None:
    """Give the server the addresses of late scripts, each of which carries its version.

    Args:
        server: The server of the app.
        prefix: What its addresses begin with, such as `/`.
    """

    def vendor(edition: str, name: str) -> flask.Response:
        folder = _folders().get(f"{edition}/{name}")
        if folder is None:
            raise NotFound
        return flask.send_from_directory(folder, name, mimetype="text/javascript")

    server.add_url_rule(f"{prefix}{ENDPOINT}/<edition>/<name>", ENDPOINT, vendor)


def without_late_scripts(scripts: str, prefix: str) -> str:
    """Return the script elements of a document; of what can wait there is only a link.

    Args:
        scripts: The elements as Dash writes them.
        prefix: What the addresses of the app begin with.
    """
    for found in _SCRIPT.finditer(scripts):
        if any(mark in found[1] for mark in _LEFT_OUT):
            scripts = scripts.replace(found[0], "")
    named = zip(("plotly", "grid", "grid-parts"), _folders(), strict=True)
    links = [
        f'<link rel="prefetch" as="script" id="late-{name}" href="{prefix}{ENDPOINT}/{place}">'
        for name, place in named
    ]
    return "\n".join([*links, scripts])


@cache
def _folders() -> dict[str, Path]:
    """Return edition and name of every late script -> the folder it lies in."""
    spec = find_spec("dash_ag_grid")
    package = Path(spec.origin).parent if spec and spec.origin else FOLDER
    edition = f"grid-{version('dash-ag-grid')}"
    return {f"plotly/{PLOTLY}": FOLDER, **{f"{edition}/{name}": package for name in GRID}}
