"""The page of sequence shapes as the server makes it."""

from __future__ import annotations

import json
from typing import Any

import dash
import pytest

from core.review import LECTURE_REVIEW
from core.sequence_shapes import SHAPES
from tests.unit.components.walk import classes, parts, words


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.shapes"]


def value(article: Any, name: str) -> Any:
    """Return the value of a control, or what is in a store."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == f"shapes-{name}")
    return getattr(found, "value", None) or found.data


def test_a_bare_link_shows_the_lectures_review(page: Any) -> None:
    article = page["layout"]()
    assert value(article, "shape") == "many-to-one"
    assert value(article, "carrier") == "sentiment"
    assert value(article, "text") == LECTURE_REVIEW
    tiles = [part for part in parts(article) if getattr(part, "className", "") == "shape-tile"]
    assert [tile.value for tile in tiles] == list(SHAPES)


def test_a_link_brings_shape_network_and_lengths(page: Any) -> None:
    article = page["layout"](shape="encoder-decoder", carrier="ahead", Tx="9", Ty="2", step="4")
    asked = ("shape", "carrier", "T-x", "T-y", "player-step")
    assert [value(article, name) for name in asked] == ["encoder-decoder", "ahead", 9, 2, 4]


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](shape="<b>", Tx="0", ticker="no such", step="x"))
    for wrong in ("shape '<b>'", "Tx '0'", "ticker in the link", "step 'x'"):
        assert any(wrong in word for word in said), wrong


def test_every_chip_sets_what_is_there(page: Any) -> None:
    article = page["layout"]()
    there = {part.id for part in parts(article) if hasattr(part, "id")}
    chips = [json.loads(getattr(p, "data-set")) for p in parts(article) if hasattr(p, "data-set")]
    assert 3 <= len(chips) <= 6
    assert set().union(*chips) <= there


def test_the_card_on_home_shows_every_shape(page: Any) -> None:
    card = page["miniature"]()
    assert "miniature-shapes" in classes(card)
    assert len(card.children) == len(SHAPES)
