"""The page of the next word as the server makes it."""

from __future__ import annotations

from typing import Any

import dash
import pytest

from tests.unit.components.walk import parts


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.next_word"]


def test_a_text_of_ones_own_can_be_taught(page: Any) -> None:
    there = {part.id for part in parts(page["layout"]()) if getattr(part, "id", None)}
    assert {"next-word-own-start", "next-word-own-learnt"} <= there


def test_a_link_brings_a_beginning_and_the_dice_but_no_text_to_learn(page: Any) -> None:
    there = {part.id: part for part in parts(page["layout"](text="My dog", heat="1.5", seed="9",
             pasted="secret")) if getattr(part, "id", None)}  # fmt: skip
    assert there["next-word-text"].value == "My dog"
    assert there["next-word-heat"].value == 1.5
    assert there["next-word-seed"].value == 9
    assert "secret" not in str(page["layout"](pasted="secret").to_plotly_json())


def test_without_the_model_the_page_says_what_to_do_and_ones_own_text_can_still_be_taught(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import next_word

    monkeypatch.setattr(next_word, "why_unavailable", lambda: "Train it with: x")
    article = page["layout"]()
    assert "Train it with: x" in str(article.to_plotly_json())
    there = {part.id for part in parts(article) if getattr(part, "id", None)}
    assert "next-word-own-start" in there
    assert "next-word-text" not in there
