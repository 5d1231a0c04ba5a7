"""The parts of the sections below the pair: search, thresholds."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import plotly.graph_objects as go
import pytest
from dash import dcc

from components.figures.score_histogram import score_histogram
from components.question_groups import how_far, question_groups
from components.question_map import question_map
from components.question_search import question_search
from components.threshold_desk import threshold_desk, with_picture
from core.pair_thresholds import pair_thresholds
from core.pairs import LECTURE_PAIR, PairRequest
from tests.unit.components.walk import only, parts, words

MODELS = [("questions-siamese", "Siamese LSTM"), ("questions-best", "Word by word")]


def ids(name: str) -> str:
    return f"x-{name}"


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def named(component: Any) -> set[str]:
    """Return every id in a component."""
    return {part.id for part in parts(component) if getattr(part, "id", None)}


def test_the_box_holds_what_is_looked_for_and_the_best_model_judges() -> None:
    shown = question_search(ids, MODELS, ("why?", None))
    assert only(shown, dmc.TextInput).value == "why?"
    assert only(shown, dmc.Select).value == "questions-best"
    assert only(question_search(ids, MODELS, ("", MODELS[0][0])), dmc.Select).value == MODELS[0][0]
    assert only(shown, dcc.Interval).disabled


def test_the_slider_goes_from_nothing_to_all() -> None:
    shown = threshold_desk(ids, MODELS, ("nobody", 0.3))
    slider = only(shown, dmc.Slider)
    assert (slider.min, slider.max, slider.value) == (0, 1, 0.3)
    assert only(shown, dmc.SegmentedControl).value == "questions-siamese"


def test_without_answers_the_desk_says_so_and_the_link_still_finds_what_it_keeps() -> None:
    shown = threshold_desk(ids, [], (None, 0.3))
    assert "nothing can be weighed" in " ".join(words(shown))
    assert {"x-threshold", "x-threshold-model"} <= named(shown)


def test_the_pair_gets_a_line_of_its_own() -> None:
    told = pair_thresholds("questions-siamese", PairRequest(*LECTURE_PAIR), 0.25)
    layout = with_picture(told)["figure"]["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == [0.25, told["pair"]["probability"]]
    assert "this pair" in layout["annotations"][-1]["text"]
    go.Figure(with_picture(told)["figure"])
    without = with_picture({**told, "pair": None})["figure"]
    assert len(without["layout"]["shapes"]) == 1
    assert score_histogram(told["reading"]) == without


def test_the_map_waits_with_room_for_two_questions_among_the_loaded_ones() -> None:
    shown = question_map(ids)
    figure = only(shown, dcc.Graph).figure
    assert len(figure["data"]) == 4
    go.Figure(figure)
    assert {"x-map", "x-map-told", "x-map-key"} <= named(shown)


def test_a_list_is_given_in_a_box_or_as_a_file() -> None:
    shown = question_groups(ids, (5000, 5 * 2**20), 0.6)
    assert only(shown, dcc.Upload).max_size == 5 * 2**20
    assert only(shown, dmc.Slider).value == 0.6
    assert "5,000 at most." in words(shown)


def test_how_far_a_comparison_is() -> None:
    assert how_far(25, 100) == (25, "25 of 100 pairs compared")
    assert "Waiting" in how_far(0, 0)[1]
