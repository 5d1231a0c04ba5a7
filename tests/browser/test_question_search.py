"""Search on the questions page, as a visitor meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from dash.testing.wait import until

from core import question_search
from core.loaded_questions import Waiting, sample_shelf
from core.question_search import search
from tests.browser.test_questions import FIRST, SECOND, paste, value, write
from tests.browser.test_sentiment import js

BOX, PANEL = "#questions-search-text", "#questions-search"
COOK = "How can I learn to cook?"


@pytest.fixture(autouse=True)
def _samples_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search the questions of the product, so that no test makes the vectors of the real ones."""
    monkeypatch.setattr(question_search, "loaded_shelf", sample_shelf)
    monkeypatch.setattr(question_search, "waiting", lambda _name: None)


def open_search(browser: Any, text: str = COOK, **query: str) -> None:
    """Open the page with a question to look for, and go there."""
    link = urlencode({"search": text, **query})
    browser.driver.get(f"{browser.server_url.rstrip('/')}/questions?{link}")
    browser.wait_for_element(PANEL)
    js(browser, f"document.querySelector('{PANEL}').scrollIntoView()")
    browser.wait_for_element(f"{PANEL}[data-state]")


def found(browser: Any) -> list[str]:
    """Return the questions that are listed."""
    script = "return [...document.querySelectorAll('.search-text')].map(one => one.textContent)"
    return list(js(browser, script))


def expected(text: str, judge: str = "questions-best") -> list[str]:
    """Return the questions that the core finds."""
    return [entry["text"] for entry in search(text, judge)["found"]]


def test_the_nearest_are_listed_while_one_types_with_what_the_judge_says(lab: Any) -> None:
    open_search(lab)
    until(lambda: found(lab) == expected(COOK), timeout=10)
    assert "questions written for this product" in lab.find_element(".search-said").text
    write(lab, BOX, "Why is the sky blue?")
    until(lambda: found(lab) == expected("Why is the sky blue?"), timeout=10)
    js(lab, "dash_clientside.set_props('questions-search-model', {value: 'questions-siamese'})")
    said = [
        f"{one['probability']:.2f}"
        for one in search("Why is the sky blue?", "questions-siamese")["found"]
    ]
    script = "return [...document.querySelectorAll('.is-probability')].map(one => one.textContent)"
    until(lambda: js(lab, script) == said, timeout=10)


def test_what_differs_is_marked_on_both_sides(lab: Any) -> None:
    open_search(lab, "What is the plural of goose?")
    until(lambda: bool(found(lab)), timeout=10)
    row = next(one for one in lab.find_elements(".search-row") if "plural of octopus" in one.text)
    assert row.find_element("css selector", ".search-alone").text == "octopus"
    assert row.find_element("css selector", ".search-lacks s").text == "goose"


def test_one_that_is_found_becomes_the_second_question(lab: Any) -> None:
    open_search(lab)
    until(lambda: bool(found(lab)), timeout=10)
    js(lab, "document.querySelectorAll('.search-row')[2].click()")
    until(lambda: value(lab, SECOND) == expected(COOK)[2], timeout=10)
    assert value(lab, FIRST) == COOK
    top = "return document.querySelector('.pair').getBoundingClientRect().top"
    until(lambda: 0 < js(lab, top) < 200, timeout=5)


def test_the_link_holds_what_is_looked_for_and_who_judges(lab: Any) -> None:
    open_search(lab, judge="questions-siamese-plus")
    write(lab, BOX, "Is 50% of a + b & c?")
    query = lambda: parse_qs(urlsplit(lab.driver.current_url).query)  # noqa: E731
    until(lambda: query().get("search") == ["Is 50% of a + b & c?"], timeout=5)
    assert query()["judge"] == ["questions-siamese-plus"]
    lab.driver.refresh()
    lab.wait_for_element(BOX)
    assert value(lab, BOX) == "Is 50% of a + b & c?"


def test_nothing_typed_and_what_the_model_cannot_read_are_explained(lab: Any) -> None:
    open_search(lab)
    write(lab, BOX, "")
    lab.wait_for_element(f'{PANEL}[data-state="empty"]')
    assert "Type a question" in lab.find_element(".search-remarks").text
    paste(lab, BOX, "מה עושה הרשת? <img src=x onerror=alert(1)>")
    lab.wait_for_contains_text(".search-remarks", "Unknown to the model")
    assert lab.driver.find_elements("css selector", f"{PANEL} img") == []
    paste(lab, BOX, "why is the sky blue " * 250)
    lab.wait_for_contains_text(".search-remarks", "1,250 words, but the model reads 24")


def test_while_the_vectors_are_made_it_says_how_far_they_are(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_search, "waiting", lambda _name: Waiting(500, 2000, True))
    open_search(lab)
    lab.wait_for_contains_text(".search-said", "500 of 2,000 questions asked on Quora")
    assert found(lab) == expected(COOK)
    monkeypatch.setattr(question_search, "waiting", lambda _name: Waiting(1500, 2000, True))
    lab.wait_for_contains_text(".search-said", "1,500 of 2,000", timeout=10)
    share = "return getComputedStyle(document.querySelector('.search-progress'))"
    assert float(js(lab, f"{share}.getPropertyValue('--done')")) == 0.75
    monkeypatch.setattr(question_search, "waiting", lambda _name: None)
    lab.wait_for_contains_text(".search-said", " ms.", timeout=10)
    assert not lab.find_elements(".search-progress.is-on")


def test_on_a_phone_nothing_scrolls_sideways(phone: Any) -> None:
    open_search(phone, "internationalisation" * 6)
    phone.wait_for_element(".search-row")
    content, screen = js(phone, "return [document.documentElement.scrollWidth, innerWidth]")
    assert content <= screen == 390
