"""Two questions compared, as a visitor meets it."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core import registry
from core.pairs import LECTURE_PAIR, PairRequest, PairTrace, compare
from core.settings import settings

FIRST, SECOND = "#questions-first", "#questions-second"
NUMBER = ".pair-number .live-number"
SKY = ("Why is the sky blue at noon?", "What makes the daytime sky look blue?")


def open_pair(browser: Any, *texts: str) -> None:
    """Open the page with the questions of a link, or with none."""
    query = "?" + urlencode(dict(zip(("q1", "q2"), texts, strict=True))) if texts else ""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/questions{query}")
    browser.wait_for_element(".pair:not(.is-waiting)")


def write(browser: Any, box: str, text: str) -> None:
    """Replace what stands in a box."""
    field = browser.find_element(box)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text or Keys.BACKSPACE)


def paste(browser: Any, box: str, text: str) -> None:
    """Put a text into a box at once, also one that keys cannot type."""
    browser.find_element(box).click()
    script = (
        "document.activeElement.select(); document.execCommand('insertText', false, arguments[0])"
    )
    browser.driver.execute_script(script, text)


def trace(first: str, second: str) -> PairTrace:
    """Return what the shipped model makes of two questions."""
    return compare(registry.predictor("questions-siamese"), PairRequest(first, second))


def expected(first: str, second: str) -> str:
    """Return the probability as the page writes it."""
    return f"{trace(first, second).probability:.3f}"


def words_of(browser: Any, place: int) -> list[Any]:
    """Return the slots of a question that hold a word."""
    return list(browser.find_elements(f'[data-slots="{place}"] .pair-slot:not(.is-padding)'))


def value(browser: Any, box: str) -> str:
    """Return what stands in a box."""
    return str(browser.find_element(box).get_attribute("value"))


def vector(browser: Any, letter: str) -> list[str]:
    """Return the colour classes of a vector in the drawing."""
    script = "return [...document.querySelectorAll(arguments[0])].map(cell => cell.classList[0])"
    return list(browser.driver.execute_script(script, f'[data-vector="{letter}"] i'))


def test_the_lectures_pair_stands_on_stage_with_the_lectures_answer(lab: Any) -> None:
    open_pair(lab)
    lab.wait_for_text_to_equal(NUMBER, expected(*LECTURE_PAIR))
    assert (value(lab, FIRST), value(lab, SECOND)) == LECTURE_PAIR
    assert "0.5638776" in lab.find_element(".pair-lecture").text
    write(lab, SECOND, "How does a GRU work?")
    until(lambda: not lab.find_element(".pair-lecture").is_displayed(), timeout=5)


def test_the_answer_follows_typing(lab: Any) -> None:
    open_pair(lab)
    write(lab, FIRST, SKY[0])
    write(lab, SECOND, SKY[1])
    lab.wait_for_text_to_equal(NUMBER, expected(*SKY))
    shown = [float(place.text) for place in lab.find_elements('[data-live="probability"]')]
    assert len(shown) == 3
    assert shown == pytest.approx([trace(*SKY).probability] * 3, abs=6e-4)
    read = [slot.word for slot in trace(*SKY).second.slots if slot.word]
    assert [slot.text.split("\n")[0] for slot in words_of(lab, 1)] == read
    common = lab.find_elements('[data-slots="0"] .is-shared')
    assert [slot.text.split("\n")[0] for slot in common] == ["the", "sky", "blue"]


def test_a_late_answer_does_not_overwrite_a_newer_one(lab: Any) -> None:
    open_pair(lab)
    lab.driver.execute_script(
        "const ask = window.fetch; window.held = 0;"
        "window.fetch = async (...request) => {"
        "  const body = String(request[1]?.body || '');"
        "  const answer = await ask(...request);"
        "  if (body.includes('sooner')) { window.held += 1;"
        "    await new Promise(done => setTimeout(done, 1500)); window.held += 1; }"
        "  return answer; };"
    )
    write(lab, FIRST, "an answer asked for sooner")
    until(lambda: lab.driver.execute_script("return window.held") == 1, timeout=5)
    write(lab, FIRST, SKY[0])
    newer = expected(SKY[0], LECTURE_PAIR[1])
    assert newer != expected("an answer asked for sooner", LECTURE_PAIR[1])
    lab.wait_for_text_to_equal(NUMBER, newer)
    until(lambda: lab.driver.execute_script("return window.held") == 2, timeout=5)
    time.sleep(0.3)
    assert lab.find_element(NUMBER).text == newer


def test_swapping_turns_the_questions_and_their_vectors_round_but_not_the_answer(lab: Any) -> None:
    open_pair(lab, *SKY)
    lab.wait_for_text_to_equal(NUMBER, expected(*SKY))
    before = vector(lab, "u"), vector(lab, "v")
    assert before[0] != before[1]
    lab.find_element("#questions-swap").click()
    until(lambda: (vector(lab, "v"), vector(lab, "u")) == before, timeout=5)
    assert (value(lab, SECOND), value(lab, FIRST)) == SKY
    assert lab.find_element(NUMBER).text == expected(*SKY)
    ActionChains(lab.driver).send_keys("s").perform()
    until(lambda: (vector(lab, "u"), vector(lab, "v")) == before, timeout=5)
    assert (value(lab, FIRST), value(lab, SECOND)) == SKY


def test_swapping_takes_along_what_was_typed_a_moment_ago(lab: Any) -> None:
    open_pair(lab, "why", "how")
    lab.driver.execute_script("document.querySelector(arguments[0]).focus()", FIRST)
    lab.driver.execute_script(
        "document.execCommand('insertText', false, ' so');"
        "document.querySelector('#questions-swap').click()"
    )
    until(lambda: value(lab, FIRST) == "how", timeout=5)
    assert "so" in value(lab, SECOND)
    time.sleep(0.4)
    assert value(lab, FIRST) == "how"
    assert "so" in value(lab, SECOND)


def test_the_link_holds_the_questions_and_restores_them(lab: Any) -> None:
    open_pair(lab)
    write(lab, FIRST, "Is 50% of a + b < c & d?")
    write(lab, SECOND, SKY[1])
    wanted = {"q1": ["Is 50% of a + b < c & d?"], "q2": [SKY[1]], "words": ["questions-siamese"]}
    until(lambda: wanted.items() <= parse_qs(urlsplit(lab.driver.current_url).query).items(), 5)
    lab.driver.refresh()
    lab.wait_for_text_to_equal(NUMBER, expected(wanted["q1"][0], SKY[1]))
    assert value(lab, FIRST) == wanted["q1"][0]


def test_coming_back_shows_the_questions_that_were_left(lab: Any) -> None:
    open_pair(lab)
    write(lab, FIRST, SKY[0])
    until(lambda: "noon" in lab.driver.current_url, timeout=5)
    lab.find_element(".wordmark").click()
    lab.wait_for_element(".home")
    lab.driver.back()
    lab.wait_for_text_to_equal(NUMBER, expected(SKY[0], LECTURE_PAIR[1]))
    assert value(lab, FIRST) == SKY[0]
    assert len(vector(lab, "u")) == len(trace(*LECTURE_PAIR).first.vector)


def test_an_example_fills_both_boxes(lab: Any) -> None:
    open_pair(lab)
    for chip in lab.find_elements("[aria-label='Examples to try'] .preset")[::-1]:
        pair = [entry["value"] for entry in json.loads(chip.get_attribute("data-set")).values()]
        chip.click()
        lab.wait_for_text_to_equal(NUMBER, expected(*pair))
        assert [value(lab, FIRST), value(lab, SECOND)] == pair


def test_an_empty_question_has_its_own_state(lab: Any) -> None:
    open_pair(lab, *SKY)
    write(lab, SECOND, "")
    lab.wait_for_element(".pair.is-empty")
    assert "second question" in lab.find_element(".empty-state").text
    assert {place.text for place in lab.find_elements(".panel .live-number")} == {"–"}
    write(lab, SECOND, "?")
    time.sleep(0.4)
    assert lab.find_elements(".pair.is-empty")
    write(lab, SECOND, "why")
    lab.wait_for_text_to_equal(NUMBER, expected(SKY[0], "why"))


def test_other_scripts_and_tags_are_shown_as_text(lab: Any) -> None:
    hebrew, tags = "מה עושה הרשת?", "<img src=x onerror=alert(1)> <b>why</b> \U0001f642"
    open_pair(lab, hebrew, tags)
    lab.wait_for_text_to_equal(NUMBER, expected(hebrew, tags))
    assert "no word of the first question" in lab.find_element(".pair-remarks").text
    words = [slot.text.split("\n")[0] for slot in words_of(lab, 1)]
    assert words[-5:] == ["1", "b", "why", "b", "\U0001f642"]
    assert lab.driver.find_elements("css selector", ".pair img, .pair-slots b, .siamese b") == []
    assert (
        lab.driver.execute_script(
            f"return getComputedStyle(document.querySelector('{FIRST}')).direction"
        )
        == "rtl"
    )


def test_a_very_long_question_is_cut_with_a_notice(lab: Any) -> None:
    open_pair(lab, *SKY)
    paste(lab, FIRST, "why is the sky blue " * 5000)
    lab.wait_for_contains_text(".pair-remarks", "longer than 20,000 characters")
    assert "cut off" in lab.find_element(".pair-remarks").text
    assert "and 4,948 more" in lab.find_element('[data-cut="0"]').text
    link = parse_qs(urlsplit(lab.driver.current_url).query)
    assert len(link["q1"][0]) <= settings().link_limit
    assert lab.find_elements(".pair-slot.is-after-cut")


def test_the_same_question_twice_is_noticed(lab: Any) -> None:
    open_pair(lab, SKY[0], SKY[0])
    lab.wait_for_contains_text(".pair-remarks", "same words in the same order")
    assert lab.find_element('.pair-figure [data-live="cosine"]').text == "1.000"


@pytest.mark.parametrize(
    "query", ["q1=%00%00why&q2=how", "q1=a&q1=b&q2=c", "q1=%ff%fe&q2=x&nonsense=1", "q2=why"]
)
def test_nonsense_in_the_link_still_opens_the_page(lab: Any, query: str) -> None:
    lab.driver.get(f"{lab.server_url.rstrip('/')}/questions?{query}")
    lab.wait_for_element(".pair:not(.is-waiting)")
    assert lab.find_element("h1").text == "Do these two questions ask the same?"


def test_a_link_that_is_too_long_is_clamped(lab: Any) -> None:
    open_pair(lab, "why " * 1000, "how")
    assert len(value(lab, FIRST)) == settings().link_limit


def test_a_neuron_is_read_out_and_marked_wherever_it_is_drawn(lab: Any) -> None:
    open_pair(lab)
    columns = lab.find_element(".vector-columns")
    columns.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    lab.wait_for_contains_text(".vector-readout", "Neuron 3: u ")
    assert columns.get_attribute("aria-valuetext") == lab.find_element(".vector-readout").text
    assert len(lab.find_elements(".pair .is-pointed")) == 3
    columns.send_keys(Keys.END)
    last = len(lab.find_elements(".vector-columns > div"))
    lab.wait_for_contains_text(".vector-readout", f"Neuron {last}: ")
    ActionChains(lab.driver).move_to_element(lab.find_elements('[data-vector="v"] i')[40]).perform()
    lab.wait_for_contains_text(".vector-readout", "Neuron 41: ")


def test_neurons_can_be_ordered_by_their_product_and_read_as_a_table(lab: Any) -> None:
    open_pair(lab, *SKY)
    lab.find_element(".vector-fold summary").click()
    lab.wait_for_element(".vector-table td")
    lab.driver.execute_script("document.querySelectorAll('#questions-order label')[1].click()")
    script = (
        "const number = cell => Number(cell.textContent.replace('\u2212', '-'));"
        "return [...document.querySelectorAll('.vector-table tr')].slice(1)"
        ".map(row => [...row.children].map(number))"
    )
    until(lambda: lab.driver.execute_script(script)[0][0] != 1, timeout=5)
    rows = lab.driver.execute_script(script)
    products = [row[3] for row in rows]
    assert products == sorted(products, reverse=True)
    assert sorted(row[0] for row in rows) == list(range(1, len(rows) + 1))
    assert sum(products) == pytest.approx(trace(*SKY).dot, abs=0.1)


def test_the_phone_stacks_the_parts_and_does_not_scroll_sideways(phone: Any) -> None:
    open_pair(phone, "why is the sky blue " * 20, "internationalisation" * 4)
    phone.wait_for_element(".pair.is-answered")
    widths = "return [document.documentElement.scrollWidth, innerWidth]"
    content, screen = phone.driver.execute_script(widths)
    assert content <= screen == 390
    boxes, answer = phone.find_element(".pair-ask").rect, phone.find_element(".pair-answer").rect
    assert answer["y"] >= boxes["y"] + boxes["height"]
