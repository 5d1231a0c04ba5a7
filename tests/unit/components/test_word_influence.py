"""The parts that colour one text in several ways, and two texts alike."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import plotly.graph_objects as go
import pytest

from components.figures.two_opinions import two_opinions
from components.two_reviews import two_reviews
from components.word_influence import word_influence
from tests.unit.components.walk import classes, only, parts, words


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def rows(whole: Any) -> list[str]:
    """Return the names of the rows of text."""
    return [getattr(part, "data-row") for part in parts(whole) if hasattr(part, "data-row")]


def test_the_row_of_exact_shares_is_there_only_with_a_model_that_has_them() -> None:
    lstm = ("sentiment-lstm", "LSTM")
    assert rows(word_influence(str, lstm, None)) == ["neuron", "left-out"]
    with_best = word_influence(str, lstm, ("sentiment-best", "The best"))
    assert rows(with_best) == ["neuron", "left-out", "shares"]
    assert "The best" in words(with_best)


def test_the_panel_says_why_neuron_and_influence_differ() -> None:
    said = words(word_influence(str, ("a", "A"), None))
    assert any("differ because" in word for word in said)


def test_the_second_box_starts_with_the_text_of_the_link_in_its_own_direction() -> None:
    whole = two_reviews(str, "Hi there")
    box = only(whole, dmc.Textarea)
    assert (box.id, box.value) == ("second", "Hi there")
    assert box.attributes == {"input": {"dir": "auto"}}
    assert {"pair-empty", "pair-said"} <= classes(whole)


def test_both_curves_have_the_models_shade_and_differ_in_their_dash() -> None:
    figure = go.Figure(two_opinions("a", 0.4, [[0.2, 0.6], [0.5]], [["x", "y"], ["z"]]))
    first, second = figure.data
    assert first.line.color == second.line.color
    assert first.line.dash != second.line.dash
    assert (first.y, second.y) == ((0.2, 0.6), (0.5,))
    assert figure.layout.xaxis.range == (0.5, 2.5)
    assert go.Figure(two_opinions("a", 0.4, [[], []], [[], []]))
