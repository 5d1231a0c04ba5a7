"""The page of one neuron as the server makes it."""

from __future__ import annotations

import json
from typing import Any

import dash
import dash_mantine_components as dmc
import pytest
from dash import dcc

from components.step_player import step_store
from core.gradient_story import fate
from core.unrolled_answer import UnrolledRequest, unrolled
from core.unrolled_series import default_source
from core.unrolled_visit import LECTURE_RESULT
from tests.unit.components.walk import classes, parts, words

FATES = {"It vanishes": "vanishes", "It explodes": "explodes", "It stays": "stays"}


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.neuron"]


def value(article: Any, name: str) -> Any:
    """Return the value of a control, or what is in a store."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == f"neuron-{name}")
    return found.data if isinstance(found, dcc.Store) else found.value


def chips(article: Any) -> dict[str, dict[str, Any]]:
    """Return what every chip for the stage sets."""
    found = {}
    for part in parts(article):
        set_by_it = json.loads(getattr(part, "data-set", "{}"))
        if "neuron-w0" in set_by_it:
            found[part.children] = set_by_it
    return found


def test_a_bare_link_shows_the_lectures_series_with_the_weights_it_ended_with(page: Any) -> None:
    article = page["layout"]()
    assert value(article, "source") == default_source()
    assert tuple(value(article, f"w{place}") for place in range(3)) == LECTURE_RESULT
    assert (value(article, "direction"), value(article, "player-step")) == ("forward", 1)
    assert {"unrolled-drawing", "check-table", "steps-table", "formula", "hood"} <= classes(article)


def test_a_link_brings_numbers_weights_direction_and_step(page: Any) -> None:
    query = {"source": "own", "numbers": "1 2 3", "T": "50", "w2": "-1.5"}
    article = page["layout"](**query, direction="backward", step="2", stack="rnn 3")
    asked = ("source", "numbers", "steps", "w2", "direction", "player-step", "stack")
    assert [value(article, name) for name in asked] == [
        "own", "1 2 3", 50, -1.5, "backward", 2, "rnn 3",
    ]  # fmt: skip


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = " ".join(words(page["layout"](source="x", T="abc", w1="9", direction=["a", "b"])))
    for wrong in ("source", "T 'abc'", "w1 '9'", "direction 'b'"):
        assert wrong in said, wrong


def test_a_series_is_searched_by_its_ticker(page: Any) -> None:
    (choice,) = (
        part
        for part in parts(page["layout"]())
        if isinstance(part, dmc.Select) and part.id == "neuron-source"
    )
    named = [item["value"] for group in choice.data for item in group["items"]]
    assert choice.searchable
    assert {"own", "constant", "ramp", "sine", "spike", "alternating"} <= set(named)
    assert default_source() in named


@pytest.mark.parametrize("label", FATES)
def test_a_chip_does_what_it_says(page: Any, label: str) -> None:
    chip = chips(page["layout"]())[label]
    source, steps, *w = (
        chip[f"neuron-{name}"]["value"] for name in ("source", "steps", "w0", "w1", "w2")
    )
    assert fate(unrolled(UnrolledRequest(source, None, steps, tuple(w))).back) == FATES[label]
    assert chip[step_store("neuron-player")]["data"] == steps


def test_the_two_lecture_chips_are_there_and_a_nudge_undoes_the_explosion(page: Any) -> None:
    found = chips(page["layout"]())
    assert {"The lecture\u2019s start", "The lecture\u2019s result"} <= set(found)
    nudged = unrolled(UnrolledRequest("constant", None, 30, (-0.49, 1, 1.5)))
    assert fate(nudged.back) == "vanishes"
