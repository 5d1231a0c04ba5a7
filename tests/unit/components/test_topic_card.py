"""A page whose model or data is damaged still has its card on the home page."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from components.navigation import Stop
from components.topic_card import topic_card
from core.errors import NotTrained


def stop(miniature: Any) -> Stop:
    return Stop("pages.one", "One", "/one", "Time", 1, "A sentence.", miniature)


def test_a_miniature_that_cannot_be_drawn_leaves_a_broken_one() -> None:
    def damaged() -> Any:
        raise NotTrained("Its folder is damaged.")

    picture = topic_card(stop(damaged)).children[0].children
    assert "is-broken" in picture.className


def test_a_mistake_in_a_miniature_is_not_hidden() -> None:
    def mistaken() -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        topic_card(stop(mistaken))


def test_a_whole_miniature_is_drawn_once_and_a_broken_one_again() -> None:
    drawn: list[str] = []

    def whole() -> Any:
        drawn.append("whole")
        return html.Div(className="miniature-of-one")

    def broken() -> Any:
        drawn.append("broken")
        return html.Div(className="state-drawing is-broken")

    for _ in range(3):
        topic_card(stop(whole))
        topic_card(stop(broken))
    assert drawn.count("whole") == 1
    assert drawn.count("broken") == 3
