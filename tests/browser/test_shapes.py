"""Stories of the page of sequence shapes, on a real server in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys

from core import registry
from core.probes import trace
from core.shape_words import READER


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait until it is drawn."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/shapes{query}")
    browser.wait_for_element('.shape-stage[data-state="read"] .shape-step', timeout=20)
    return browser


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    script = "return document.querySelector(arguments[0])?.textContent ?? ''"
    return browser.driver.execute_script(script, selector)


def count(browser: Any, selector: str) -> int:
    """Return how many there are."""
    return len(browser.find_elements(selector))


def test_a_visitor_sets_lengths_and_reads_the_networks_numbers_and_the_link_restores_them(
    lab: Any,
) -> None:
    visit(lab)
    assert count(lab, ".shape-step") == 6
    box = lab.find_element("#shapes-T-x")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys("2", Keys.TAB)
    until(lambda: count(lab, ".shape-step") == 2, timeout=10)
    expected = f"{trace(registry.predictor(READER), 'I hated').probability:.2f}"
    assert text(lab, ".shape-said") == expected
    assert "(1, 2, 50) \u2192 (1, 1)" in text(lab, '[data-live="here"]')
    until(lambda: parse_qs(urlsplit(lab.driver.current_url).query)["Tx"] == ["2"], timeout=5)
    lab.driver.refresh()
    lab.wait_for_element('.shape-stage[data-state="read"] .shape-step', timeout=20)
    assert count(lab, ".shape-step") == 2


def test_another_shape_unrolls_step_by_step_with_its_own_network_and_page(lab: Any) -> None:
    visit(lab)
    lab.find_element(".shape-tile:nth-child(5)").click()
    until(lambda: text(lab, ".shape-page").startswith("Open Stocks"), timeout=10)
    until(lambda: count(lab, ".shape-step") == 9, timeout=10)
    assert count(lab, ".shape-step.is-ahead") > 0
    lab.find_element(".player-end").click()
    until(lambda: count(lab, ".shape-step.is-ahead") == 0, timeout=5)
    assert count(lab, ".shape-wire.is-fed") == 3
    until(lambda: "RepeatVector" in text(lab, "#shapes-layers"), timeout=5)
    lab.find_element(".shape-carrier input[value=decoder] + label").click()
    until(lambda: count(lab, ".shape-step") == 10, timeout=10)
    assert count(lab, ".shape-said") == 0
    lab.driver.execute_script("document.querySelector('.preset').click()")
    until(lambda: count(lab, ".shape-step") == 2, timeout=10)
    until(lambda: text(lab, ".shape-page").startswith("Open Sentiment"), timeout=5)


def test_nonsense_is_answered_with_a_sentence_and_an_empty_text_with_a_drawing(phone: Any) -> None:
    visit(phone, "?shape=star&Tx=99&carrier=opinion")
    assert "shape 'star'" in text(phone, ".stage")
    set_props = "dash_clientside.set_props(...arguments)"
    phone.driver.execute_script(set_props, "shapes-text", {"value": ""})
    until(lambda: "no word to read" in text(phone, '[data-live="story"]'), timeout=10)
    assert count(phone, ".shape-step") == 6
    phone.driver.execute_script(set_props, "shapes-T-x", {"value": None})
    until(lambda: "whole number from 1 to 20" in text(phone, '[data-live="problem"]'), timeout=10)
    width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.driver.execute_script(width) <= 0
