"""Stories of the page of tokens, on a real server in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.token_answer import untrained
from core.word_map import FAVOURITE, nearest, word_vectors

WIDTHS = "return [document.documentElement.scrollWidth, innerWidth]"
MATRIX = (
    "return Array.from(document.querySelectorAll('.token-grid tbody tr:not(.lecture-row)'),"
    " (row) => Array.from(row.querySelectorAll('td.word-tint > small, td.is-padding > small'),"
    " (cell) => Number(cell.textContent)))"
)


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait until it has answered."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/tokens{query}")
    browser.wait_for_element('.tokens:not([data-state="waiting"])', timeout=20)
    until(lambda: len(browser.find_elements(".near-word")) == 12, timeout=20)
    return browser


def js(browser: Any, script: str, *values: Any) -> Any:
    """Return what a script returns."""
    return browser.driver.execute_script(script, *values)


def put(browser: Any, part: str, value: Any) -> None:
    """Set a control of the page."""
    js(browser, "dash_clientside.set_props(...arguments)", f"tokens-{part}", {"value": value})


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    return js(browser, "return document.querySelector(arguments[0])?.textContent", selector)


def texts(browser: Any, selector: str) -> list[str]:
    """Return what stands in all such places."""
    script = "return Array.from(document.querySelectorAll(arguments[0]), (p) => p.textContent)"
    return js(browser, script, selector)


def live(browser: Any, name: str) -> str:
    """Return what a live place says."""
    return text(browser, f'[data-live="{name}"]')


def neighbours(word: str) -> list[str]:
    """Return the neighbours that the page should list."""
    return [other for other, _ in nearest(word_vectors(FAVOURITE), word, 12)]


def test_the_lectures_sentences_become_the_lectures_matrix_and_a_small_vocabulary_loses_words(
    lab: Any,
) -> None:
    visit(lab)
    golden = [[1, 2, 3, 4], [1, 2, 6, 7], [1, 2, 8, 0], [1, 2, 9, 0]]
    until(lambda: js(lab, MATRIX) == golden, timeout=10)
    assert texts(lab, ".token-cuts bdi") == ["much"]
    assert live(lab, "lookup-shapes").startswith("(4, 4) \u2192 (4, 4, 3)")
    assert live(lab, "lookup-parameters") == "11 · 3 = 33"
    lab.find_element(".token-typed").send_keys(Keys.ARROW_RIGHT)
    until(lambda: live(lab, "token") == "love", timeout=5)
    assert live(lab, "token-place") == "characters 2–6, token 2 of 15"
    row = "; ".join(f"{value:.3f}" for value in untrained(10, 3)[2]).replace("-", "\u2212")
    assert live(lab, "lookup-vector") == f"({row})"
    put(lab, "v", 5)
    until(lambda: js(lab, MATRIX)[1] == [1, 2, 5, 5], timeout=10)
    lecture = texts(lab, ".lecture-row .token-sequence")
    assert lecture == ["[1, 2, 3, 4]", "[1, 2]", "[1, 2]", "[1, 2]"]
    put(lab, "t", "")
    until(lambda: "whole number from 1 to 100" in live(lab, "tokens-missing"), timeout=10)
    assert js(lab, MATRIX)[1] == [1, 2, 5, 5]
    put(lab, "t", 3)
    until(lambda: js(lab, MATRIX)[3] == [1, 2, 5], timeout=10)
    assert live(lab, "tokens-missing") == ""
    until(lambda: parse_qs(urlsplit(lab.driver.current_url).query).get("t") == ["3"], timeout=5)


def test_a_word_lights_up_everywhere_and_one_walks_from_neighbour_to_neighbour(lab: Any) -> None:
    visit(lab, "?text=good%20food%0Abad%20food&word=bad&line=2")
    assert texts(lab, ".near-word bdi") == neighbours("bad")
    assert live(lab, "path").startswith("Sentence 2: bad \u2192 food.")
    curve = "return document.querySelector('#tokens-picture .js-plotly-plot')?.data[2].hovertext"
    until(lambda: js(lab, curve) == ["bad", "food"], timeout=10)
    ActionChains(lab.driver).move_to_element(lab.find_element('.token[data-token="1"]')).perform()
    lit = "return document.querySelectorAll('.is-echoed').length"
    until(lambda: js(lab, lit) >= 6, timeout=5)  # twice in the text, index, twice in the table, row
    shown = "return document.querySelector('#tokens-picture .hovertext')?.textContent"
    until(lambda: js(lab, shown) == "food", timeout=5)
    first = neighbours("bad")[0]
    lab.find_element(".near-word").click()
    until(lambda: live(lab, "near-word") == first, timeout=10)
    assert texts(lab, ".near-word bdi") == neighbours(first)
    assert texts(lab, ".near-trail .preset") == ["bad"]
    until(lambda: f"word={first}" in lab.driver.current_url, timeout=5)
    put(lab, "word", "zzzqq")
    until(lambda: "does not know" in live(lab, "near-said"), timeout=10)
    put(lab, "model", "questions-siamese")
    until(lambda: len(lab.find_elements(".vector-row:first-child i")) == 128, timeout=10)
    assert lab.get_logs() == []


def test_a_link_restores_sentences_in_any_script_and_the_matrix_is_saved(lab: Any) -> None:
    hebrew = "%D7%90%D7%A0%D7%99%20%D7%90%D7%95%D7%94%D7%91"
    visit(lab, f"?text={hebrew}%0A%F0%9F%98%8D%20%3Cb%3Eso%3C/b%3E&t=5&pad=before&v=30")
    until(lambda: js(lab, MATRIX)[0][:3] == [0, 0, 0], timeout=10)
    direction = "return getComputedStyle(document.querySelectorAll('.token-line')[0]).direction"
    assert js(lab, direction) == "rtl"
    assert texts(lab, ".token-typed .token")[2:] == ["\U0001f60d", "b", "so", "b"]
    lab.find_element("#tokens-save").click()
    saved = Path(lab.download_path) / "sequences.csv"
    until(saved.exists, timeout=10)
    matrix = [[int(cell) for cell in line.split(",")[1:]] for line in saved.read_text().split()[1:]]
    assert matrix == js(lab, MATRIX)


def test_a_phone_takes_a_hundred_thousand_characters_and_none(phone: Any) -> None:
    visit(phone)
    put(phone, "text", "unbelievably long and never ending words \U0001f60d\n" * 2500)
    until(lambda: "only the first 20,000" in text(phone, "#tokens-letters"), timeout=20)
    until(lambda: "the first 40 of" in live(phone, "said-table"), timeout=20)
    page, window = js(phone, WIDTHS)
    assert page <= window
    put(phone, "text", "")
    until(lambda: phone.find_element(".tokens .empty-state").is_displayed(), timeout=10)
    until(lambda: "no sentence 1" in live(phone, "path"), timeout=10)
    put(phone, "text", "one")
    until(lambda: js(phone, MATRIX) == [[1, 0, 0, 0]], timeout=10)
