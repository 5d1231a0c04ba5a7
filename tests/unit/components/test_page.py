"""Every topic page has the same parts in the same order."""

from __future__ import annotations

from typing import Any

import dash
import pytest
from dash import html

from components.page import Topic, panel, topic_page
from components.presets import Preset
from tests.unit.components.walk import classes, words


@pytest.fixture(autouse=True)
def _one_page(monkeypatch: pytest.MonkeyPatch, dash_app: Any) -> None:
    stocks = {
        "module": "pages.stocks",
        "name": "Stocks",
        "relative_path": "/stocks",
        "section": "Time",
        "order": 1,
        "summary": "A sentence.",
    }
    monkeypatch.setattr(dash, "page_registry", {"pages.stocks": stocks})


def test_a_full_page_has_its_parts_in_order() -> None:
    page = topic_page(
        "pages.stocks",
        Topic(
            question="What would be the price of GOOG tomorrow?",
            hint="Choose a company.",
            presets=[Preset("Google", {"stocks-ticker": "GOOG"})],
            stage=html.P("the stage"),
            controls=html.P("the controls"),
            formula=html.P("the formula"),
            sections={"Learn": html.P("a lesson")},
            measured=html.P("the figures"),
            hood=html.P("the code"),
        ),
    )
    said = words(page)
    order = [
        "Time \u00b7 Stocks",
        "What would be the price of GOOG tomorrow?",
        "Choose a company.",
        "Copy link",
        "Google",
        "the stage",
        "the controls",
        "the formula",
        "Learn",
        "a lesson",
        "Measured",
        "the figures",
        "Under the hood",
        "the code",
    ]
    assert [said.index(word) for word in order] == sorted(said.index(word) for word in order)


def test_parts_that_are_not_given_leave_no_trace() -> None:
    page = topic_page("pages.stocks", Topic("Why?", "Try.", html.P("the stage")))
    said = words(page)
    assert "Measured" not in said
    assert "Under the hood" not in said
    assert not {"presets", "controls", "hood"} & classes(page)


def test_there_is_one_main_title() -> None:
    page = topic_page("pages.stocks", Topic("Why?", "Try.", panel("x", title="Part")))
    titles = [part for part in page._traverse() if isinstance(part, html.H1)]
    assert [title.children for title in titles] == ["Why?"]


def test_a_panel_has_its_title_above_and_its_note_below() -> None:
    part = panel([html.P("one"), html.P("two")], title="Part", note="Simulated.")
    assert words(part) == ["Part", "one", "two", "Simulated."]
