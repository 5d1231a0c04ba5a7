"""The small parts, each with what it promises."""

from __future__ import annotations

import json
from typing import Any

import dash
import dash_mantine_components as dmc
import pytest
from dash import dcc, html

from components import code_card
from components.empty_state import empty_state
from components.figures_table import figure_text, figures_table
from components.formula import formula_card, number, symbol
from components.graph import GRAPH_CONFIG, graph
from components.ids import page_ids
from components.loaded import LoadedData, LoadedModel, loaded_overview
from components.miniature import pair_miniature, series_miniature, token_miniature
from components.notice import notice
from components.presets import Preset, presets
from components.swatch import swatch
from components.term import term
from components.unavailable import unavailable
from core.errors import InvalidInput
from tests.unit.components.walk import classes, only, parts, words


@pytest.fixture(autouse=True)
def _an_app(dash_app: Any) -> None:
    """Icons ask Dash where the assets are."""


def test_ids_carry_the_name_of_their_page() -> None:
    assert page_ids("pages.stocks")("ticker") == "stocks-ticker"
    assert page_ids("pages.one_neuron")("w1") == "one-neuron-w1"
    assert page_ids("pages.a")("x") != page_ids("pages.b")("x")


def test_graphs_offer_a_download_and_no_upload() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["displaylogo"] is False
    assert GRAPH_CONFIG["modeBarButtons"] == [["toImage"]]


def test_a_graph_reserves_its_height_and_says_what_it_shows() -> None:
    drawn = graph("stocks-chart", label="The series", height=320)
    assert drawn.style == {"blockSize": "20.0rem"}
    assert getattr(drawn, "aria-label") == "The series"
    inside = only(drawn, dcc.Graph)
    assert inside.id == "stocks-chart"
    assert inside.config is GRAPH_CONFIG
    assert inside.figure["layout"]["xaxis"] == {"visible": False}


def add(one: int, other: int) -> int:
    """Return the sum."""
    return one + other


def test_the_code_shown_is_the_code_that_runs() -> None:
    card = code_card.of(add)
    code = only(card, dmc.CodeHighlight).code
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102
    assert names["add"](2, 3) == 5
    assert "add" in words(card)


def test_a_method_is_shown_without_the_indentation_of_its_class() -> None:
    class Sum:
        def both(self) -> int:
            """Return it."""
            return 3

    assert code_card.source(Sum.both).startswith("def both")


def test_code_says_where_it_is_written() -> None:
    assert code_card.place(add).startswith("tests/unit/components/test_parts.py, line ")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(207, "207"), (500571, "500,571"), (0.03900926, "0.0390"), (-0.5, "\u22120.5000")],
)
def test_figures_are_written_alike(value: float, shown: str) -> None:
    assert figure_text(value) == shown


def test_a_table_shows_what_is_known_and_marks_what_is_not() -> None:
    table = figures_table(
        ["Model", "MSE", "Lecture"],
        [["Stack", 0.0259, 0.02625], ["Last value", 0.0333, None]],
        note="Lecture's protocol.",
    )
    cells = [part.children for part in parts(table) if isinstance(part, html.Td)]
    assert cells == ["0.0259", "0.0262", "0.0333", "\u2013"]
    rows = [part.children for part in parts(table) if isinstance(part, html.Th)]
    assert rows == ["Model", "MSE", "Lecture", "Stack", "Last value"]
    assert words(table)[-1] == "Lecture's protocol."


def test_a_preset_carries_the_values_it_sets() -> None:
    row = presets([Preset("Google", {"a-ticker": "GOOG", "a-text": {"value": "x", "error": None}})])
    chip = only(row, html.Button)
    assert json.loads(getattr(chip, "data-set")) == {
        "a-ticker": {"value": "GOOG"},
        "a-text": {"value": "x", "error": None},
    }


def test_a_formula_says_its_symbols_and_live_numbers() -> None:
    card = formula_card(
        [[symbol("w", sub="1", echo="w1"), " = ", number(-0.0716, echo="w1", component_id="n-w1")]],
        "Because.",
    )
    assert words(card) == ["w", "1", " = ", "\u22120.072", "Because."]
    echoes = [getattr(part, "data-echo", None) for part in parts(card)]
    assert echoes.count("w1") == 2
    assert "n-w1" in [getattr(part, "id", None) for part in parts(card)]


def test_a_number_that_is_already_words_is_left_alone() -> None:
    assert number("not yet").children == "not yet"


def test_an_unavailable_model_says_which_and_why() -> None:
    reason = str(InvalidInput("The folder is incomplete."))
    state = unavailable("LSTM", reason)
    assert words(state) == ["LSTM", " is unavailable.", reason]
    assert state.role == "status"


def test_an_empty_stage_says_what_to_do_and_offers_it() -> None:
    button = html.Button("Load one")
    assert words(empty_state("Type a review.", button)) == ["Type a review.", "Load one"]
    assert words(empty_state("Type a review.")) == ["Type a review."]


def test_a_term_can_be_reached_by_keyboard() -> None:
    explained = term("padding", "Zeros that make all texts equally long.")
    assert only(explained, dmc.HoverCardTarget).children.tabIndex == 0
    assert words(explained) == ["padding", "Zeros that make all texts equally long."]


def test_a_notice_keeps_the_message_unchanged() -> None:
    message = "Row 7, column day_3: 'abc' is no number."
    assert notice(message)["message"] == message


def test_a_swatch_has_the_colour_of_its_model() -> None:
    one, other = swatch("stocks-rnn", "RNN"), swatch("stocks-stack", "Stack")
    shades = [mark.children[0].style["backgroundColor"] for mark in (one, other)]
    assert shades[0] != shades[1]


def test_the_overview_names_origins_and_reasons() -> None:
    overview = loaded_overview(
        [LoadedData("Reviews", "sample", "Written for this product.", "MIT.")],
        [
            LoadedModel("stocks-rnn", "SimpleRNN(1)", "Stocks", parameters=3),
            LoadedModel("stocks-stack", "Stack", "Stocks", reason="No folder."),
        ],
    )
    said = words(overview)
    assert {"sample", "3 parameters", "unavailable", "No folder."} <= set(said)
    assert {"is-sample", "is-missing"} <= classes(overview)


def test_miniatures_are_drawn_from_the_numbers_given() -> None:
    low = series_miniature([0.0, 0.5, 1.0], 0.2, {"stocks-rnn": -1.0})
    high = series_miniature([0.0, 0.5, 1.0], 0.2, {"stocks-rnn": 1.0})
    assert low.src != high.src
    assert low.src.startswith("data:image/svg+xml;base64,")
    tokens = token_miniature(["cold", "hot"], [0.0, 1.0])
    assert classes(tokens) >= {"heat-0", "heat-32"}
    assert "0.56" in words(pair_miniature("What is it?", "What?", 0.5638))


def test_a_miniature_survives_values_outside_its_frame() -> None:
    inside = series_miniature([1.0], 1.0, {})
    assert series_miniature([9.0], 5.0, {}).src == inside.src
    assert dash.get_asset_url("x")
