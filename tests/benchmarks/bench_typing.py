"""What a key that is typed costs the visitor's own processor, with and without `components.still`.

Chromium's profiler says how long the page's thread was busy until it came to rest.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from components import page
from tests.benchmarks.figures import Figures
from tests.browser.chromium import chromium_saving_to, serving_here

BOXES = {"/sentiment": "#sentiment-text", "/questions": "#questions-first",
         "/next-word": "#next-word-text"}  # fmt: skip
TYPED = " so nice it"
_REST = 0.5  # seconds after every key
_SETTLED = 4  # seconds after a page has come
_RESTING = {"(idle)", "(program)"}  # no script; layout and paint belong to the second


def bench_a_key_in_the_browser(
    figures: Figures, tmp_path: Path, dash_app: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving_here(dash_app) as address, chromium_saving_to(tmp_path) as browser:
        for path, box in BOXES.items():
            with monkeypatch.context() as patched:
                patched.setattr(page, "sent_still", lambda whole: whole)
                before = busy_per_key(browser, address + path, box)
            after = busy_per_key(browser, address + path, box)
            figures.add("a key in the browser", f"{path}, all components", before, "ms")
            figures.add("a key in the browser", f"{path}, still parts as HTML", after, "ms")
            figures.add("a key in the browser", f"{path}, ratio", before / after, "times")


def busy_per_key(browser: Any, address: str, box: str) -> float:
    """Return how many milliseconds of scripts a key costs on a page."""
    driver = browser.driver
    driver.get(address)
    browser.wait_for_element(box, timeout=20)
    time.sleep(_SETTLED)
    driver.execute_script("document.querySelector(arguments[0]).focus()", box)
    driver.execute_cdp_cmd("Profiler.enable", {})
    driver.execute_cdp_cmd("Profiler.start", {})
    for letter in TYPED:
        driver.switch_to.active_element.send_keys(letter)
        time.sleep(_REST)
    profile = driver.execute_cdp_cmd("Profiler.stop", {})["profile"]
    resting = {
        node["id"] for node in profile["nodes"] if node["callFrame"]["functionName"] in _RESTING
    }
    spent = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(delta for node, delta in spent if node not in resting) / 1000 / len(TYPED)
