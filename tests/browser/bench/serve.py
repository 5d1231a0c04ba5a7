"""Serve the bench on a free port and say which: `python -m tests.browser.bench.serve`."""

from __future__ import annotations

import sys
from pathlib import Path

from dash import Dash, Input, get_asset_url
from werkzeug.serving import make_server

from components import index
from components.shell import VISIT, shell
from tests.sources import PROJECT


def bench() -> Dash:
    """Return a site with the real shell and assets, and pages that know no topic."""
    site = Dash(
        __name__,
        use_pages=True,
        pages_folder=str(Path(__file__).resolve().parent / "pages"),
        assets_folder=str(PROJECT / "assets"),
        suppress_callback_exceptions=True,
        routing_callback_inputs={"visit_": Input(VISIT, "data")},
        update_title=None,
    )
    site.index_string = index.document(get_asset_url)
    site.layout = shell()
    site.enable_dev_tools(debug=False)
    return site


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, bench().server, threaded=True)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
