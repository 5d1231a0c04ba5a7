"""The figures of the forecast page: what is drawn where, and that plotly accepts it."""

from __future__ import annotations

import json
from itertools import pairwise
from math import log10
from typing import Any

import plotly.graph_objects as go
import pytest
from dash._utils import to_json
from hypothesis import given
from hypothesis import strategies as st

from components.figures.loss_curve import loss_curve
from components.figures.next_value import next_value, spread
from components.figures.true_against_predicted import CHOSEN, point_out, true_against_predicted
from components.forecast_marks import TRUE_VALUE, Mark, mark_colour, mark_symbol, marks, short_title
from components.palette import MODELS, TRUTH
from tests.forecast_tables import NAMES, SERIES, TARGETS, table

FORECASTERS = (TRUE_VALUE, "last-value", "mean", "stocks-neuron", "stocks-rnn", "stocks-stack")


def drawn(place: int = 1) -> dict[str, Any]:
    """Return the figure of one series of the small table."""
    made = table()
    return next_value(SERIES[place], marks(made, place), made.step(place))


def trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the marker of one forecaster."""
    (found,) = (one for one in figure["data"] if one.get("meta") == name)
    return dict(found)


def test_plotly_accepts_every_figure() -> None:
    made = table()
    figures = (
        drawn(),
        true_against_predicted(made, "mean", 0),
        loss_curve("stocks-stack", [0.3, 0.1], [0.4, 0.2], lecture=0.02),
        loss_curve("mean", []),
    )
    for figure in figures:
        go.Figure(figure)
        json.loads(to_json(figure))


def test_the_series_is_dots_and_the_truth_a_blue_cross_one_step_later() -> None:
    series, truth = drawn()["data"][0], trace(drawn(), TRUE_VALUE)
    assert (series["x"], series["y"]) == ([0, 1, 2], list(SERIES[1]))
    assert "markers" in series["mode"]
    assert (truth["x"], truth["y"]) == ([3], [TARGETS[1]])
    assert truth["marker"]["symbol"] == "cross-thin"
    assert truth["marker"]["line"]["color"] == TRUTH


def test_every_forecast_stands_at_the_next_step_with_a_mark_of_its_own() -> None:
    made = table()
    for one in made.able:
        marker = trace(drawn(), one.name)
        assert (marker["x"], marker["y"]) == ([3], [pytest.approx(one.answers[1])])
    looks = {(mark_colour(name), mark_symbol(name)) for name in FORECASTERS}
    assert len({symbol for _, symbol in looks}) == len(FORECASTERS)
    assert len({shade for shade, _ in looks}) == len(FORECASTERS)


def test_models_are_of_the_red_family_and_baselines_grey() -> None:
    for name in FORECASTERS:
        red, green, blue = (int(mark_colour(name)[i : i + 2], 16) for i in (1, 3, 5))
        if name in MODELS:
            assert red > green > blue or red > blue > green
        elif name != TRUE_VALUE:
            assert max(red, green, blue) - min(red, green, blue) < 24


def test_every_mark_is_labelled_with_its_short_name_and_value() -> None:
    labels = [note["text"] for note in drawn()["layout"]["annotations"]]
    assert "<b>true 0.60</b>" in labels
    assert {"stack 0.75", "neuron 0.90", "rnn 1.00", "last value 0.80"} <= set(labels)
    assert labels[-1] == "next week"
    assert drawn(2)["layout"]["annotations"][-1]["text"] == "tomorrow"
    assert drawn(2)["layout"]["xaxis"]["title"]["text"] == "day"
    assert short_title("stocks-best") == "best"


@given(st.lists(st.floats(-1.2, 1.2), min_size=1, max_size=9))
def test_labels_never_overlap_stay_in_the_picture_and_keep_their_order(values: list[float]) -> None:
    places = spread(values, 0.2, 1.0)
    assert all(-1 - 1e-9 <= place <= 1 + 1e-9 for place in places)
    ordered = sorted(zip(values, places, strict=True), key=lambda pair: pair[1])
    assert all(above[1] - below[1] >= 0.2 - 1e-9 for below, above in pairwise(ordered))
    assert [value for value, _ in ordered] == sorted(values)


def test_labels_that_have_room_stay_where_they_are_and_two_that_collide_share_the_way() -> None:
    assert spread([0.5, -0.5, 0.0], 0.2, 1.0) == pytest.approx([0.5, -0.5, 0.0])
    assert spread([0.1, 0.1], 0.2, 1.0) == pytest.approx([0.0, 0.2])


def test_the_scatter_reports_the_name_of_every_series_and_marks_the_chosen_one() -> None:
    made = table()
    figure = true_against_predicted(made, "stocks-stack", 2)
    points, chosen = figure["data"][1], figure["data"][CHOSEN]
    answers = made.forecaster("stocks-stack").answers
    for name, x, y in zip(points["customdata"], points["x"], points["y"], strict=True):
        place = NAMES.index(name)
        assert (x, y) == (TARGETS[place], pytest.approx(answers[place]))
    assert (chosen["x"], chosen["customdata"]) == ([TARGETS[2]], ["SIM001"])
    assert chosen["marker"]["color"] == mark_colour("stocks-stack")
    assert figure["data"][0]["x"] == figure["data"][0]["y"] == [-1, 1]


def test_simulated_series_are_hollow() -> None:
    points = true_against_predicted(table(), "mean", 0)["data"][1]
    hollow = {
        name
        for name, symbol in zip(points["customdata"], points["marker"]["symbol"], strict=True)
        if symbol == "circle-open"
    }
    assert hollow == {"SIM001", "SIM002"}


def test_pointing_out_another_series_changes_the_figure_into_that_of_the_series() -> None:
    made = table()
    figure = true_against_predicted(made, "mean", 0)
    for step in json.loads(to_json(point_out(made, "mean", 3)))["operations"]:
        assert step["operation"] == "Assign"
        *way, last = step["location"]
        part: Any = figure
        for key in way:
            part = part[key]
        part[last] = step["params"]["value"]
    wanted = true_against_predicted(made, "mean", 3)
    assert json.loads(to_json(figure)) == json.loads(to_json(wanted))


def test_the_loss_falls_on_a_logarithmic_axis_towards_the_lectures_figure() -> None:
    figure = loss_curve("stocks-rnn", [0.3, 0.1], lecture=0.04)
    (curve,) = figure["data"]
    assert (curve["x"], curve["y"]) == ([1, 2], [0.3, 0.1])
    assert curve["line"]["color"] == mark_colour("stocks-rnn")
    layout = figure["layout"]
    assert layout["yaxis"]["type"] == "log"
    assert layout["shapes"][0]["y0"] == 0.04
    assert layout["annotations"][0]["y"] == pytest.approx(log10(0.04))
    assert layout["annotations"][0]["text"] == "lecture 0.0400"


def test_a_validation_curve_is_drawn_beside_that_of_training() -> None:
    figure = loss_curve("stocks-rnn", [0.3, 0.1], [0.4, 0.2])
    assert [curve["name"] for curve in figure["data"]] == ["training", "validation"]
    assert figure["layout"]["showlegend"]


def test_a_baseline_has_words_in_place_of_a_curve() -> None:
    figure = loss_curve("mean", [])
    assert figure["data"] == []
    assert "baseline" in figure["layout"]["annotations"][0]["text"]


def test_a_mark_is_what_it_says() -> None:
    truth, *forecasts = marks(table(), 0)
    assert truth == Mark(TRUE_VALUE, "True next value", TARGETS[0])
    assert {mark.name for mark in forecasts} == set(FORECASTERS) - {TRUE_VALUE}
