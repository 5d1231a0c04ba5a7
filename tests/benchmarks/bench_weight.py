"""Bytes on the wire per page, counted by Chromium: a first visit, and after the home page."""

from __future__ import annotations

from pathlib import Path

import dash
from dash import Dash

from tests.benchmarks.bench_hall import warm_up
from tests.benchmarks.figures import Figures
from tests.browser.chromium import chromium_saving_to
from tests.browser.weight import forget, received
from tests.serving import serving


def bench_bytes_per_page(figures: Figures, tmp_path: Path, dash_app: Dash) -> None:
    paths = [p["path"] for p in dash.page_registry.values() if "404" not in p["path"]]
    with (
        serving(tmp_path / "work", WORKERS="1") as served,
        chromium_saving_to(tmp_path) as browser,
    ):
        warm_up(served)
        for path in paths:
            forget(browser)
            found = received(browser, served.address + path)
            kilobytes = sum(found.values()) / 1000
            figures.add("bytes on the wire", f"{path}, first", kilobytes, "kB", "<= 2,200")
        received(browser, f"{served.address}/")
        for path in paths:
            found = received(browser, served.address + path)
            kilobytes = sum(found.values()) / 1000
            figures.add("bytes on the wire", f"{path}, later", kilobytes, "kB", "<= 150")
