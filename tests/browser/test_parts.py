"""The parts of a page, tried on the bench."""

from __future__ import annotations

from typing import Any

import pytest
from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

SEARCH = "return location.search"
HISTORY = "return history.length"


@pytest.fixture
def parts(bench: Any) -> Any:
    """Return a browser on the page that has every part once."""
    bench.driver.get(f"{bench.server_url.rstrip('/')}/parts")
    bench.wait_for_text_to_equal("#parts-said", "GOOG/")
    bench.wait_for_element(".js-plotly-plot .main-svg")
    return bench


def click_chip(browser: Any, label: str) -> None:
    """Click the preset with this label."""
    (chip,) = (chip for chip in browser.find_elements(".preset") if chip.text == label)
    chip.click()


def search(browser: Any, expected: str) -> None:
    """Wait until the address carries these parameters."""
    until(lambda: browser.driver.execute_script(SEARCH) == expected, timeout=5)


def test_a_preset_sets_its_values_and_the_link_follows(parts: Any) -> None:
    click_chip(parts, "Amazon")
    parts.wait_for_text_to_equal("#parts-said", "AMZN/books")
    search(parts, "?ticker=AMZN&text=books")
    assert parts.find_element("#parts-text").get_attribute("value") == "books"


def test_back_and_forward_show_the_earlier_steps(parts: Any) -> None:
    click_chip(parts, "Apple")
    search(parts, "?ticker=AAPL")
    click_chip(parts, "Amazon")
    parts.wait_for_text_to_equal("#parts-said", "AMZN/books")
    parts.driver.back()
    parts.wait_for_text_to_equal("#parts-said", "AAPL/")
    parts.driver.back()
    parts.wait_for_text_to_equal("#parts-said", "GOOG/")
    parts.driver.forward()
    parts.wait_for_text_to_equal("#parts-said", "AAPL/")


def test_one_step_back_undoes_one_step(parts: Any) -> None:
    click_chip(parts, "Apple")
    parts.wait_for_text_to_equal("#parts-said", "AAPL/")
    search(parts, "?ticker=AAPL")
    parts.driver.back()
    parts.wait_for_text_to_equal("#parts-said", "GOOG/")


def test_the_link_to_the_same_page_starts_it_afresh(parts: Any) -> None:
    click_chip(parts, "Apple")
    parts.wait_for_text_to_equal("#parts-said", "AAPL/")
    parts.find_element('.navigation a[href="/parts"]').click()
    parts.wait_for_text_to_equal("#parts-said", "GOOG/")
    search(parts, "")


def test_a_reload_shows_the_same(parts: Any) -> None:
    click_chip(parts, "Amazon")
    search(parts, "?ticker=AMZN&text=books")
    parts.driver.refresh()
    parts.wait_for_text_to_equal("#parts-said", "AMZN/books")


def test_typing_changes_the_link_in_place_and_within_its_limit(parts: Any) -> None:
    before = parts.driver.execute_script(HISTORY)
    parts.find_element("#parts-text").send_keys("twelve chars")
    search(parts, "?ticker=GOOG&text=twelve+c")
    assert parts.driver.execute_script(HISTORY) == before
    parts.wait_for_text_to_equal("#parts-said", "GOOG/twelve chars")


def test_the_copied_link_is_the_address_and_the_button_says_so(parts: Any) -> None:
    parts.driver.execute_script(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard',"
        "{value: {writeText: async text => { window.copied.push(text) }}})"
    )
    parts.find_element(".copy-link").click()
    parts.wait_for_contains_text(".copy-link", "Copied")
    address = parts.driver.current_url
    assert parts.driver.execute_script("return window.copied") == [address]
    parts.wait_for_contains_text(".copy-link", "Copy link")


def test_where_the_clipboard_is_refused_the_older_way_copies(parts: Any) -> None:
    parts.driver.execute_script(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard',"
        "{value: {writeText: async () => { throw new Error('refused') }}});"
        "document.addEventListener('copy', () => window.copied.push(getSelection().toString()"
        "|| document.activeElement.value))"
    )
    parts.find_element(".copy-link").click()
    parts.wait_for_contains_text(".copy-link", "Copied")
    assert parts.driver.execute_script("return window.copied") == [parts.driver.current_url]


