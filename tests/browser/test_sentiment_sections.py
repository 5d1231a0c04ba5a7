"""Stories of the parts below the stage of the sentiment page: they ask when they are seen."""

from __future__ import annotations

from typing import Any

from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.review import LECTURE_REVIEW
from tests.browser.test_sentiment import chosen, js, shown, visit


def see(browser: Any, part: str) -> None:
    """Bring a part of the page into sight: only then it asks the server."""
    js(browser, "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", part)


def test_words_that_are_chosen_find_their_neuron_and_what_else_moves_it(lab: Any) -> None:
    visit(lab)
    see(lab, ".pick-words")
    first = "return document.querySelector('.matches[data-direction=cold] .match-name')?.innerText"
    until(lambda: "forget gate" in (js(lab, first) or ""), timeout=10)
    before = js(lab, first)
    words_to_pick = lab.find_elements(".pick-word")
    ActionChains(lab.driver).click(words_to_pick[1]).perform()
    lab.wait_for_contains_text(".match-said", "Choose a word")
    lab.find_element(".pick-word[tabindex='0']").send_keys(Keys.END, Keys.SPACE)
    until(lambda: js(lab, first) not in (None, before), timeout=10)
    until(lambda: "words=19" in lab.driver.current_url, timeout=5)
    see(lab, ".match")
    row = lab.find_element(".match")
    neuron, state = row.get_attribute("data-neuron"), row.get_attribute("data-state")
    row.click()
    until(lambda: chosen(lab) == neuron, timeout=5)
    until(lambda: f"gate={state}" in lab.driver.current_url, timeout=5)
    see(lab, ".moved")
    lab.wait_for_contains_text(
        ".moved", "output neuron" if neuron == "output" else f"neuron {neuron}"
    )
    js(lab, "document.querySelector('.example').click()")
    until(lambda: shown(lab) != LECTURE_REVIEW, timeout=10)
    assert shown(lab) == js(lab, "return document.querySelector('#sentiment-text').value")


def test_every_model_answers_to_what_is_typed(lab: Any) -> None:
    visit(lab)
    see(lab, ".models-said")
    answers = "return Array.from(document.querySelectorAll('.model-answer'), (e) => e.innerText)"
    until(lambda: all("0." in said for said in js(lab, answers)), timeout=10)
    before = js(lab, answers)
    assert len(before) >= 4
    js(lab, "dash_clientside.set_props('sentiment-text', {value: 'Terrible and dirty.'})")
    until(lambda: js(lab, answers) != before, timeout=10)
    curves = (
        "return document.querySelectorAll('#sentiment-models-curve .scatterlayer .trace').length"
    )
    until(lambda: js(lab, curves) == len(before), timeout=10)
