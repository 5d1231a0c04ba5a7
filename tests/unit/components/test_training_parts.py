"""The section in which the neuron is trained, as the server makes it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from dash import dcc

from components import colour
from components.descent_controls import CONTROLS, control_id, control_values
from components.figures.descent import (
    DASHES,
    SYMBOLS,
    descent_curves,
    loss_surface,
    surface_colours,
)
from components.ids import page_ids
from components.neuron_training import TrainingData, kept_of_training, run_to_try, training_section
from components.palette import DARK, LIGHT, RUNS
from core.descent_settings import Descent
from tests.unit.components.walk import classes, parts, words

pytestmark = pytest.mark.usefixtures("dash_app")  # icons need an app

ids = page_ids("pages.neuron")
DATA = TrainingData(("AAA", "GOOG"), "GOOG", "Made up.", (-0.5, 1, 2, 0.25), 10)


def section(asked: Descent | None = None, remark: str = "") -> Any:
    """Return the section with one chip."""
    asked = asked or Descent()
    return training_section(ids, asked, DATA, [run_to_try(ids, "A run", asked, "why")], remark)


def by_id(component: Any) -> dict[str, Any]:
    """Return all parts that have an id."""
    return {part.id: part for part in parts(component) if getattr(part, "id", None)}


def test_every_control_shows_what_the_link_asks_for() -> None:
    asked = Descent(7, 0.5, (1.0, -2.0, 3.0), 9, "some", 2)
    there = by_id(section(asked))
    shown = [there[control_id(ids, name)].value for name in CONTROLS]
    assert shown == [7, 0.5, "given", 1.0, -2.0, 3.0, 9, "some", 2, "GOOG"]
    assert there["neuron-train-settings"].data == asked.text


def test_a_chip_sets_every_control_and_carries_its_line() -> None:
    asked = Descent(start=None, rows="one", ticker="AAA")
    values = run_to_try(ids, "A run", asked, "why").values
    assert set(values) == {control_id(ids, name) for name in (*CONTROLS, "settings")}
    assert values["neuron-train-settings"] == {"data": asked.text}
    assert values["neuron-train-kind"] == "drawn"


def test_a_chip_without_a_series_leaves_the_chosen_one_alone() -> None:
    assert "neuron-train-one" not in control_values(ids, Descent())


def test_the_section_says_aloud_what_happened_and_shows_what_the_lecture_printed() -> None:
    made = section(remark="That was wrong.")
    assert {"That was wrong.", "−0.50000000", "0.25000000"} <= set(words(made))
    spoken = [p for p in parts(made) if getattr(p, "role", "") == "status"]
    assert len(spoken) == 2
    assert "descent-said" in classes(made)


def test_every_button_has_a_key_of_its_own() -> None:
    keys = [getattr(p, "data-key") for p in parts(section()) if hasattr(p, "data-key")]
    assert sorted(keys) == ["e", "t", "x"]


def test_the_runs_stay_in_the_tab_and_the_settings_in_the_link() -> None:
    stores = {p.id: p for p in parts(section()) if isinstance(p, dcc.Store)}
    assert stores["neuron-train-runs"].storage_type == "session"
    (place,) = kept_of_training(ids).values()
    assert place[0] in stores


def test_the_browser_learns_colours_and_dashes_from_here() -> None:
    plan = json.loads(getattr(by_id(section())["neuron-train-bench"], "data-plan"))
    assert plan["runs"] == list(RUNS)
    assert plan["dashes"] == list(DASHES)


def test_plotly_accepts_both_figures_and_they_have_a_place_for_every_run() -> None:
    curves, ways = go.Figure(descent_curves()), go.Figure(loss_surface((0.5, 1.5, -1.0)))
    assert [trace.line.dash for trace in curves.data] == list(DASHES)
    assert len(ways.data) == 1 + 2 * len(RUNS)
    start = ways.data[2]
    assert (start.x[0], start.y[0]) == (1.5, -1.0)
    assert start.marker.symbol[0] == "circle-open"


def test_six_runs_can_be_told_apart_with_and_without_colour() -> None:
    assert len(set(DASHES)) == len(set(SYMBOLS)) == len(set(RUNS)) == 6
    shades = [colour.from_hex(shade) for shade in RUNS]
    pairs = [(a, b) for i, a in enumerate(shades) for b in shades[i + 1 :]]
    assert min(colour.distance(a, b) for a, b in pairs) > 0.1
    for scheme in (LIGHT, DARK):
        assert min(colour.contrast(shade, scheme["surface"]) for shade in RUNS) >= 3


def test_the_surface_gains_ink_evenly_from_the_valley_up() -> None:
    inks = [float(shade.rsplit(",", 1)[1].strip(" )")) for _, shade in surface_colours()]
    steps = {round(b - a, 6) for a, b in pairwise(inks)}
    assert inks[0] == 0
    assert len(steps) == 1
