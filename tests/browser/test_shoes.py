"""The price of a shoe, as a visitor meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys

from core.shoe_answer import shoe_answer
from core.shoe_examples import EXAMPLES
from core.shoe_request import Shoe, ShoeRequest

TITLE, NUMBER = "#shoes-title", ".shoe-number"


def visit(browser: Any, **query: str) -> None:
    """Open the page with what a link asks for and wait until it says something."""
    asked = f"?{urlencode(query)}" if query else ""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/shoes{asked}")
    browser.wait_for_element(".shoe-price, #shoes-price .state", timeout=20)


def write(browser: Any, box: str, text: str) -> None:
    """Replace what stands in a box."""
    field = browser.find_element(box)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text or Keys.BACKSPACE)


def price(shoe: Shoe, model: str = "shoes-price") -> str:
    """Return the price as the page writes it."""
    return f"${shoe_answer(ShoeRequest(shoe, model)).price:,.2f}"


def asked(browser: Any) -> dict[str, list[str]]:
    """Return what the address carries."""
    return parse_qs(urlsplit(browser.driver.current_url).query)


def test_another_title_has_another_price_and_the_link_brings_it_back(lab: Any) -> None:
    visit(lab)
    first = next(iter(EXAMPLES.values())).shoe
    lab.wait_for_text_to_equal(NUMBER, price(first))
    assert "Made to hold 80%" in lab.find_element(".shoe-coverage").text
    write(lab, TITLE, "rubber flip flop")
    changed = Shoe("rubber flip flop", first.brand, first.categories, first.colors, first.sizes)
    lab.wait_for_text_to_equal(NUMBER, price(changed))
    assert price(changed) != price(first)
    bars = [label.text.split("\n")[0] for label in lab.find_elements(".shoe-label")]
    assert bars[:4] == ["all of it", "rubber", "flip", "flop"]
    lab.find_element("#shoes-model input[value=shoes-best] + label").click()
    lab.wait_for_text_to_equal(NUMBER, price(changed, "shoes-best"))
    until(lambda: asked(lab).get("model") == ["shoes-best"], timeout=5)
    lab.driver.refresh()
    lab.wait_for_text_to_equal(NUMBER, price(changed, "shoes-best"))


def test_the_keyboard_alone_adds_a_colour_and_a_brand(lab: Any) -> None:
    visit(lab, title="leather boot", sizes="8")
    lab.wait_for_text_to_equal(NUMBER, price(Shoe("leather boot", sizes=("8",))))
    box = lab.find_element(TITLE)
    box.send_keys(Keys.TAB)
    lab.driver.switch_to.active_element.send_keys("Soda", Keys.ESCAPE, Keys.TAB)
    lab.wait_for_text_to_equal(NUMBER, price(Shoe("leather boot", "Soda", sizes=("8",))))
    assert lab.driver.switch_to.active_element.get_attribute("id") == "shoes-categories"
    lab.driver.switch_to.active_element.send_keys(Keys.TAB)
    lab.driver.switch_to.active_element.send_keys("Red", Keys.ENTER)
    expected = price(Shoe("leather boot", "Soda", (), ("Red",), ("8",)))
    lab.wait_for_text_to_equal(NUMBER, expected)
    until(lambda: asked(lab).get("colors") == ["Red"], timeout=5)


def test_nonsense_is_answered_with_sentences_and_nothing_scrolls_sideways(phone: Any) -> None:
    visit(
        phone, title="\u05e0\u05e2\u05dc <b>x</b> " + "y" * 450, brand="Frob", sizes="90", model="?"
    )
    said = phone.find_element(".shoe-remarks").text
    for words in ("never met", "unknown brand", "no size of a woman"):
        assert words in said
    assert "model '?'" in phone.find_element(".shoe-entry").text
    assert not phone.find_elements(".shoe-label b")
    width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.driver.execute_script(width) <= 0
    set_props = "dash_clientside.set_props(...arguments)"
    for name in ("title", "brand"):
        phone.driver.execute_script(set_props, f"shoes-{name}", {"value": ""})
    phone.driver.execute_script(set_props, "shoes-sizes", {"value": []})
    phone.wait_for_contains_text("#shoes-price", "Nothing is said of the shoe yet")
    phone.driver.execute_script("document.querySelector('.preset').click()")
    phone.wait_for_text_to_equal(NUMBER, price(next(iter(EXAMPLES.values())).shoe))


def test_the_network_is_drawn_with_its_numbers_once_it_is_in_sight(lab: Any) -> None:
    visit(lab)
    lab.driver.execute_script("document.getElementById('shoes-network').scrollIntoView()")
    lab.wait_for_element(".shoe-end", timeout=10)
    until(lambda: lab.find_element(".shoe-end").text == lab.find_element(NUMBER).text, timeout=5)
    names = [name.text for name in lab.find_elements(".shoe-name strong")]
    assert names == [
        "Title 100", "Embedding 50", "LSTM 10", "Table 84", "84 numbers", "Dense 100", "Dense 20",
        "Dense 5",
    ]  # fmt: skip
    assert len(lab.find_elements(".shoe-neurons > li")) == 5
    assert lab.driver.execute_script(
        "return [...document.querySelectorAll('.shoe-strip')].every(s => s.querySelector('path'))"
    )
