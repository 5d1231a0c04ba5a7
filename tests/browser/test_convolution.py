"""Stories of the page of convolution, on a real server in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.bigrams import MODEL, bigram_answer

WIDTHS = "return [document.documentElement.scrollWidth, innerWidth]"


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait until it has answered."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/convolution{query}")
    browser.wait_for_element('.conv:not([data-state="waiting"])', timeout=20)
    browser.wait_for_element('.conv-reading:not([data-state="waiting"])', timeout=20)
    return browser


def js(browser: Any, script: str, *values: Any) -> Any:
    """Return what a script returns."""
    return browser.driver.execute_script(script, *values)


def put(browser: Any, part: str, value: Any, prop: str = "value") -> None:
    """Set a control of the page."""
    js(browser, "dash_clientside.set_props(...arguments)", f"convolution-{part}", {prop: value})


def texts(browser: Any, selector: str) -> list[str]:
    """Return what stands in all such places."""
    script = "return Array.from(document.querySelectorAll(arguments[0]), (p) => p.textContent)"
    return js(browser, script, selector)


def live(browser: Any, name: str) -> str:
    """Return what a live place says."""
    return texts(browser, f'[data-live="{name}"]')[0]


def place(browser: Any) -> str:
    """Return where the kernel lies."""
    return texts(browser, ".player-place")[0]


def test_the_kernel_is_dragged_and_stepped_along_the_lectures_series(lab: Any) -> None:
    visit(lab)
    assert texts(lab, ".is-sum") == ["0.2", "1", "1.6", "1", "0.2"]
    assert texts(lab, ".is-input .conv-cell") == ["0", "0", "1", "2", "1", "0", "0"]
    assert place(lab) == "place 1 of 5"
    width = lab.find_element(".is-input .conv-cell").size["width"]
    kernel = lab.find_element(".conv-kernel")
    ActionChains(lab.driver).drag_and_drop_by_offset(kernel, round(2.1 * width), 0).perform()
    until(lambda: place(lab) == "place 3 of 5", timeout=5)
    assert texts(lab, ".is-product") == ["0.2", "1.2", "0.2"]
    assert live(lab, "conv-sum") == "0 + 1·0.2 + 2·0.6 + 1·0.2 = 1.6"
    assert live(lab, "conv-turned").startswith("1.6, the same")
    lab.find_element(".conv-kernel").send_keys(Keys.ARROW_RIGHT)
    until(lambda: place(lab) == "place 4 of 5", timeout=5)
    lab.find_element(".conv-kernel").send_keys(Keys.END, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    until(lambda: place(lab) == "place 3 of 5", timeout=5)
    assert lab.find_element(".conv-kernel").get_attribute("aria-valuetext") == "place 3, sum 1.6"
    until(lambda: parse_qs(urlsplit(lab.driver.current_url).query).get("step") == ["3"], timeout=5)


def test_filters_are_changed_added_and_removed_and_the_link_brings_them_back(lab: Any) -> None:
    visit(lab, f"?source=own&numbers={quote('1 2 4 8')}&padding=valid&filters=1,-1|0")
    until(lambda: texts(lab, ".is-sum") == ["\u22121", "\u22122", "\u22124"], timeout=10)
    bias = lab.find_element(".filter-row .is-bias")
    bias.send_keys(Keys.CONTROL, "a")
    bias.send_keys("10")
    until(lambda: texts(lab, ".is-sum") == ["9", "8", "6"], timeout=10)
    lab.find_element('[data-recipe="smoothing"]').click()
    until(lambda: len(lab.find_elements(".is-sums")) == 2, timeout=10)
    until(lambda: live(lab, "conv-filter") == "2", timeout=5)
    assert texts(lab, ".is-sums:last-child .is-sum") == ["1.5", "3", "6"]
    lab.find_element('[data-filter="longer"]').click()
    until(lambda: len(lab.find_elements(".conv-weight")) == 3, timeout=10)
    until(lambda: "filters=0" in lab.driver.current_url, timeout=5)
    lab.driver.refresh()
    lab.wait_for_element(".is-sum", timeout=20)
    until(lambda: texts(lab, ".is-sums:last-child .is-sum") == ["3", "6"], timeout=10)
    lab.find_element(".filter-remove").click()
    until(lambda: len(lab.find_elements(".is-sums")) == 1, timeout=10)
    put(lab, "numbers", "1 two")
    until(lambda: "'two' is no number" in texts(lab, ".conv .empty-state p")[0], timeout=10)
    put(lab, "numbers", "5")
    until(
        lambda: "does not fit into a series of 1" in texts(lab, ".conv .empty-state p")[0],
        timeout=10,
    )
    put(lab, "padding", "same")
    until(lambda: len(texts(lab, ".is-sum")) == 1, timeout=10)


def test_trained_filters_colour_the_pairs_of_a_sentence(lab: Any) -> None:
    visit(lab, "?text=not%20bad%20at%20all")
    answer = bigram_answer(MODEL, "not bad at all")
    until(lambda: live(lab, "bigrams-said").startswith("3 pairs"), timeout=10)
    assert len(lab.find_elements(".conv-halves i[data-pair]")) == 2 * 3 * 5
    most = answer["here"][3][0]
    assert texts(lab, '[data-here="3-0"] bdi') == [pair for pair, _ in most]
    words = lab.find_element(".conv-words")
    words.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    value = f"{most[0][1]:.3f}".replace("-", "\u2212")
    until(lambda: live(lab, "bigram").startswith(f"“not bad” in filter 4: {value}"), timeout=5)
    put(lab, "text", "האוכל היה טעים\nbad \U0001f60d <b>")
    until(lambda: live(lab, "bigrams-said").startswith("5 pairs"), timeout=10)
    directions = (
        "return Array.from(document.querySelectorAll('.conv-line'), (line) =>"
        " getComputedStyle(line).direction)"
    )
    assert js(lab, directions) == ["rtl", "ltr"]
    put(lab, "text", "one")
    until(lambda: lab.find_element(".conv-reading .empty-state").is_displayed(), timeout=10)


def test_a_phone_shows_a_long_series_and_a_long_text_without_scrolling_sideways(phone: Any) -> None:
    visit(phone, f"?source=own&numbers={quote('-12.345 7 ' * 40)}&step=60")
    until(lambda: place(phone) == "place 60 of 80", timeout=10)
    kernel = (
        "const box = document.querySelector('.conv-box').getBoundingClientRect();"
        "const kernel = document.querySelector('.conv-kernel').getBoundingClientRect();"
        "return kernel.left >= box.left && kernel.right <= box.right"
    )
    assert js(phone, kernel)
    put(phone, "text", "unbelievably long and never ending words " * 600)
    until(lambda: live(phone, "bigrams-said").startswith("99 pairs"), timeout=20)
    page, window = js(phone, WIDTHS)
    assert page <= window
