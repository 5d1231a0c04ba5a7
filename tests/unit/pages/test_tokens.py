"""The page of tokens as the server makes it."""

from __future__ import annotations

import json
from typing import Any

import dash
import pytest

from core import word_map
from core.token_table import LECTURE_TEXT
from tests.unit.components.walk import classes, parts, words


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.tokens"]


def values(article: Any) -> dict[str, Any]:
    """Return the values of all controls by their ids."""
    named = (part for part in parts(article) if hasattr(part, "id") and hasattr(part, "value"))
    return {part.id.removeprefix("tokens-"): part.value for part in named}


def test_a_bare_link_shows_the_lectures_sentences(page: Any) -> None:
    shown = values(page["layout"]())
    assert shown["text"] == LECTURE_TEXT
    assert (shown["v"], shown["t"], shown["e"], shown["model"]) == (10, 4, 3, word_map.FAVOURITE)


def test_a_link_brings_sentences_and_choices(page: Any) -> None:
    shown = values(page["layout"](text="a b", t="7", pad="before", word="bad", line="3"))
    assert (shown["text"], shown["t"], shown["pad"]) == ("a b", 7, "before")
    assert (shown["word"], shown["line"]) == ("bad", 3)


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](t="0", keep="all", model="<b>", v=["2", "x"]))
    for wrong in ("t '0'", "keep 'all'", "model '<b>'", "v 'x'"):
        assert any(wrong in word for word in said), wrong


def test_every_chip_sets_controls_that_are_there(page: Any) -> None:
    article = page["layout"]()
    there = {f"tokens-{name}" for name in values(article)}
    chips = [getattr(part, "data-set") for part in parts(article) if hasattr(part, "data-set")]
    assert len(chips) == 6
    assert set().union(*(json.loads(chip) for chip in chips)) <= there


def test_without_any_model_the_sentences_still_become_numbers(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_map, "embedding_models", dict)
    article = page["layout"]()
    assert "token-grid" in classes(article)
    assert "word-map" not in classes(article)
    assert any("Run make train" in word for word in words(article))


def test_the_card_on_home_shows_the_lectures_matrix(page: Any) -> None:
    said = words(page["miniature"]())
    assert said[-2:] == ["", "0"]
    assert len(said) == 2 * 16
