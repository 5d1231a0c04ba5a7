"""Stories of the page of one neuron, on a real server in a real browser."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.unrolled_answer import Unrolled, UnrolledRequest, unrolled
from core.unrolled_series import default_source
from core.unrolled_visit import DEFAULT_STEPS, LECTURE_RESULT


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait until its drawing has numbers."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/neuron{query}")
    browser.wait_for_element('.unrolled-stage:not([data-state="waiting"])', timeout=20)
    return browser


def js(browser: Any, script: str, *values: Any) -> Any:
    """Return what a script returns."""
    return browser.driver.execute_script(script, *values)


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    return js(browser, "return document.querySelector(arguments[0])?.textContent ?? ''", selector)


def put(browser: Any, part: str, value: Any) -> None:
    """Set a control of the page."""
    js(browser, "dash_clientside.set_props(...arguments)", f"neuron-{part}", {"value": value})


def press(browser: Any, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    ActionChains(browser.driver).send_keys(*keys).perform()


def at(step: int, name: str) -> str:
    """Return where a number stands in the drawing of a step, counted from 1."""
    return f'.step[data-t="{step - 1}"] [data-at="{name}"].live-number'


def shown(value: float) -> str:
    """Return a number as the page writes it."""
    return f"{value:.3f}".replace("-", "\u2212")


def in_three_digits(value: float) -> str:
    """Return a product between 0.01 and 1 as the page writes it."""
    return f"{value:.3f}" if value >= 0.1 else f"{value:.4f}"


def lecture() -> Unrolled:
    """Return what the page shows at first."""
    return unrolled(UnrolledRequest(default_source(), None, DEFAULT_STEPS, LECTURE_RESULT))


def stands_at(browser: Any, step: int) -> None:
    """Wait until the player stands at a step, counted from 1, and everything shows it."""
    until(lambda: text(browser, ".player-place").startswith(f"step {step} of"), timeout=10)
    stands_on(browser, step)


def stands_on(browser: Any, step: int) -> None:
    """Wait until drawing, formula, table and curve alike show one step."""
    until(
        lambda: (
            js(browser, "return document.querySelector('.step.is-current').dataset.t")
            == str(step - 1)
        ),
        timeout=5,
    )
    assert text(browser, ".steps-table .is-current th") == str(step)
    assert text(browser, '.only-there [data-live="t"]') == str(step)
    band = "return document.querySelector('#neuron-curves .js-plotly-plot').layout.shapes[0].x0"
    until(lambda: js(browser, band) == step - 0.5, timeout=5)


def asked(browser: Any) -> int:
    """Return how often this page has asked the server to compute something."""
    return js(
        browser,
        "return performance.getEntriesByType('resource')"
        ".filter((entry) => entry.name.includes('_dash-update-component')).length",
    )


def test_a_visitor_steps_there_and_plays_back_without_asking_the_server(lab: Any) -> None:
    visit(lab)
    one = lecture()
    until(lambda: text(lab, at(1, "answer")) == shown(one.there.outputs[1]), timeout=10)
    stands_at(lab, 1)
    before = asked(lab)
    press(lab, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    stands_at(lab, 3)
    assert text(lab, at(3, "x")) == shown(one.there.x[2])
    assert text(lab, at(3, "sum")) == shown(one.there.sums[2])
    assert text(lab, '.only-there [data-live="answer"]') == shown(one.there.outputs[3])
    assert "Step 3 of 12" in text(lab, '[data-live="spoken"]')
    row = lab.find_element('.steps-table tr[data-t="1"]')
    js(lab, "arguments[0].scrollIntoView({block: 'center'})", row)
    ActionChains(lab.driver).move_to_element(row).perform()
    stands_on(lab, 2)
    assert text(lab, ".player-place") == "step 3 of 12"
    ActionChains(lab.driver).move_to_element(lab.find_element("h1")).perform()
    stands_at(lab, 3)
    press(lab, Keys.HOME)
    stands_at(lab, 1)
    lab.find_element(".direction input[value=backward] + label").click()
    stands_at(lab, DEFAULT_STEPS)
    until(lambda: lab.find_element(".step-formula .only-back").is_displayed(), timeout=5)
    assert text(lab, at(12, "product")) == "1.000"
    press(lab, Keys.SPACE)
    until(lambda: text(lab, ".player-place").startswith("step 11 of"), timeout=5)
    press(lab, Keys.SPACE)
    assert text(lab, at(11, "product")) == in_three_digits(one.back.products[10])
    assert asked(lab) == before
    until(lambda: "direction=backward" in lab.driver.current_url, timeout=5)


def test_a_chip_and_a_dragged_weight_change_every_number_and_the_link_restores_them(
    lab: Any,
) -> None:
    visit(lab)
    lab.find_elements(".preset")[3].click()
    until(lambda: "it explodes" in text(lab, '[data-live="story"]'), timeout=10)
    stands_at(lab, 30)
    assert text(lab, '[data-live="off-0"]') not in {"", "\u2013"}
    assert "agree" in text(lab, '[data-live="checked"]')
    box = lab.find_element("#neuron-w1")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys("-")
    until(lambda: "number from \u22125 to 5" in text(lab, '[data-live="problem"]'), timeout=5)
    box.send_keys("1")
    until(lambda: text(lab, at(30, "w1")) == "\u22121.00", timeout=10)
    put(lab, "w1", 1)
    until(lambda: "1.50 on average" in text(lab, '[data-live="story"]'), timeout=10)
    thumb = lab.find_element("#neuron-w2-slider [role=slider]")
    thumb.send_keys(Keys.ARROW_LEFT * 3)
    until(lambda: "1.47 on average" in text(lab, '[data-live="story"]'), timeout=10)
    assert text(lab, at(30, "w2")) == "1.47"
    until(lambda: parse_qs(urlsplit(lab.driver.current_url).query)["w2"] == ["1.47"], timeout=5)
    lab.driver.refresh()
    lab.wait_for_element('.unrolled-stage[data-state="read"]', timeout=20)
    until(lambda: "1.47 on average" in text(lab, '[data-live="story"]'), timeout=10)
    stands_at(lab, 30)


def test_typed_numbers_are_read_nonsense_is_refused_and_the_last_of_very_many_count(
    lab: Any,
) -> None:
    visit(lab, "?source=own&numbers=10+20+15+30&T=3")
    until(lambda: text(lab, '.chain-end [data-at="target"].live-number') == "3.000", timeout=10)
    assert "10 becomes \u22121" in text(lab, '[data-live="series-note"]')
    put(lab, "numbers", "1, , 2;;3")
    until(lambda: "2 empty places" in text(lab, '[data-live="series-note"]'), timeout=10)
    put(lab, "numbers", "1 two")
    until(lambda: "'two' is no number" in text(lab, '[data-live="problem"]'), timeout=10)
    put(lab, "numbers", "5")
    until(lambda: "One number is not enough" in text(lab, '[data-live="problem"]'), timeout=10)
    put(lab, "numbers", "0.5;" * 100_000 + "-0.25, 0.75")
    until(lambda: "Of your 100,002 numbers" in text(lab, '[data-live="series-note"]'), timeout=20)
    assert text(lab, '[data-live="problem"]') == ""
    assert text(lab, at(3, "x")) == "\u22120.250"
    link = parse_qs(urlsplit(lab.driver.current_url).query)["numbers"][0]
    assert link.endswith("0.5 -0.25 0.75")
    assert len(link) <= 2500


def test_four_hundred_steps_are_drawn_a_few_at_a_time_and_all_of_them_are_in_the_table_and_file(
    lab: Any,
) -> None:
    visit(lab, "?source=sine&T=400&step=400")
    stands_at(lab, 400)
    assert len(lab.find_elements(".chain .step")) < 20
    assert len(lab.find_elements(".steps-table tbody tr")) == 400
    box = "const b = document.querySelector('.steps-box'); return [b.scrollTop, b.clientHeight]"
    down, high = js(lab, box)
    assert down > high
    js(lab, "document.querySelector('#neuron-download').click()")
    file = Path(lab.download_path) / "one-neuron.csv"
    until(file.exists, timeout=10)
    rows = list(csv.reader(file.read_text().splitlines()))
    assert len(rows) == 401


def test_a_phone_shows_a_long_chain_without_scrolling_the_page_sideways(phone: Any) -> None:
    visit(phone, "?source=constant&T=300&direction=backward&step=150&w0=-0.5&w1=1&w2=5")
    stands_at(phone, 150)
    wide = "return document.documentElement.scrollWidth <= innerWidth"
    assert js(phone, wide)
    scrolls = "const c = document.querySelector('.chain'); return c.scrollLeft > c.clientWidth"
    assert js(phone, scrolls)
    assert "\u00b710" in text(phone, at(150, "product"))
