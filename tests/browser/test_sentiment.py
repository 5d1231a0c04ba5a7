"""Stories of the sentiment page, on a real server in a real browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core import registry
from core.review import LECTURE_REVIEW
from core.settings import settings

TEXT = ".probe .review-text"
BOX = "#sentiment-text"
TOKENS = f"{TEXT} .token"
RAW = "\u22121.00\n0.00\n1.00"


def visit(browser: Any, query: str = "") -> Any:
    """Open the page with what a link asks for and wait for its first answer."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/sentiment{query}")
    browser.wait_for_element('.probe:not([data-state="waiting"])', timeout=20)
    return browser


def js(browser: Any, script: str, *values: Any) -> Any:
    """Return what a script returns."""
    return browser.driver.execute_script(script, *values)


def eventually(browser: Any, script: str, wanted: Any) -> None:
    """Wait until a script returns this."""
    until(lambda: js(browser, script) == wanted, timeout=10)


def put(browser: Any, text: str) -> None:
    """Put a text into the box and wait until it is the one that was read."""
    js(browser, "dash_clientside.set_props('sentiment-text', {value: arguments[0]})", text)
    kept = text[: settings().text_limit]
    until(lambda: shown(browser) == kept, timeout=20)


def type_over(browser: Any, text: str) -> None:
    """Replace what stands in the box by typing."""
    box = browser.find_element(BOX)
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)
    until(lambda: shown(browser) == text, timeout=10)


def shown(browser: Any) -> str:
    """Return the review that is written out, without the words of the fold in it."""
    return js(
        browser,
        f"const text = document.querySelector('{TEXT}').cloneNode(true);"
        "text.querySelectorAll('button').forEach((button) => button.remove());"
        "return text.textContent",
    )


def words(browser: Any) -> list[str]:
    """Return the words that were read."""
    return js(
        browser, f"return Array.from(document.querySelectorAll('{TOKENS}'), e => e.textContent)"
    )


def heat(browser: Any) -> list[int]:
    """Return the step of the heat palette of every word."""
    return js(
        browser,
        f"return Array.from(document.querySelectorAll('{TOKENS}'),"
        " (e) => Number(/heat-(\\d+)/.exec(e.className)[1]))",
    )


def asked(browser: Any) -> int:
    """Return how often this page has asked the server to compute something."""
    return js(
        browser,
        "return performance.getEntriesByType('resource')"
        ".filter((entry) => entry.name.includes('_dash-update-component')).length",
    )


def live(browser: Any, name: str) -> str:
    """Return what stands in a live place."""
    return js(browser, f"return document.querySelector('[data-live=\"{name}\"]').textContent")


def number(browser: Any, selector: str) -> float:
    """Return a number that is on the page."""
    text = js(browser, "return document.querySelector(arguments[0]).textContent", selector)
    return float(text.replace("\u2212", "-"))


def live_cell(browser: Any, name: str) -> str:
    """Return a number of the formula as it is written."""
    selector = f".live-number[data-echo='cell-{name}']"
    return js(browser, "return document.querySelector(arguments[0]).textContent", selector)


def chosen(browser: Any) -> str:
    """Return the neuron that colours the text."""
    return js(browser, "return document.querySelector('[aria-checked=true]')?.dataset.neuron")


def test_typing_brings_an_answer_and_a_colour_for_every_word(lab: Any) -> None:
    visit(lab)
    assert words(lab) == LECTURE_REVIEW.replace(",", "").replace(".", "").split()
    type_over(lab, "Terrible, the worst meal of my life.")
    lab.wait_for_text_to_equal(".verdict-word", "negative")
    low = float(lab.find_element(".verdict-number").text)
    assert len(heat(lab)) == 7
    type_over(lab, "Wonderful, the best meal of my life.")
    lab.wait_for_text_to_equal(".verdict-word", "positive")
    assert float(lab.find_element(".verdict-number").text) > low
    assert len(set(heat(lab))) > 2
    share = float(lab.find_element(".verdict-number").text)
    eventually(
        lab,
        "const [fill, bar] = ['.verdict-fill', '.verdict-bar'].map((name) =>"
        " document.querySelector(name).getBoundingClientRect().width);"
        "return (fill / bar).toFixed(2)",
        f"{share:.2f}",
    )


def test_another_neuron_is_chosen_by_keyboard_without_asking_the_server(lab: Any) -> None:
    visit(lab, "?neuron=3")
    before, colours = asked(lab), heat(lab)
    stops = "return Array.from(document.querySelectorAll('.strip-row'), (row) => row.tabIndex)"
    assert js(lab, stops) == [-1, -1, 0] + [-1] * 8
    js(lab, "document.querySelector('[aria-checked=true]').focus()")
    ActionChains(lab.driver).send_keys(Keys.ARROW_DOWN).perform()
    until(lambda: chosen(lab) == "4", timeout=5)
    assert heat(lab) != colours
    assert js(lab, "return document.activeElement.dataset.neuron") == "4"
    ActionChains(lab.driver).send_keys(*[Keys.ARROW_DOWN] * 9).perform()
    until(lambda: chosen(lab) == "output", timeout=5)
    until(lambda: live(lab, "neuron") == "the output neuron", timeout=5)
    assert asked(lab) == before


