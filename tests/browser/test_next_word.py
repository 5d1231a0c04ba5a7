"""Stories of the next word, on a real server in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys


def visit(browser: Any, query: str = "") -> Any:
    """Open the page and wait until the text has been read."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/next-word{query}")
    until(lambda: state(browser) in {"read", "writing"}, timeout=20)
    return browser


def state(browser: Any) -> str:
    """Return what the stage is doing."""
    script = "return document.querySelector('.next-word')?.dataset.state ?? ''"
    return browser.driver.execute_script(script)


def said(browser: Any, selector: str) -> str:
    """Return the text at a place as it is in the document."""
    script = "return document.querySelector(arguments[0])?.textContent ?? ''"
    return browser.driver.execute_script(script, selector)


def typed(browser: Any) -> str:
    """Return what stands in the box."""
    return browser.driver.execute_script("return document.querySelector('#next-word-text').value")


def put(browser: Any, name: str, value: Any) -> None:
    """Set a control."""
    script = "dash_clientside.set_props(arguments[0], {value: arguments[1]})"
    browser.driver.execute_script(script, f"next-word-{name}", value)


def press(browser: Any, selector: str) -> None:
    """Click, wherever it is scrolled to."""
    script = "document.querySelector(arguments[0]).click()"
    browser.driver.execute_script(script, selector)


def words(browser: Any) -> list[str]:
    """Return the words of the text that can be seen."""
    found = "[...document.querySelectorAll('.next-text .token:not([hidden])')]"
    return browser.driver.execute_script(f"return {found}.map((word) => word.textContent)")


def test_a_word_of_the_list_is_taken_taken_back_and_kept_in_the_link(lab: Any) -> None:
    visit(lab, "?text=The+food+was")
    assert words(lab) == ["The", "food", "was"]
    first = lab.find_element(".next-bars button")
    taken = first.get_attribute("data-piece")
    lab.driver.execute_script("arguments[0].focus()", first)
    first.send_keys(Keys.ENTER)
    until(lambda: typed(lab) == "The food was" + taken, timeout=5)
    until(lambda: words(lab)[3:] == [taken.strip()], timeout=5)
    until(lambda: quote(taken.strip()) in lab.driver.current_url, timeout=5)
    press(lab, "[data-next=back]")
    until(lambda: typed(lab) == "The food was", timeout=5)
    press(lab, "[data-next=clear]")
    until(lambda: "begins a new review" in said(lab, ".next-text"), timeout=5)
    assert lab.find_elements(".next-bars button")


def test_a_word_that_is_taken_back_at_once_stays_away(lab: Any) -> None:
    visit(lab, "?text=The+food+was")
    lab.driver.set_script_timeout(10)
    lab.driver.execute_async_script(
        "document.querySelector('.next-bars button').click();"
        "setTimeout(() => document.querySelector('[data-next=back]').click(), 60);"
        "setTimeout(arguments[0], 1200);"
    )
    until(lambda: typed(lab) == "The food was", timeout=5)
    until(lambda: words(lab) == ["The", "food", "was"], timeout=5)


def test_it_writes_on_word_by_word_and_what_is_written_can_be_kept(lab: Any) -> None:
    visit(lab, "?text=This+movie+is&seed=4")
    press(lab, "#next-word-write")
    until(lambda: state(lab) == "writing", timeout=10)
    until(lambda: len(words(lab)) >= 5, timeout=10)
    lab.find_element("#next-word-player .player-end").click()
    until(lambda: len(words(lab)) > 12, timeout=5)
    count = len(words(lab))
    press(lab, "[data-next=keep]")
    until(lambda: len(typed(lab)) > 40, timeout=5)
    until(lambda: state(lab) == "read" and len(words(lab)) == count, timeout=5)
    assert typed(lab).startswith("This movie is ")


def test_the_dice_decide_what_is_drawn_and_nonsense_is_said(lab: Any) -> None:
    visit(lab, "?text=I+went+there+with&heat=0")
    until(lambda: "1 word may be drawn" in said(lab, "[data-live=rest]"), timeout=5)
    put(lab, "k", 7)
    put(lab, "heat", 1)
    put(lab, "p", 1)
    until(lambda: "7 words may be drawn" in said(lab, "[data-live=rest]"), timeout=5)
    put(lab, "heat", 77)
    until(
        lambda: "temperature is a number from 0 to 2" in said(lab, "[data-live=problem]"), timeout=5
    )
    put(lab, "heat", 0.5)
    until(lambda: said(lab, "[data-live=problem]") == "", timeout=5)


def test_hebrew_stands_right_to_left_and_is_honestly_unknown(phone: Any) -> None:
    visit(phone)
    chip = "[...document.querySelectorAll('.preset')].find(c => /lecture/.test(c.textContent))"
    phone.driver.execute_script(f"{chip}.click()")
    until(lambda: phone.find_elements(".next-text .token.is-unknown"), timeout=5)
    assert "Here " in said(phone, "[data-live=unknown]")
    text = phone.find_element(".next-text")
    until(lambda: text.value_of_css_property("direction") == "rtl", timeout=5)
    width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.driver.execute_script(width) <= 0


def test_tags_and_smiles_are_words_like_others(lab: Any) -> None:
    visit(lab)
    put(lab, "text", "So <b>good</b> \U0001f642\U0001f642 <script>alert(1)</script>")
    until(lambda: "<" in words(lab) and "\U0001f642" in words(lab), timeout=5)
    assert words(lab).count("\U0001f642") == 2
