"""What a page costs on the wire, as the browser counts it: headers and bodies, compressed."""

from __future__ import annotations

import json
import time
from typing import Any

from selenium.webdriver.support.ui import WebDriverWait

# Only what has arrived; what came out of the browser's cache counts nothing.
_RECEIVED = """
const entries = [...performance.getEntriesByType("navigation"),
                 ...performance.getEntriesByType("resource")];
return JSON.stringify(entries.map((entry) => [entry.name, entry.transferSize]));
"""
_LATE = "return [...document.querySelectorAll('link[rel=prefetch]')].map((link) => link.href)"
_QUIET = 1.0  # seconds without anything new
_PATIENCE = 60


def received(browser: Any, address: str) -> dict[str, int]:
    """Open a page and return address -> bytes of everything that came, what waits included."""
    browser.driver.get(address)
    browser.wait_for_element(".page-question", timeout=_PATIENCE)
    browser.driver.execute_script("window.scrollTo(0, document.body.scrollHeight)")
    found: dict[str, int] = {}

    def is_quiet(driver: Any) -> bool:
        nonlocal found
        before, found = found, _bytes(driver)
        time.sleep(_QUIET)
        # Not the bytes: a page that watches something asks again and again.
        return before.keys() == found.keys() >= set(driver.execute_script(_LATE))

    WebDriverWait(browser.driver, _PATIENCE, poll_frequency=0.1).until(is_quiet)
    return found


def _bytes(driver: Any) -> dict[str, int]:
    total: dict[str, int] = {}
    for address, size in json.loads(driver.execute_script(_RECEIVED)):
        total[address] = total.get(address, 0) + size
    return total


def forget(browser: Any) -> None:
    """Empty the browser's cache, as before a first visit."""
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})


def heaviest(found: dict[str, int]) -> str:
    """Return the five largest answers, for whoever has to find out what became too heavy."""
    largest = sorted(found.items(), key=lambda item: -item[1])[:5]
    return ", ".join(f"{address.split('/', 3)[-1][:70]}: {size:,}" for address, size in largest)
