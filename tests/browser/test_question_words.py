"""The words of two questions and all models on them, as a visitor meets them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from dash.testing.wait import until

from core import registry
from core.opinions import models_of
from core.pair_opinions import pair_opinions
from core.pairs import LECTURE_PAIR, PairRequest
from core.word_matches import leave_one_out, likeness
from tests.browser.test_questions import SECOND, open_pair, paste, write

MODEL = "questions-siamese"
PANEL = "#questions-matches"


def show(browser: Any, part: str) -> None:
    """Scroll to a part of the page, which asks the server only when it is seen."""
    script = "document.querySelector(arguments[0]).scrollIntoView()"
    browser.driver.execute_script(script, part)


def table(browser: Any) -> list[list[str]]:
    """Return the cells of the table of words, row by row."""
    script = (
        "return [...document.querySelectorAll('#questions-matches tbody tr')]"
        ".map(row => [...row.cells].slice(1).map(cell => cell.textContent))"
    )
    return list(browser.driver.execute_script(script))


def number(text: str) -> float:
    """Return a number as the page writes it."""
    return float(text.replace("\u2212", "-"))


def test_every_word_is_coloured_and_compared_with_what_the_model_says(lab: Any) -> None:
    open_pair(lab)
    show(lab, PANEL)
    lab.wait_for_element(f'{PANEL}[data-state="found"]')
    model = registry.predictor(MODEL)
    first, _, _ = leave_one_out(model, LECTURE_PAIR)
    titles = (place.get_attribute("title") for place in lab.find_elements('[data-side="0"] .token'))
    said = [number(title.split(" by ")[1].split(",")[0]) for title in titles]
    assert said == pytest.approx((-first).tolist(), abs=6e-4)
    cells = [[number(text) for text in row] for row in table(lab)]
    assert np.array(cells) == pytest.approx(likeness(model, LECTURE_PAIR), abs=6e-3)
    alone = [word.text for word in lab.find_elements('[data-side="1"] .token.is-alone')]
    assert alone == ["How", "work"]
    write(lab, SECOND, "?")
    show(lab, PANEL)
    lab.wait_for_element(f'{PANEL}[data-state="empty"]')
    assert "second question" in lab.find_element(".pair-words-missing").text


def test_a_long_question_scrolls_inside_its_table_and_every_model_answers(phone: Any) -> None:
    open_pair(phone, "שלום עולם <b>why</b>", "why")
    paste(phone, SECOND, "why is the sea salty " * 250)
    show(phone, PANEL)
    phone.wait_for_element(f'{PANEL}[data-state="found"]')
    until(lambda: len(table(phone)[0]) == registry.predictor(MODEL).options.length, timeout=10)
    assert len(table(phone)) == 5
    assert phone.find_elements(f"{PANEL} b") == []
    widths = "return [document.documentElement.scrollWidth, innerWidth]"
    content, screen = phone.driver.execute_script(widths)
    assert content <= screen
    heads = [round(place.rect["x"]) for place in phone.find_elements(f"{PANEL} thead th")]
    cells = phone.find_elements(f"{PANEL} tbody tr:first-child td")
    assert heads == pytest.approx([place.rect["x"] for place in cells], abs=2)
    show(phone, "#questions-models")
    asked = PairRequest("שלום עולם <b>why</b>", "why is the sea salty " * 250)
    entries = pair_opinions(models_of("pairs"), asked)
    numbers = [f"{entry['probability']:.2f}" for entry in entries]
    until(
        lambda: (
            [place.text for place in phone.find_elements("#questions-models .live-number")]
            == numbers
        ),
        timeout=10,
    )
    assert "cut off" in phone.find_element("#questions-models").text
