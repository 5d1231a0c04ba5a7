"""The parts of the page of tokens, as the server makes them."""

from __future__ import annotations

import dash_mantine_components as dmc
import pytest
from dash import dcc

from components.coverage_table import coverage_table
from components.figures.word_map import word_map
from components.ids import page_ids
from components.lookup_formula import lookup_formula
from components.miniature import slots_miniature
from components.sentence_entry import sentence_entry, token_controls
from components.token_stage import token_stage
from components.word_map import no_word_map, word_map_section
from core.text import Vocabulary
from core.word_coverage import covered
from tests.unit.components.walk import classes, only, parts, words

pytestmark = pytest.mark.usefixtures("dash_app")  # icons need an app

ids = page_ids("pages.words")
CHOSEN = {"from": "typed", "v": 10, "t": 4, "pad": "after", "keep": "start", "e": 3}


def test_every_choice_has_its_control() -> None:
    controls = token_controls(ids, CHOSEN, {"v": 100, "t": 50, "e": 9})
    found = {getattr(part, "id", ""): part for panel in controls for part in parts(panel)}
    for name, value in CHOSEN.items():
        assert found[ids(name)].value == value
    assert found[ids("v")].min == 2
    assert found[ids("t")].max == 50


def test_the_box_says_what_was_wrong_with_the_link() -> None:
    entry = sentence_entry(ids, "one\ntwo", 500, ("No such length.",))
    assert only(entry, dmc.Textarea).value == "one\ntwo"
    assert "No such length." in words(entry)


def test_the_stage_waits_for_one_answer() -> None:
    stage = token_stage(ids, None)
    assert only(stage, dcc.Store).id == ids("typed")
    assert {"token-typed", "word-index", "token-grid", "empty-state"} <= classes(stage)


def test_the_map_has_a_trace_for_everything_on_it() -> None:
    figure = word_map()
    assert [trace.mode for trace in figure.data] == [
        "markers", "markers+text", "lines+markers+text", "markers+text", "markers+text",
    ]  # fmt: skip
    assert figure.layout.yaxis.scaleanchor == "x"


def test_the_map_offers_every_model() -> None:
    chosen = {"model": "b", "word": "good", "line": 2}
    section = word_map_section(ids, {"a": "A", "b": "B"}, chosen)
    select = only(section, dmc.Select)
    assert ([one["value"] for one in select.data], select.value) == (["a", "b"], "b")


def test_without_any_model_the_link_still_finds_what_it_keeps() -> None:
    shown = no_word_map(ids, "None is here.")
    assert "None is here." in words(shown)
    found = {part.id for part in parts(shown) if isinstance(part, dmc.TextInput)}
    assert found == {ids("model"), ids("word"), ids("line")}


def test_the_formula_has_places_for_the_live_numbers() -> None:
    shown = lookup_formula("/neuron")
    live = {getattr(part, "data-live", "") for part in parts(shown)}
    wanted = {f"lookup-{name}" for name in ("id", "onehot", "vector", "shapes", "parameters")}
    assert wanted <= live
    assert only(shown, dmc.Anchor).href == "/neuron"


def test_the_table_of_coverage_has_shares_as_percentages() -> None:
    found = covered(["a x"], Vocabulary(("a",), 10), (11, 3), 4)
    said = words(coverage_table({"m": "Model"}, {"m": found}))
    assert {"Model", "33", "50.0\u00a0%"} <= set(said)
    assert any("1 texts, 2 tokens" in word for word in said)


def test_the_miniature_marks_padding() -> None:
    shown = slots_miniature(["a", ""], [1, 0], 2)
    assert [cell.className for cell in shown.children] == ["is-word", ""]
