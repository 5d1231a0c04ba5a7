"""A player and a drawing as the server makes them."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import dash
import pytest
from dash import dcc

from components.drawing import drawing, tag
from components.step_player import step_player, step_store
from tests.unit.components.walk import only, parts


@pytest.fixture
def player(dash_app: Any) -> Any:
    """Return a player of words that starts at the third; icons need an app."""
    assert dash.get_asset_url("icons/play.svg")
    return step_player("lab-player", step=3, what="word")


def test_every_button_of_a_player_has_a_key_and_a_name(player: Any) -> None:
    buttons = [part for part in parts(player) if hasattr(part, "data-player")]
    keys = {getattr(button, "data-key", None) for button in buttons}
    assert keys == {"Home", "ArrowLeft", "Space", "ArrowRight", "End", None}
    named = [button for button in buttons if getattr(button, "data-key", None)]
    assert all(getattr(button, "aria-label") for button in named)


def test_a_player_keeps_its_step_in_a_store_counted_from_one(player: Any) -> None:
    store = only(player, dcc.Store)
    assert (store.id, store.data) == (step_store("lab-player"), 3)


def test_a_drawing_is_named_and_travels_as_text() -> None:
    svg = tag("svg", tag("text", "C", class_="cell", data_live="state", x=1.5), xmlns="http://a")
    placed = drawing(svg, label="An LSTM cell", class_name="cell-drawing")
    assert getattr(placed, "data-svg") == svg
    assert getattr(placed, "aria-label") == "An LSTM cell"
    text = ElementTree.fromstring(svg)[0]  # noqa: S314 - our own text
    assert text.attrib == {"class": "cell", "data-live": "state", "x": "1.5"}


def test_an_attribute_of_a_drawing_cannot_end_early() -> None:
    assert tag("g", id='"><script>') == '<g id="&quot;&gt;&lt;script&gt;"></g>'
