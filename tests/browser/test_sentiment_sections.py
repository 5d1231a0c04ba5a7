"""Stories of the parts below the stage of the sentiment page: they ask when they are seen."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

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


def test_a_kind_of_contrast_shows_its_pairs_and_a_click_reads_one(lab: Any) -> None:
    visit(lab)
    see(lab, "#sentiment-contrast-kind")
    texts = (
        "return Array.from(document.querySelectorAll('.contrast-text > span'), (e) => e.innerText)"
    )
    until(lambda: js(lab, texts), timeout=10)
    first = js(lab, texts)
    js(lab, "dash_clientside.set_props('sentiment-contrast-kind', {value: 'but'})")
    until(lambda: js(lab, texts) not in ([], first), timeout=10)
    wanted = js(lab, texts)[1]
    js(lab, "document.querySelectorAll('.contrast-text')[1].click()")
    until(lambda: shown(lab) == wanted, timeout=10)


def test_two_texts_are_swapped_and_the_words_that_differ_have_a_frame(lab: Any) -> None:
    visit(lab, "?text=Good+food&second=Bad+food+here")
    see(lab, ".pair-reviews")
    framed = (
        "return Array.from(document.querySelectorAll('.pair-text .is-different'),"
        " (word) => word.textContent)"
    )
    until(lambda: js(lab, framed) == ["Good", "Bad", "here"], timeout=10)
    answers = "return Array.from(document.querySelectorAll('.pair-said'), (e) => e.textContent)"
    before = js(lab, answers)
    lab.find_element("[data-do='swap']").click()
    until(lambda: js(lab, framed) == ["Bad", "here", "Good"], timeout=10)
    assert js(lab, answers) == before[::-1]
    until(lambda: "second=Good+food" in lab.driver.current_url, timeout=5)
    lab.find_element("[data-do='copy']").click()
    until(lambda: js(lab, framed) == [], timeout=10)


def test_leaving_words_out_colours_the_text_and_names_the_strongest(lab: Any) -> None:
    visit(lab)
    see(lab, ".influence")
    lab.wait_for_contains_text(".influence-most", "\u201cdelicious\u201d \u2212", timeout=10)
    heat = (
        "return Array.from(document.querySelectorAll('[data-row=left-out] .token'),"
        " (word) => Number(/heat-(\\d+)/.exec(word.className)[1]))"
    )
    levels = js(lab, heat)
    assert len(levels) == 19
    assert levels[-1] == 32
    assert levels[1] < 16 < levels[9]


def saved(browser: Any, kind: str) -> Any:
    """Save the heat map and return what would be written: name, type, size, text."""
    return browser.driver.execute_async_script(
        """
        const [kind, done] = arguments;
        const real = URL.createObjectURL;
        const click = HTMLAnchorElement.prototype.click;
        URL.createObjectURL = (blob) => ((window.blob = blob), real(blob));
        HTMLAnchorElement.prototype.click = async function () {
          URL.createObjectURL = real;
          HTMLAnchorElement.prototype.click = click;
          const { type, size } = window.blob;
          done({ name: this.download, type, size, text: await window.blob.text() });
        };
        document.querySelector(`[data-save="${kind}"]`).click();
        """,
        kind,
    )


def test_the_heat_map_is_saved_as_picture_table_and_page_and_tags_stay_text(lab: Any) -> None:
    visit(lab, "?neuron=4&gate=state&text=" + quote('<img src=x onerror=alert(1)> "good", \nfood'))
    picture, table, page = (saved(lab, kind) for kind in ("png", "csv", "html"))
    assert picture["name"] == "unrolled-neuron-4-state.png"
    assert picture["type"] == "image/png"
    assert picture["size"] > 5_000
    read = list(csv.reader(io.StringIO(table["text"].removeprefix("\ufeff"))))
    assert [row[1] for row in read] == [
        "word", "img", "src", "x", "onerror", "alert", "1", "good", "food"
    ]  # fmt: skip
    assert len(read[0]) == 4 + 11 * 6
    column = read[0].index("neuron 4 state")
    shown_value = "return document.querySelectorAll('.review-text .token')[7].title"
    value = js(lab, shown_value).split()[-1]
    assert float(read[-1][column]) == float(value.replace("\u2212", "-"))
    assert "<img" not in page["text"]
    assert "&lt;" in page["text"]
    assert "http" not in page["text"]
    assert "script" not in page["text"]
