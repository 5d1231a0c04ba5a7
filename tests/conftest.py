"""Fixtures that several kinds of tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.settings import settings

if TYPE_CHECKING:
    from dash import Dash
    from flask.testing import FlaskClient
    from selenium.webdriver.chrome.options import Options


def pytest_setup_options() -> Options:
    """Return how dash[testing] starts Chromium: quiet, and able to run as root in a container."""
    from selenium.webdriver.chrome.options import Options

    options = Options()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ):
        options.add_argument(argument)
    chromium = shutil.which("chromium")
    if chromium and not shutil.which("google-chrome"):
        options.binary_location = chromium
    return options


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of the real data; skips where nobody has put it."""
    root = settings().data_root
    if not (root / "stocks" / "fortune500_100_days.csv").exists():
        pytest.skip(f"no real data under {root} (set UNROLLED_DATA to its folder)")
    return root


@pytest.fixture(scope="session")
def dash_app() -> Dash:
    """Return the one app of this process: made twice, it would register every callback twice."""
    import app

    return app.app


@pytest.fixture
def client(dash_app: Dash) -> Iterator[FlaskClient]:
    """Return a client that asks the app without a network."""
    with dash_app.server.test_client() as asking:
        yield asking
