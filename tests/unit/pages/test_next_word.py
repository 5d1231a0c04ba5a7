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


def test_a_link_brings_no_text(page: Any) -> None:
    article = page["layout"](pasted="secret", text="secret")
    assert "secret" not in str(article.to_plotly_json())
