"""Settings belong to the visitor: what one changes, the other does not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selenium.webdriver.common.keys import Keys

from core.review import LECTURE_REVIEW
from tests.browser.chromium import chromium_saving_to

SCHEME = "return document.documentElement.dataset.mantineColorScheme"
SHOWN = "return document.querySelector('#sentiment-text').value"


def on_the_sentiment_page(browser: Any, address: str) -> Any:
    """Open the page and return its text box."""
    browser.driver.get(f"{address}/sentiment")
    return browser.wait_for_element("#sentiment-text", timeout=20)


def test_two_visitors_do_not_see_each_others_settings(
    lab: Any, server_url: str, tmp_path: Path
) -> None:
    with chromium_saving_to(tmp_path) as other:
        on_the_sentiment_page(other, server_url)
        before = other.driver.execute_script(SCHEME)
        box = on_the_sentiment_page(lab, server_url)
        lab.find_element("#shell-scheme").click()
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys("mine alone")
        lab.wait_for_contains_text("body", "word 2 of 2", timeout=20)
        assert lab.driver.execute_script(SCHEME) != before
        on_the_sentiment_page(other, server_url)
        assert other.driver.execute_script(SHOWN) == LECTURE_REVIEW
        assert other.driver.execute_script(SCHEME) == before
    assert lab.driver.execute_script(SHOWN) == "mine alone"
