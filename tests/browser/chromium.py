"""A real browser, and the app served from this process to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from dash import Dash
from dash.testing.browser import Browser
from werkzeug.serving import make_server

from tests.conftest import pytest_setup_options


def chromium_saving_to(folder: Path) -> Any:
    """Return a browser, to be closed; what it downloads lies in `folder`."""
    return Browser(
        "Chrome",
        headless=True,
        options=pytest_setup_options(),
        download_path=str(folder),
        percy_run=False,
    )


@contextmanager
def serving_here(app: Dash) -> Iterator[str]:
    """Serve from this process, so that what is patched here is what is served; give the address."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=5)
