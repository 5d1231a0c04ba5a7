"""The page of the cell as the server makes it."""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
import pytest

from core import registry
from core.memory_race import LSTM, RNN
from core.review import LECTURE_REVIEW
from tests.unit.components.walk import classes, parts, words


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.lstm"]


def value(article: Any, name: str) -> Any:
    """Return the value of a control, or what is in a store."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == f"lstm-{name}")
    return found.data if name in {"word", "player-step"} else found.value


def without(monkeypatch: pytest.MonkeyPatch, missing: str) -> str:
    """Make a model unavailable; return the reason."""
    reason = "weights.safetensors is damaged."
    real = registry.why_unavailable
    monkeypatch.setattr(
        registry, "why_unavailable", lambda name: reason if name == missing else real(name)
    )
    return reason


def test_a_bare_link_shows_the_lectures_sentence_at_its_first_word(page: Any) -> None:
    article = page["layout"]()
    assert value(article, "text") == LECTURE_REVIEW
    assert value(article, "player-step") == 1
    assert value(article, "mode") == "review"


def test_a_link_brings_text_unit_step_and_forced_gate(page: Any) -> None:
    article = page["layout"](text="So good", unit="7", step="2", forget="0", word="2")
    asked = ("text", "unit", "player-step", "forget", "input", "word")
    assert [value(article, name) for name in asked] == ["So good", "7", 2, "0", "learnt", 2]


def test_a_link_brings_a_series_and_weights(page: Any) -> None:
    article = page["layout"](mode="series", source="own", numbers="1 2 3", weights="1," * 11 + "1")
    assert value(article, "numbers") == "1 2 3"
    sliders = [part.value for part in parts(article) if isinstance(part, dmc.Slider)]
    assert sliders == [1.0] * 12


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](unit="abc", step="-3", forget="x", weights="1", source=["a", "b"]))
    for wrong in ("unit 'abc'", "step '-3'", "forget 'x'", "weights", "'b'"):
        assert any(wrong in word for word in said), wrong


def test_without_the_lstm_the_page_gives_the_reason_and_keeps_the_rest(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = without(monkeypatch, LSTM)
    article = page["layout"]()
    assert reason in words(article)
    assert {"formula", "figures-table", "hood"} <= classes(article)
    assert "cell" not in classes(article)
    assert "is-broken" in classes(page["miniature"]())


def test_without_the_rnn_only_the_comparison_is_missing(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = without(monkeypatch, RNN)
    article = page["layout"]()
    assert reason in words(article)
    assert "cell" in classes(article)
    assert "race-words" not in classes(article)
    assert value(article, "word") == 1


def test_the_card_on_home_shows_the_words_of_the_lectures_sentence(page: Any) -> None:
    said = [word for word in words(page["miniature"]()) if word.strip()]
    assert said == LECTURE_REVIEW.replace(",", "").replace(".", "").split()
