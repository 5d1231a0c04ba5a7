"""How many parameters? As a visitor meets the question on the neuron's page."""

from __future__ import annotations

from typing import Any

from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys

STACK, TABLE = "#neuron-stack", "#neuron-counted"


def open_neuron(browser: Any) -> None:
    browser.driver.get(f"{browser.server_url.rstrip('/')}/neuron")
    browser.wait_for_contains_text(TABLE, "207", timeout=30)


def test_a_visitor_counts_by_hand_then_builds_a_stack_and_finds_it_in_the_link(lab: Any) -> None:
    open_neuron(lab)
    guess = lab.find_element("#neuron-guess")
    guess.send_keys("2")
    lab.wait_for_contains_text("#neuron-checked", "without the bias")
    guess.send_keys(Keys.BACKSPACE, "3")
    lab.wait_for_contains_text("#neuron-checked", "Right: 1·(1 + 1 + 1) = 3.")

    lab.find_element("#neuron-piece-1").click()
    lab.wait_for_contains_text(TABLE, "passes on one vector only")
    stack = lab.find_element(STACK)
    stack.send_keys(Keys.CONTROL, "a")
    stack.send_keys("series 7 x 2\nlstm 3\n<b>x</b>")
    lab.wait_for_contains_text(TABLE, "There is no layer")
    assert "4·3·(1 + 2 + 3) = 72" in lab.find_element(TABLE).text

    until(lambda: "lstm+3" in lab.driver.current_url, timeout=5)
    lab.driver.refresh()
    lab.wait_for_contains_text(TABLE, "4·3·(1 + 2 + 3) = 72", timeout=30)


def test_on_a_phone_nothing_is_wider_than_the_page(phone: Any) -> None:
    open_neuron(phone)
    wide = "return document.documentElement.scrollWidth"
    assert phone.driver.execute_script(wide) <= 390