def test_arrow_keys_walk_through_the_words_and_say_them(lab: Any) -> None:
    visit(lab, "?neuron=2")
    js(lab, f"document.querySelector('{TEXT}').focus()")
    ActionChains(lab.driver).send_keys(Keys.HOME, Keys.ARROW_RIGHT).perform()
    until(lambda: live(lab, "word") == "hated", timeout=5)
    until(lambda: live(lab, "spoken").startswith("hated: neuron 2 "), timeout=5)
    assert live(lab, "place") == "word 2 of 19"
    assert js(lab, f"return document.querySelector('{TEXT} .is-current').textContent") == "hated"


def test_a_word_that_is_pointed_at_lights_up_everywhere(lab: Any) -> None:
    visit(lab)
    word = lab.find_elements(TOKENS)[9]
    ActionChains(lab.driver).move_to_element(word).perform()
    until(lambda: live(lab, "word") == "handsome", timeout=5)
    assert (
        js(lab, "return document.querySelector('.strip-words .is-current').textContent")
        == "handsome"
    )
    eventually(
        lab, "return document.querySelector('.hoverlayer').textContent.includes('handsome')", True
    )
    column = js(
        lab,
        "const at = (name) => document.querySelector(name).getBoundingClientRect();"
        "return (at('.strip-cursor').left - at('.strip-cells').left) / at('.strip-cursor').width",
    )
    assert round(column) == 9


def test_a_column_of_the_strip_is_a_word_of_the_text(lab: Any) -> None:
    visit(lab, "?neuron=1")
    row = lab.find_element('.strip-row[data-neuron="8"] .strip-cells')
    step = row.size["width"] / 19
    ActionChains(lab.driver).move_to_element(row).move_by_offset(
        round(-7 * step), 0
    ).click().perform()
    until(lambda: chosen(lab) == "8", timeout=5)
    assert live(lab, "word") == "bar" or live(lab, "word") == "this"
    assert (
        live(lab, "value")
        == lab.find_element(f"{TEXT} .is-current").get_attribute("title").split()[-1]
    )


def choose(browser: Any, control: str, label: str) -> None:
    """Choose one entry of a segmented control."""
    browser.find_element(control).find_element("xpath", f".//label[.='{label}']").click()


def test_scale_and_gate_recolour_the_text_without_asking(lab: Any) -> None:
    visit(lab, "?neuron=5")
    before, fixed = asked(lab), heat(lab)
    legend = lab.find_element(".heat-legend-words").text
    choose(lab, "#sentiment-scale", "This review")
    until(lambda: {0, 32} <= set(heat(lab)), timeout=5)
    assert heat(lab) != fixed
    assert lab.find_element(".heat-legend-words").text != legend
    choose(lab, "#sentiment-scale", "Raw")
    eventually(lab, "return document.querySelector('.heat-legend-words').innerText", RAW)
    choose(lab, "#sentiment-gate", "f")
    until(lambda: live(lab, "letter") == "f", timeout=5)
    assert min(heat(lab)) >= 16, "a gate is never below 0"
    assert live(lab, "value") == live_cell(lab, "forget")
    assert asked(lab) == before


def test_a_link_restores_the_review_the_neuron_and_the_scale(lab: Any) -> None:
    visit(lab)
    type_over(lab, "Not good at all")
    lab.find_element('.strip-row[data-neuron="9"] .strip-label').click()
    until(lambda: "neuron=9" in lab.driver.current_url, timeout=5)
    query = parse_qs(urlsplit(lab.driver.current_url).query)
    kept = {name: values[0] for name, values in query.items()}
    assert (kept["text"], kept["neuron"], kept["scale"]) == ("Not good at all", "9", "fixed")
    colours = heat(lab)
    lab.driver.refresh()
    lab.wait_for_element('.probe[data-state="read"]', timeout=20)
    assert shown(lab) == "Not good at all"
    assert chosen(lab) == "9"
    assert heat(lab) == colours


def test_coming_back_from_another_page_finds_everything_as_it_was(lab: Any) -> None:
    visit(lab, "?neuron=2&text=Fine+food")
    lab.find_element('.strip-row[data-neuron="5"] .strip-label').click()
    until(lambda: "neuron=5" in lab.driver.current_url, timeout=5)
    lab.find_element(".wordmark").click()
    lab.wait_for_element(".home")
    lab.driver.back()
    lab.wait_for_element('.probe[data-state="read"]', timeout=20)
    assert (chosen(lab), shown(lab)) == ("5", "Fine food")


