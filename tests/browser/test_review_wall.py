"""Stories of the wall of reviews, on a real server in a real browser."""

from __future__ import annotations

from typing import Any

from dash.testing.wait import until

from tests.browser.test_sentiment import chosen, eventually, js, shown

ROWS = ".wall-review"


def visit(browser: Any, query: str = "") -> Any:
    """Open the page and wait until the wall is drawn."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/sentiment{query}")
    browser.wait_for_element('.wall[data-state="read"]', timeout=20)
    return browser


def hang(browser: Any, text: str, count: int) -> None:
    """Put reviews into the box of the wall and wait until they hang."""
    js(browser, "dash_clientside.set_props('sentiment-wall-reviews', {value: arguments[0]})", text)
    until(lambda: len(texts(browser)) == count, timeout=20)


def texts(browser: Any) -> list[str]:
    """Return the reviews that hang, in the order in which they hang."""
    return js(
        browser,
        "return Array.from(document.querySelectorAll('.wall-text'), (text) => text.textContent)",
    )


def numbers(browser: Any) -> list[float]:
    """Return the probability of every review that hangs."""
    script = "return Array.from(document.querySelectorAll('.wall-number'), (n) => n.textContent)"
    return [float(text) for text in js(browser, script)]


def colours(browser: Any) -> list[str]:
    """Return the heat class of every word on the wall."""
    return js(
        browser,
        "return Array.from(document.querySelectorAll('.wall-text .token'),"
        " (word) => /heat-\\d+/.exec(word.className)[0])",
    )


def test_pasted_reviews_hang_sorted_and_their_link_brings_them_back(lab: Any) -> None:
    visit(lab)
    pasted = [
        "Awful, rude and dirty.",
        "Wonderful, friendly and clean.",
        "So-so \u05d8\u05d5\u05d1",
    ]
    hang(lab, "\n\n".join(pasted), 3)
    assert texts(lab) == pasted
    lab.find_element("#sentiment-wall-order").find_element(
        "xpath", ".//label[.='Positive first']"
    ).click()
    until(lambda: numbers(lab) == sorted(numbers(lab), reverse=True), timeout=5)
    assert texts(lab)[0] == pasted[1]
    until(lambda: "order=positive" in lab.driver.current_url, timeout=5)
    assert "#wall=" in lab.driver.current_url
    before = texts(lab)
    lab.driver.refresh()
    until(lambda: texts(lab) == before, timeout=20)
    lab.find_element(f"{ROWS} .wall-open").click()
    until(lambda: shown(lab) == pasted[1], timeout=10)


def test_the_wall_and_the_probe_show_the_same_neuron_and_scale(lab: Any) -> None:
    visit(lab, "?neuron=3")
    eventually(lab, "return document.querySelector('#sentiment-wall-neuron').value", "Neuron 3")
    before = colours(lab)
    js(lab, "document.querySelector('.strip-row[data-neuron=\"8\"] .strip-label').click()")
    eventually(lab, "return document.querySelector('#sentiment-wall-neuron').value", "Neuron 8")
    until(lambda: colours(lab) != before, timeout=5)
    lab.find_element("#sentiment-wall-scale").find_element(
        "xpath", ".//label[.='Each review']"
    ).click()
    until(lambda: "scale=review" in lab.driver.current_url, timeout=5)
    until(lambda: {"heat-0", "heat-32"} <= set(colours(lab)), timeout=5)


def test_neurons_walked_through_quickly_end_at_the_last_on_page_and_wall_alike(lab: Any) -> None:
    visit(lab, "?neuron=3")
    lab.driver.set_script_timeout(60)
    lab.driver.execute_async_script(
        """const done = arguments[0];
        const step = (left) => {
          if (!left) return done();
          dash_clientside.set_props("sentiment-neuron", { data: String(1 + (left % 8)) });
          setTimeout(step, left % 5, left - 1);
        };
        step(40);"""
    )
    until(lab._wait_for_callbacks, timeout=20)
    assert chosen(lab) == "2"
    eventually(lab, "return document.querySelector('#sentiment-wall-neuron').value", "Neuron 2")


def test_a_damaged_link_and_too_many_reviews_are_told(lab: Any) -> None:
    visit(lab, "#wall=%00not~packed")
    assert "cannot be read" in lab.find_element(".wall-said").text
    hang(lab, "Fine.\n" * 130, 100)
    assert "130 reviews were given" in lab.find_element(".wall-said").text
