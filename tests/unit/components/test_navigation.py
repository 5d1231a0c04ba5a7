"""Pages appear in the order of the lecture, and none vanishes silently."""

from __future__ import annotations

from typing import Any

import dash
import pytest

from components import navigation


def page(name: str, **details: Any) -> dict[str, Any]:
    """Return what Dash keeps about a page that registered itself."""
    return {
        "module": f"pages.{name}",
        "name": name.title(),
        "relative_path": f"/{name}",
        "summary": "A sentence.",
        **details,
    }


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that replaces the registered pages."""

    def replace(*pages: dict[str, Any]) -> None:
        monkeypatch.setattr(dash, "page_registry", {entry["module"]: entry for entry in pages})

    return replace


def test_pages_stand_in_the_order_of_the_lecture(registered: Any) -> None:
    registered(
        page("questions", section="Pairs", order=1),
        page("sentiment", section="Text", order=4),
        page("home"),
        page("tokens", section="Text", order=1),
        page("stocks", section="Time", order=1),
        page("not_found_404"),
    )
    names = [stop.name for stop in navigation.lecture_pages()]
    assert names == ["Stocks", "Tokens", "Sentiment", "Questions"]
    grouped = [(name, len(stops)) for name, stops in navigation.sections()]
    assert grouped == [("Time", 1), ("Text", 2), ("Pairs", 1)]


def test_neighbours_are_the_pages_before_and_after(registered: Any) -> None:
    registered(
        page("home"),
        page("stocks", section="Time", order=1),
        page("tokens", section="Text", order=1),
    )
    before, after = navigation.neighbours("pages.stocks")
    assert before is None
    assert after is not None
    assert after.path == "/tokens"
    before, after = navigation.neighbours("pages.tokens")
    assert before is not None
    assert before.name == "Stocks"
    assert after is None
    before, after = navigation.neighbours("pages.home")
    assert before is None
    assert after is not None
    assert after.name == "Stocks"


@pytest.mark.parametrize("key", ["section", "order", "summary"])
def test_a_page_that_says_too_little_is_named(registered: Any, key: str) -> None:
    details = {"section": "Time", "order": 1, "summary": "A sentence.", key: None}
    registered(page("stocks", **details))
    with pytest.raises(LookupError, match=rf"pages\.stocks registered no {key}"):
        navigation.lecture_pages()


def test_an_unknown_section_is_named(registered: Any) -> None:
    registered(page("stocks", section="Misc", order=1))
    with pytest.raises(LookupError, match="Misc"):
        navigation.lecture_pages()


def test_two_pages_in_one_place_are_named(registered: Any) -> None:
    registered(page("a", section="Time", order=1), page("b", section="Time", order=1))
    with pytest.raises(LookupError, match=r"pages\.a and pages\.b"):
        navigation.lecture_pages()
