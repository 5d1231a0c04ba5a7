"""Several models on one text, as the server makes them."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest
from dash import html

from components.figures.opinions import opinion_curves
from components.models_beside import models_answer, models_beside
from components.palette import model_colour
from tests.unit.components.walk import classes, parts, words


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def entry(name: str, **more: Any) -> dict[str, Any]:
    """Return what one model says about a text of three words."""
    said = {"probability": 0.25, "threshold": 0.4, "verdict": "undecided, leaning negative"}
    read = {"reads": "Reads up to 9 words.", "columns": [0, 1, 2], "opinion": [0.5, 0.3, 0.25]}
    return {"model": name, "title": name.upper(), **said, **read, **more}


def test_every_model_has_a_card_before_there_is_an_answer() -> None:
    whole = models_beside(lambda name: name, [("a", "The A"), ("b", "The B")])
    assert {"The A", "The B"} <= set(words(whole))


def test_a_card_says_the_answer_the_lean_and_what_was_read() -> None:
    (card,), _ = models_answer([entry("sentiment-rnn")], ["a", "b", "c"])
    assert {"undecided", "leaning negative", "0.25", "Reads up to 9 words."} <= set(words(card))
    styles = [part.style for part in parts(card) if getattr(part, "style", None)]
    assert {"insetInlineStart": "40.0%"} in styles


def test_without_a_word_no_card_claims_an_answer() -> None:
    (card,), _ = models_answer([entry("a", columns=[], opinion=[])], [])
    assert "0.25" not in words(card)
    assert "undecided" not in words(card)


def test_an_unavailable_model_gives_its_reason_and_no_curve() -> None:
    gone = {"model": "b", "title": "B", "reason": "It is damaged."}
    (_, card), figure = models_answer([entry("a"), gone], ["x", "y", "z"])
    assert {"unavailable", "It is damaged."} <= set(words(card))
    assert [curve["name"] for curve in figure["data"]] == ["A"]


def test_curves_have_the_shade_of_their_model_and_break_where_words_are_left_out() -> None:
    figure = opinion_curves(
        [entry("sentiment-rnn", columns=[0, 1, 4], opinion=[0.5, 0.3, 0.25])], list("abcde")
    )
    (curve,) = go.Figure(figure).data
    assert curve.line.color == model_colour("sentiment-rnn")
    assert curve.x == (0, 1, 2, 4)
    assert curve.y == (0.5, 0.3, None, 0.25)


def test_a_long_text_has_no_words_under_its_curves() -> None:
    long = opinion_curves([entry("a")], ["word"] * 300)
    assert long["layout"]["xaxis"]["ticktext"] is None
    assert go.Figure(long)


def test_a_card_is_a_heading_with_the_models_mark() -> None:
    (card,), _ = models_answer([entry("a")], ["x", "y", "z"])
    assert any(isinstance(part, html.H3) for part in parts(card))
    assert "swatch" in classes(card)
