"""A page whose model or data is damaged still has its card on the home page."""

from __future__ import annotations

from typing import Any

import pytest

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
