"""A file that a visitor gives, on the bench."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys

AREA, GOT = '[data-upload="parts-file"]', "#parts-got"


@pytest.fixture
def parts(bench: Any) -> Any:
    """Return a browser on the page that has every part once."""
    bench.driver.get(f"{bench.server_url.rstrip('/')}/parts")
    bench.wait_for_text_to_equal(GOT, "nothing", timeout=20)
    return bench


def give(browser: Any, path: Path) -> None:
    """Choose a file, as the dialog of the browser would."""
    browser.find_element(f"{AREA} input[type=file]").send_keys(str(path))


def test_a_file_arrives_is_named_and_can_be_removed_and_given_again(
    parts: Any, tmp_path: Path
) -> None:
    path = tmp_path / "prices.csv"
    path.write_bytes(b"a" * 1500)
    for _ in range(2):
        give(parts, path)
        parts.wait_for_text_to_equal(GOT, "YWFhYWFh")
        parts.wait_for_text_to_equal("#parts-file-name", "prices.csv · 1.5 KB")
        parts.find_element("#parts-file-remove").click()
        parts.wait_for_text_to_equal(GOT, "nothing")
        assert not parts.find_element("#parts-file-chosen").is_displayed()


def test_a_file_of_21_megabytes_is_refused_before_anything_is_sent(
    parts: Any, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"0" * 21 * 10**6)
    give(parts, path)
    parts.wait_for_contains_text("#parts-file-refused", "large.csv is too large: 20.0 MB")
    assert parts.find_element(GOT).text == "nothing"
    assert not parts.find_element("#parts-file-chosen").is_displayed()
    path.write_bytes(b"a" * 6)
    give(parts, path)
    parts.wait_for_text_to_equal(GOT, "YWFhYWFh")
    assert parts.find_element("#parts-file-refused").text == ""


def test_the_button_is_reached_by_tab_and_opens_the_dialog(parts: Any) -> None:
    script = (
        "const input = document.querySelector(arguments[0] + ' input[type=file]');"
        "input.addEventListener('click', (event) => {"
        " event.preventDefault(); window.asked = true; });"
        "document.querySelector(arguments[0] + ' button').focus()"
    )
    parts.driver.execute_script(script, AREA)
    parts.driver.switch_to.active_element.send_keys(Keys.ENTER)
    until(lambda: parts.driver.execute_script("return window.asked") is True, timeout=3)


def test_what_is_dropped_is_looked_at_too(parts: Any) -> None:
    script = """
      const dropped = new DataTransfer();
      for (const name of arguments[1]) dropped.items.add(new File(["a".repeat(6)], name));
      const zone = document.querySelector(arguments[0] + " .upload-invitation");
      zone.dispatchEvent(
        new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
    """
    parts.driver.execute_script(script, AREA, ["a.csv", "b.csv"])
    parts.wait_for_contains_text("#parts-file-refused", "You dropped 2 files")
    assert parts.find_element(GOT).text == "nothing"
    parts.driver.execute_script(script, AREA, ["a.csv"])
    parts.wait_for_text_to_equal(GOT, "YWFhYWFh")
