"""Every page keeps the content security policy, in light and in dark, down to its last part."""

from __future__ import annotations

from typing import Any

import dash
import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.console import complaints

LISTEN = """
window.broken_rules = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken_rules.push(
  `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
BROKEN = "return window.broken_rules"
WALK = """
const step = document.documentElement.clientHeight * 0.8;
if (window.scrollY + window.innerHeight >= document.body.scrollHeight - 2) return true;
window.scrollBy(0, step); return false;
"""
OPEN = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
TALL = {"width": 1440, "height": 3000, "deviceScaleFactor": 1, "mobile": False}
SCHEME = "return document.documentElement.dataset.mantineColorScheme"


@pytest.fixture
def watched(lab: Any) -> Any:
    """Return a browser that notes what the policy refuses, from the first line of every page."""
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", TALL)  # fewer steps to the end
    listening = lab.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN}
    )
    yield lab
    lab.driver.execute_cdp_cmd(
        "Page.removeScriptToEvaluateOnNewDocument", {"identifier": listening["identifier"]}
    )
    lab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    lab.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def prefer(browser: Any, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def walked_through(browser: Any, address: str) -> list[str]:
    """Open a page, all that folds on it, and go down to its end; return which rules it broke."""
    browser.driver.get(address)
    browser.wait_for_element(".page-question", timeout=30)
    browser.driver.execute_script(OPEN)
    WebDriverWait(browser.driver, 60, poll_frequency=0.3).until(
        lambda driver: driver.execute_script(WALK)
    )
    return list(browser.driver.execute_script(BROKEN))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_the_policy_or_complains(watched: Any, scheme: str) -> None:
    prefer(watched, scheme)
    found = {}
    for page in dash.page_registry.values():
        if "404" in page["path"]:
            continue
        broken = walked_through(watched, watched.server_url + page["path"])
        assert watched.driver.execute_script(SCHEME) == scheme
        found[page["path"]] = broken + complaints(watched)
    assert len(found) > 5
    assert {path: said for path, said in found.items() if said} == {}


def test_a_broken_rule_is_found(watched: Any) -> None:
    assert walked_through(watched, f"{watched.server_url}/") == []
    watched.driver.execute_script(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    (broken,) = watched.driver.execute_script(BROKEN)
    assert broken.startswith("script-src")
    complaints(watched)