def test_what_the_pointer_is_on_lights_up_everywhere(parts: Any) -> None:
    symbol = parts.find_element('.symbol[data-echo="w1"]')
    ActionChains(parts.driver).move_to_element(symbol).perform()
    assert len(parts.find_elements(".is-echoed")) == 2
    ActionChains(parts.driver).move_to_element(parts.find_element("h1")).perform()
    parts.wait_for_no_elements(".is-echoed")


def test_space_plays_but_not_while_a_button_has_the_focus(parts: Any) -> None:
    ActionChains(parts.driver).send_keys(Keys.SPACE).perform()
    parts.wait_for_text_to_equal("#parts-played", "played 1")
    parts.driver.execute_script("document.querySelector('.preset').focus()")
    ActionChains(parts.driver).send_keys(Keys.SPACE).perform()
    parts.wait_for_text_to_equal("#parts-said", "AAPL/")
    parts.wait_for_text_to_equal("#parts-played", "played 1")


def test_figures_follow_the_scheme_without_the_server(parts: Any) -> None:
    shown = (
        "const of = (selector, what) => getComputedStyle(document.querySelector(selector))[what];"
        "return [of('.xtick text', 'fill'), of('.js-line', 'stroke'), of('.ygrid', 'stroke')]"
    )
    first = parts.driver.execute_script(shown)
    requests = "return performance.getEntriesByType('resource').length"
    asked = parts.driver.execute_script(requests)
    parts.find_element("#shell-scheme").click()
    until(lambda: parts.driver.execute_script(shown) != first, timeout=3)
    second = parts.driver.execute_script(shown)
    assert all(one != other for one, other in zip(first, second, strict=True))
    updates = "return performance.getEntriesByType('resource').slice(arguments[0]).map(e => e.name)"
    later = parts.driver.execute_script(updates, asked)
    assert [name for name in later if "_dash-update" in name] == []


def test_presenting_enlarges_the_words_in_figures(parts: Any) -> None:
    size = "return parseFloat(getComputedStyle(document.querySelector('.xtick text')).fontSize)"
    assert parts.driver.execute_script(size) == pytest.approx(13)
    ActionChains(parts.driver).send_keys("p").perform()
    until(lambda: parts.driver.execute_script(size) == pytest.approx(13 * 1.35), timeout=5)


def test_a_figure_offers_one_button_and_it_is_the_download(parts: Any) -> None:
    buttons = parts.driver.find_elements("css selector", ".modebar-btn")
    labels = [button.get_attribute("data-title") or "" for button in buttons]
    assert len(labels) == 1
    assert "Download" in labels[0]


def test_the_code_unfolds_without_the_server(parts: Any) -> None:
    parts.find_element(".hood > summary").click()
    parts.find_element(".code-card > summary").click()
    parts.wait_for_contains_text(".code-card", "def figure")


def test_a_term_is_explained_on_focus(parts: Any) -> None:
    parts.driver.execute_script("document.querySelector('.term').focus()")
    ActionChains(parts.driver).move_to_element(parts.find_element(".term")).perform()
    parts.wait_for_text_to_equal(".term-explanation", "One of many.")


@pytest.mark.parametrize("width", [390, 768, 1440, 2560])
@pytest.mark.parametrize("path", ["/parts", "/other"])
def test_nothing_is_wider_than_the_screen(bench: Any, path: str, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    bench.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    bench.driver.get(bench.server_url.rstrip("/") + path)
    bench.wait_for_element(".pager")
    unfold = "document.querySelectorAll('details').forEach(part => { part.open = true })"
    bench.driver.execute_script(unfold)
    content = "return [document.documentElement.scrollWidth, innerWidth]"
    shown, screen = bench.driver.execute_script(content)
    assert screen == width
    assert shown <= width


def test_the_controls_stand_beside_the_stage_where_there_is_room(bench: Any) -> None:
    for width, is_beside in ((1440, True), (390, False)):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        bench.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        bench.driver.get(f"{bench.server_url.rstrip('/')}/parts")
        stage = bench.wait_for_element(".stage").rect
        controls = bench.wait_for_element(".controls").rect
        assert (controls["x"] >= stage["x"] + stage["width"]) is is_beside
        assert (controls["y"] >= stage["y"] + stage["height"]) is not is_beside
