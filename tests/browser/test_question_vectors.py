"""Real questions get their vectors when somebody first looks, beside the visitors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.testing.wait import until

from tests.browser.test_sentiment import js
from tests.unit.core.test_loaded_questions import forget, made_up_pairs

PANEL = "#questions-search"


@pytest.fixture
def _made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let there be 601 real questions and a work folder without their vectors."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UNROLLED_WORK", str(tmp_path / "work"))
    forget()
    made_up_pairs(tmp_path, "work")
    yield
    forget()


@pytest.mark.usefixtures("_made_up")
def test_whoever_looks_first_has_them_made_and_then_they_are_searched(lab: Any) -> None:
    lab.driver.get(f"{lab.server_url.rstrip('/')}/questions?search=what+does+a+work+do")
    lab.wait_for_element(PANEL)
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    lab.wait_for_contains_text(".search-said", "Until that is done", timeout=30)
    assert lab.find_elements(".search-row")
    lab.wait_for_contains_text(".search-said", "Searching 601 questions asked on Quora", timeout=60)
    first = "return document.querySelector('.search-text').textContent"
    until(lambda: js(lab, first) == "what does a work do", timeout=10)
    assert lab.find_element(".search-lacks").text == "the very same words"
