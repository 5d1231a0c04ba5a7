"""Stories of the page of the cell, on a real server in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.cell_trace import review_cells
from core.forced_gates import Forcing
from core.memory_race import LSTM, in_words, race
from core.probes import leading_neuron
from core.review import LECTURE_REVIEW

WIDTHS = "return [document.documentElement.scrollWidth, innerWidth]"


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait until its drawing has numbers."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/lstm{query}")
    browser.wait_for_element('.cell:not([data-state="waiting"])', timeout=20)
    return browser


def js(browser: Any, script: str, *values: Any) -> Any:
    """Return what a script returns."""
    return browser.driver.execute_script(script, *values)


def put(browser: Any, part: str, value: Any, prop: str = "value") -> None:
    """Set a control of the page."""
    js(browser, "dash_clientside.set_props(...arguments)", f"lstm-{part}", {prop: value})


def press(browser: Any, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    ActionChains(browser.driver).send_keys(*keys).perform()


def drawn(browser: Any, name: str) -> str:
    """Return a number of the drawing."""
    place = f'.cell-svg [data-echo="cell-{name}"].cell-number'
    return js(browser, "return document.querySelector(arguments[0])?.textContent", place)


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    return js(browser, "return document.querySelector(arguments[0])?.textContent", selector)


def at_step(browser: Any, step: int) -> None:
    """Wait until the player stands at a step and everything shows it."""
    until(lambda: text(browser, ".player-place").startswith(f"step {step} of"), timeout=10)
    mark = "return document.querySelector('.review-text .is-current').dataset.step"
    until(lambda: js(browser, mark) == str(step - 1), timeout=5)


def asked(browser: Any) -> int:
    """Return how often this page has asked the server to compute something."""
    return js(
        browser,
        "return performance.getEntriesByType('resource')"
        ".filter((entry) => entry.name.includes('_dash-update-component')).length",
    )


def shown(value: float, digits: int = 3) -> str:
    """Return a number as the page writes it."""
    return f"{value:.{digits}f}".replace("-", "\u2212")


def expected(name: str, step: int, unit: int, forcing: Forcing | None = None) -> str:
    """Return what the drawing should say of a unit, counted from 1, at a step, from 1."""
    trace = review_cells(LSTM, LECTURE_REVIEW, forcing or Forcing()).trace
    values = trace.activations if name == "activation" else trace.gates[name]
    return shown(float(values[step - 1, unit - 1]))


def test_the_cell_is_stepped_through_by_key_click_and_play_without_asking_the_server(
    lab: Any,
) -> None:
    visit(lab)
    unit = leading_neuron(LSTM)
    until(lambda: drawn(lab, "forget") == expected("forget", 1, unit), timeout=10)
    before = asked(lab)
    press(lab, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    at_step(lab, 3)
    for name in ("input", "forget", "candidate", "output", "state", "activation"):
        assert drawn(lab, name) == expected(name, 3, unit)
    assert drawn(lab, "state-before") == expected("state", 2, unit)
    assert text(lab, '.formula [data-echo="cell-forget"]') == expected("forget", 3, unit)
    assert "this, step 3 of 19" in text(lab, ".cell [data-live=spoken]")
    press(lab, Keys.END)
    at_step(lab, 19)
    press(lab, Keys.SPACE)
    until(lambda: "is-playing" in lab.find_element(".player").get_attribute("class"), timeout=5)
    at_step(lab, 2)
    press(lab, Keys.SPACE)
    press(lab, Keys.HOME)
    at_step(lab, 1)
    lab.find_element('.review-text .token[data-step="6"]').click()
    at_step(lab, 7)
    assert asked(lab) == before
    until(lambda: parse_qs(urlsplit(lab.driver.current_url).query)["step"] == ["7"], timeout=5)


def test_another_unit_and_a_forced_gate_change_the_numbers_and_the_answer(lab: Any) -> None:
    visit(lab, "?unit=2&step=4")
    at_step(lab, 4)
    assert drawn(lab, "state") == expected("state", 4, 2)
    put(lab, "unit", "9")
    until(lambda: drawn(lab, "state") == expected("state", 4, 9), timeout=5)
    plain = text(lab, ".verdict-number")
    put(lab, "forget", "1")
    kept = Forcing(forget="1")
    until(lambda: drawn(lab, "forget") == "1.000", timeout=10)
    assert drawn(lab, "state") == expected("state", 4, 9, kept)
    assert text(lab, ".verdict-number") != plain
    assert plain in text(lab, '[data-live="plain"]')
    assert lab.find_element(".cell-gate.is-forget.is-forced .cell-forced").is_displayed()
    assert lab.find_element('.sum-forced[data-gate="forget"]').is_displayed()
    put(lab, "layer", "2")
    until(lambda: text(lab, ".cell [data-live=neuron]") == "the output unit", timeout=5)
    assert drawn(lab, "state") == expected("state", 4, 11, kept)
    js(lab, "document.querySelector('.cell-table').open = true")
    until(lambda: len(lab.find_elements(".cell-table tbody tr")) == 19, timeout=5)


def test_the_word_whose_memory_is_followed_can_be_chosen(lab: Any) -> None:
    visit(lab)
    said = '[data-race="said"]'
    until(lambda: text(lab, said) == in_words(race(LECTURE_REVIEW, 1)), timeout=10)
    lab.find_elements(".race-word")[1].click()
    until(lambda: text(lab, said) == in_words(race(LECTURE_REVIEW, 2)), timeout=10)
    curves = "return document.querySelector('#lstm-memory .js-plotly-plot').data.length"
    until(lambda: js(lab, curves) == 3, timeout=10)
    assert len(lab.find_elements(".race-strips .strip-cells i")) == 2 * 10 * 19
    put(lab, "forget", "0")
    wanted = in_words(race(LECTURE_REVIEW, 2, Forcing(forget="0")))
    until(lambda: text(lab, said) == wanted, timeout=10)


def test_a_link_restores_a_series_read_by_a_unit_set_by_hand(lab: Any) -> None:
    weights = "10,0,0,-10,0,0,0,2,0,10,0,0"
    visit(lab, f"?mode=series&source=own&numbers={quote('0.5 -0.5 0.25')}&weights={weights}&step=2")
    until(lambda: text(lab, ".player-place") == "step 2 of 3", timeout=10)
    until(lambda: drawn(lab, "candidate") == shown(-0.762), timeout=5)
    assert drawn(lab, "forget") == "0.000"
    assert not lab.find_element("#lstm-text").is_displayed()
    put(lab, "w-candidate-1", 0)
    until(lambda: drawn(lab, "candidate") == "0.000", timeout=10)
    put(lab, "numbers", "one two")
    until(lambda: "'one' is no number" in text(lab, ".cell .empty-state p"), timeout=10)
    put(lab, "numbers", "0.5 1")
    until(lambda: text(lab, ".player-place") == "step 2 of 2", timeout=10)
    until(lambda: "numbers=0.5+1" in lab.driver.current_url, timeout=5)


def test_a_phone_shows_long_mixed_text_without_scrolling_the_page_sideways(phone: Any) -> None:
    visit(phone)
    long = "סלט \U0001f60d was wonderful and never unbelievably bad " * 500
    put(phone, "text", long)
    until(lambda: text(phone, ".player-place").endswith("of 200"), timeout=20)
    assert "only the first 20,000 are used" in text(phone, "#lstm-letters")
    page, window = js(phone, WIDTHS)
    assert page <= window
    inside = (
        "const rows = document.querySelector('.cell-rows'); return rows.scrollWidth > innerWidth"
    )
    assert js(phone, inside)
    put(phone, "text", "")
    until(
        lambda: text(phone, ".cell .empty-state p") == "Type a review to see it read.", timeout=10
    )
    until(lambda: drawn(phone, "state") == "\u2013", timeout=5)
    assert "no word in it" in text(phone, '[data-race="said"]')
