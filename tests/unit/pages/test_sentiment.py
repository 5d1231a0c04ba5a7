"""The sentiment page as the server makes it."""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
import pytest

from core import registry
from core.review import LECTURE_REVIEW
from tests.unit.components.walk import classes, parts, words

MODEL = "sentiment-lstm"


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.sentiment"]


def box(article: Any) -> Any:
    """Return the text area of the page."""
    return next(part for part in parts(article) if isinstance(part, dmc.Textarea))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the LSTM unavailable; return the reason."""
    reason = "weights.safetensors is damaged."
    real = registry.why_unavailable
    monkeypatch.setattr(
        registry, "why_unavailable", lambda name: reason if name == MODEL else real(name)
    )
    return reason


def test_a_bare_link_shows_the_lectures_sentence(page: Any) -> None:
    assert box(page["layout"]()).value == LECTURE_REVIEW


def test_a_link_brings_its_text_and_neuron(page: Any) -> None:
    article = page["layout"](text="So good", neuron="7")
    (chosen,) = (part for part in parts(article) if getattr(part, "id", "") == "sentiment-neuron")
    assert box(article).value == "So good"
    assert chosen.data == "7"


def by_id(article: Any, name: str) -> Any:
    """Return the part with this id."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == name)
    return found


def test_a_link_brings_gate_scale_words_and_second_text(page: Any) -> None:
    article = page["layout"](text="So good", gate="forget", scale="raw", words="1", second="Bad")
    assert by_id(article, "sentiment-gate").value == "forget"
    assert by_id(article, "sentiment-scale").value == "raw"
    assert by_id(article, "sentiment-chosen").data == "1"
    assert by_id(article, "sentiment-second").value == "Bad"


def test_every_model_of_the_registry_has_a_place_beside_the_others(page: Any) -> None:
    said = words(by_id(page["layout"](), "sentiment-models"))
    titles = [spec.title for spec in registry.models().values() if spec.task == "sentiment"]
    assert set(titles) <= set(said)
    assert len(titles) >= 5


def test_without_the_model_of_exact_shares_their_row_is_gone_and_the_rest_stays(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = registry.why_unavailable
    monkeypatch.setattr(
        registry,
        "why_unavailable",
        lambda name: "It is damaged." if name == "sentiment-best" else real(name),
    )
    rows = [getattr(p, "data-row") for p in parts(page["layout"]()) if hasattr(p, "data-row")]
    assert rows == ["neuron", "left-out"]


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](text="x" * 5000, neuron="abc", scale="hot", other=["1", "2"]))
    assert any("'abc'" in word for word in said)
    assert any("500 characters" in word for word in said)


def test_without_the_model_the_page_gives_the_reason_and_keeps_the_rest(
    page: Any, broken: str
) -> None:
    article = page["layout"]()
    assert broken in words(article)
    assert "unavailable" in classes(article)
    assert {"figures-table", "hood", "formula"} <= classes(article)
    assert "probe" not in classes(article)


def test_without_the_model_the_card_on_home_shows_a_broken_chain(page: Any, broken: str) -> None:
    assert "is-broken" in classes(page["miniature"]())


def test_the_card_on_home_shows_the_words_of_the_lectures_sentence(page: Any) -> None:
    said = [word for word in words(page["miniature"]()) if word.strip()]
    assert said == LECTURE_REVIEW.replace(",", "").replace(".", "").split()
