"""A real server and a real browser. A missing browser fails the tests: nothing is skipped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash

from tests.browser.chromium import chromium_saving_to, serving_here
from tests.browser.console import assert_console_clean, complaints
from tests.sources import PROJECT

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


@pytest.fixture(scope="session")
def server_url(dash_app: Dash) -> Iterator[str]:
    """Serve the app once for all tests; return its address."""
    with serving_here(dash_app) as address:
        yield address


@pytest.fixture(scope="session")
def bench_url() -> Iterator[str]:
    """Serve the bench (shell and parts, no topics) in a process of its own; return its address."""
    command = [sys.executable, "-m", "tests.browser.bench.serve"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Start one browser for all tests; each test gets a tab of its own, see `tab`."""
    with chromium_saving_to(tmp_path_factory.mktemp("download")) as browser:
        yield browser


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """Return the browser in a new tab that remembers nothing; its console must end up clean."""
    driver = chromium.driver
    used = driver.current_window_handle
    driver.switch_to.new_window("tab")
    fresh = driver.current_window_handle
    driver.switch_to.window(used)
    driver.close()
    driver.switch_to.window(fresh)
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    complaints(chromium)
    yield chromium
    assert_console_clean(chromium)


@pytest.fixture
def lab(tab: Any, server_url: str) -> Any:
    """Return a browser on the home page."""
    tab.server_url = server_url
    return tab


@pytest.fixture
def bench(tab: Any, bench_url: str) -> Any:
    """Return a browser on the bench."""
    tab.server_url = bench_url
    return tab


@pytest.fixture
def phone(lab: Any) -> Any:
    """Return a browser as wide as a phone, on the home page."""
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    return lab
