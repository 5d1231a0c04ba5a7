"""The map of loaded questions, as a visitor meets it."""

from __future__ import annotations

from typing import Any

import pytest
from dash.testing.wait import until

from core import question_map as mapped
from core import question_search
from core.loaded_questions import sample_questions, sample_shelf
from core.pairs import LECTURE_PAIR, PairRequest
from core.question_map import question_map
from tests.browser.test_questions import SECOND, open_pair, value, write
from tests.browser.test_sentiment import js

PANEL = "#questions-map"
DATA = f"document.querySelector('{PANEL} .js-plotly-plot').data"


@pytest.fixture(autouse=True)
def _samples_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the questions of the product, so that no test makes the vectors of the real ones."""
    monkeypatch.setattr(mapped, "loaded_shelf", sample_shelf)
    monkeypatch.setattr(question_search, "loaded_shelf", sample_shelf)
    monkeypatch.setattr(question_search, "waiting", lambda _name: None)


def place(browser: Any, trace: int) -> list[float]:
    """Return where one of the two lies."""
    return list(js(browser, f"return [{DATA}[{trace}].x[0], {DATA}[{trace}].y[0]]"))


def test_the_two_lie_among_the_loaded_ones_and_a_dot_becomes_the_second(lab: Any) -> None:
    open_pair(lab)
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    count = len(sample_questions())
    until(lambda: js(lab, f"return {DATA}[0]?.x.length") == count, timeout=20)
    expected = question_map(PairRequest(*LECTURE_PAIR))
    assert place(lab, 2) == pytest.approx(expected["pair"]["places"][0])
    assert place(lab, 3) == pytest.approx(expected["pair"]["places"][1])
    assert "% of the spread" in lab.find_element(f"{PANEL} .map-count").text
    axes = js(lab, f"return document.querySelector('{PANEL} .xtitle').textContent")
    assert axes.startswith("1st component, ")
    js(
        lab,
        "dash_clientside.set_props('questions-map-picture', {clickData: "
        f"{{points: [{{customdata: {DATA}[0].customdata[7]}}]}}}})",
    )
    until(lambda: value(lab, SECOND) == sample_questions()[7], timeout=10)
    moved = question_map(PairRequest(LECTURE_PAIR[0], sample_questions()[7]))["pair"]["places"][1]
    until(lambda: place(lab, 3) == pytest.approx(moved), timeout=10)
    assert js(lab, f"return {DATA}[0].x.length") == count
    write(lab, SECOND, "")
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    lab.wait_for_contains_text(f"{PANEL} .map-apart", "Type two questions")