def test_an_older_answer_never_replaces_a_newer_one(lab: Any) -> None:
    visit(lab)
    js(
        lab,
        """
        const real = window.fetch;
        const released = new Promise((release) => (window.release = release));
        window.slow = "not asked";
        window.fetch = async (...request) => {
          const answer = await real(...request);
          if (!String(request[1]?.body).includes("slow one")) return answer;
          window.slow = "held back";
          await released;
          setTimeout(() => (window.slow = "arrived"), 300);
          return answer;
        };
        dash_clientside.set_props("sentiment-text", { value: "slow one" });
        """,
    )
    eventually(lab, "return window.slow", "held back")
    put(lab, "quick one")
    js(lab, "window.release()")
    eventually(lab, "return window.slow", "arrived")
    assert shown(lab) == "quick one"


def test_tags_are_text_and_spacing_is_kept(lab: Any) -> None:
    text = "<b>Good</b>   &amp;\n\n\t<img src=x onerror=alert(1)> food "
    visit(lab)
    put(lab, text)
    assert js(lab, f"return document.querySelector('{TEXT}').querySelector('b, img')") is None
    assert (
        js(lab, f"return getComputedStyle(document.querySelector('{TEXT}')).whiteSpace")
        == "pre-wrap"
    )


def test_hebrew_runs_right_to_left_and_emoji_are_whole_words(lab: Any) -> None:
    visit(
        lab, "?text=" + quote("\u05d4\u05d0\u05d5\u05db\u05dc \u05d4\u05d9\u05d4 \U0001f60d great")
    )
    assert words(lab)[2:] == ["\U0001f60d", "great"]
    lefts = js(
        lab,
        f"return Array.from(document.querySelectorAll('{TOKENS}'),"
        " (e) => e.getBoundingClientRect().left)",
    )
    assert lefts == sorted(lefts, reverse=True)
    js(lab, f"document.querySelector('{TEXT}').focus()")
    ActionChains(lab.driver).send_keys(Keys.ARROW_RIGHT).perform()
    until(lambda: live(lab, "word") == "\U0001f60d", timeout=5)


def test_where_there_is_nothing_to_go_by_the_page_says_so(lab: Any) -> None:
    visit(lab)
    put(lab, "")
    assert lab.find_element(".when-empty").is_displayed()
    assert lab.find_element(".verdict-word").text == "–"
    put(lab, "?!")
    assert lab.find_element(".verdict-word").text == "–"
    assert "no word" in lab.find_element(".verdict-doubt").text
    put(lab, "xqzzy blorft")
    assert not lab.find_element(".when-empty").is_displayed()
    assert len(lab.find_elements(f"{TEXT} .is-unknown")) == 2
    assert "habit" in lab.find_element(".verdict-doubt").text
    assert "2 of 2 not in the vocabulary" in lab.find_element(".key-unknown").text


def test_a_hundred_thousand_characters_are_cut_and_the_middle_is_shown_as_not_read(
    lab: Any,
) -> None:
    visit(lab)
    put(lab, "unforgettable evening " * 4600)
    assert len(words(lab)) == registry.predictor("sentiment-lstm").options.length
    assert "only the first 20,000 are used" in lab.find_element("#sentiment-letters").text
    assert "not read" in lab.find_element(".key-unread").text
    folded = lab.find_element(".not-read-middle")
    assert not folded.is_displayed()
    lab.find_element(".not-read-more").click()
    assert folded.is_displayed()


def test_a_link_that_makes_no_sense_still_opens_and_says_so(lab: Any) -> None:
    visit(lab, "?neuron=ab%00c&scale=%F0%9F%98%8D&text=" + "no%00t%20" * 800)
    assert len(lab.find_elements(".entry-remark")) == 2
    assert words(lab)[:4] == ["no", "t", "no", "t"]


def test_formula_and_table_hold_what_the_colours_show(lab: Any) -> None:
    visit(lab, "?neuron=4")
    names = ("forget", "input", "candidate", "state-before", "state")
    cell = {name: number(lab, f".live-number[data-echo='cell-{name}']") for name in names}
    computed = cell["forget"] * cell["state-before"] + cell["input"] * cell["candidate"]
    assert computed == pytest.approx(cell["state"], abs=0.006)
    lab.find_element(".probe-table summary").click()
    rows = (
        "return Array.from(document.querySelectorAll('.trace-table tbody tr'),"
        " (row) => row.innerText.split('\\t'))"
    )
    until(lambda: len(js(lab, rows)) == 19, timeout=5)
    first = js(lab, rows)[0]
    assert first[:3] == ["1", "I", "known"]
    assert first[3] == lab.find_elements(TOKENS)[0].get_attribute("title").split()[-1]


def test_every_preset_is_read(lab: Any) -> None:
    visit(lab)
    for chip in lab.find_elements(".page > .presets .preset")[1:]:
        before = shown(lab)
        chip.click()
        until(lambda before=before: shown(lab) != before, timeout=10)
        assert heat(lab)


def test_nothing_sticks_out_on_a_phone(phone: Any) -> None:
    visit(phone)
    assert js(phone, "return document.documentElement.scrollWidth <= innerWidth")
    top = {
        name: phone.find_element(name).rect["y"] for name in (".entry", ".verdict", TEXT, ".strip")
    }
    assert list(top.values()) == sorted(top.values())
