"""Find the neuron: its parts before the browser fills them, and the reviews that move a neuron."""

from __future__ import annotations

import json

from dash import dcc, html

from components.unit_examples import moved_by
from components.unit_finder import unit_finder
from tests.unit.components.walk import classes, parts, words


def test_the_finder_starts_with_the_words_of_the_link_and_explains_its_score() -> None:
    whole = unit_finder(lambda name: name, "2,5")
    stores = {part.id: part.data for part in parts(whole) if isinstance(part, dcc.Store)
              if hasattr(part, "data")}  # fmt: skip
    assert stores == {"chosen": "2,5"}
    assert {"pick-words", "matches", "match-said"} <= classes(whole)
    assert any("mean over your words" in word for word in words(whole))


def test_a_review_is_cut_around_its_word_and_a_click_brings_it_whole() -> None:
    text = "x " * 60 + "<b>good</b>" + " y" * 60
    start = text.index("good")
    shown = moved_by("3", "forget", "box", ([(text, start, start + 4, -0.25, 0.0)], []))
    (button,) = (part for part in parts(html.Div(shown)) if isinstance(part, html.Button))
    said = words(button)
    assert "good" in said
    assert "\u22120.25" in said
    assert "\u2026" in said
    assert "heat-0" in classes(button)
    assert json.loads(getattr(button, "data-set")) == {"box": {"value": text}}
    assert sum(map(len, said)) < 120


def test_the_title_names_the_neuron_and_its_gate() -> None:
    said = words(html.Div(moved_by("output", "input", "box", ([], []))))
    assert "What else moves the output neuron, input gate i?" in said
