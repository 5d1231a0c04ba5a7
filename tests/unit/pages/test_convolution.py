"""The page of convolution as the server makes it."""

from __future__ import annotations

import json
from typing import Any

import dash
import pytest

from core import registry
from core.bigrams import MODEL
from core.convolution import filters_of
from core.review import LECTURE_REVIEW
from tests.unit.components.walk import classes, parts, words


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.convolution"]


def value(article: Any, name: str) -> Any:
    """Return the value of a control, or what is in a store."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == f"convolution-{name}")
    return getattr(found, "value", None) or found.data


def test_a_bare_link_shows_the_lectures_example_and_sentence(page: Any) -> None:
    article = page["layout"]()
    assert value(article, "source") == "lecture"
    assert value(article, "filters") == "0.2,0.6,0.2|0"
    assert value(article, "text") == LECTURE_REVIEW


def test_a_link_brings_series_filters_and_place(page: Any) -> None:
    article = page["layout"](source="wave", filters="1,2|3", padding="valid", stride="2", step="5")
    asked = ("source", "filters", "padding", "stride", "player-step")
    assert [value(article, name) for name in asked] == ["wave", "1,2|3", "valid", "2", 5]


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](source="<b>", stride="9", filters="x", step=["1", "y"]))
    for wrong in ("source", "stride '9'", "filters", "step 'y'"):
        assert any(wrong in word and "link" in word for word in said), wrong


def test_every_chip_sets_what_is_there_and_filters_that_can_be_read(page: Any) -> None:
    article = page["layout"]()
    there = {part.id for part in parts(article) if hasattr(part, "id")}
    chips = [json.loads(getattr(p, "data-set")) for p in parts(article) if hasattr(p, "data-set")]
    assert len(chips) == 6
    assert set().union(*chips) <= there
    brought = [chip["convolution-filters"]["data"] for chip in chips if len(chip) > 1]
    assert [len(filters_of(filters)) for filters in brought] == [1, 2, 2, 1]


def test_the_parameters_of_the_layer_are_counted(page: Any) -> None:
    article = page["layout"]()
    assert any("5 \u00b7 (2 \u00b7 50 + 1) = 505" in word for word in words(article))
    links = [part.href for part in parts(article) if getattr(part, "href", None)]
    assert any(link.startswith("/neuron?stack=words%20100") for link in links)


def test_without_its_model_the_sheet_still_works(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "weights.safetensors is damaged."
    real = registry.why_unavailable
    missing = lambda name: reason if name == MODEL else real(name)  # noqa: E731
    monkeypatch.setattr(registry, "why_unavailable", missing)
    article = page["layout"]()
    assert reason in words(article)
    assert "conv-box" in classes(article)
    assert "conv-words" not in classes(article)


def test_the_card_on_home_shows_the_lectures_example(page: Any) -> None:
    shown = [word for word in words(page["miniature"]()) if word]
    assert shown == ["0", "1", "2", "1", "0", "0.2", "0.6", "0.2", "0.2", "1", "1.6", "1", "0.2"]
