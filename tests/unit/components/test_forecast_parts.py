"""The words, readings and tables of the forecast page."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
import pytest
from dash import dcc, html

from components.forecast_formula import NeuronStep, neuron_card, neuron_step, surprise
from components.forecast_grid import forecast_grid, grid_columns, grid_rows
from components.forecast_marks import marks, plain, signed
from components.forecast_readings import readings, said
from components.forecast_stage import forecast_controls, forecast_stage
from components.forecast_story import in_words, measured_note, series_title, training_note
from components.forecaster_choice import forecaster_choice, loss_of, told_of
from components.forecasts import answers
from components.ids import page_ids
from components.ticker_choice import ticker_choice
from core.contracts import REAL
from core.ranking import ranked
from tests.forecast_tables import MODELS, TRAINING, prices, table
from tests.unit.components.walk import classes, only, parts, words

ids = page_ids("pages.stocks")
pytestmark = pytest.mark.usefixtures("dash_app")


def text(component: Any) -> str:
    """Return everything a component (or a list of them) says, in one line."""
    return "".join(words(html.Div(component)))


def test_numbers_are_written_with_a_real_minus() -> None:
    assert (plain(-0.1234), plain(0.5, 2)) == ("−0.123", "0.50")
    assert (signed(-0.1), signed(0.1)) == ("−0.100", "+0.100")


def test_the_readings_name_the_truth_first_and_then_the_nearest_forecast() -> None:
    shown = readings(marks(table(), 1))
    order = [
        getattr(part, "data-forecaster")
        for part in parts(html.Div(shown))
        if isinstance(part, html.Li)
    ]
    assert order == ["truth", "mean", "stocks-stack", "last-value", "stocks-neuron", "stocks-rnn"]
    assert "+0.150" in words(html.Div(shown))


def test_the_outcome_is_a_sentence() -> None:
    sentence = said(marks(table(), 1), "GOOG", "week")
    assert sentence == (
        "GOOG, the next week: really 0.600. Nearest: Mean of the targets, off by 0.150; "
        "farthest: SimpleRNN(1), off by 0.400."
    )


def test_the_heading_says_real_or_simulated_days_or_weeks() -> None:
    weekly, simulated = series_title(table(), 1), series_title(table(), 2)
    assert "real weekly prices" in words(html.Div(weekly))
    assert "3 weeks, and the next one; here “tomorrow” is the next week" in words(html.Div(weekly))
    assert "simulated, no real company" in words(html.Div(simulated))
    assert "is-simulated" in classes(html.Div(simulated))
    daily = series_title(table(prices(origin=REAL)), 0)
    assert "real daily prices" in words(html.Div(daily))


def test_on_the_lectures_file_the_note_says_that_the_rows_are_those_of_the_fit() -> None:
    note = text(measured_note(table(prices(("A", "B", "C", "D"), REAL)), "lecture"))
    assert "same rows" in note
    assert "not how well it forecasts" in note
    assert "data get stocks" not in note


def test_elsewhere_the_note_says_that_no_model_was_fitted_to_what_it_is_measured_on() -> None:
    note = text(measured_note(table(), "lecture"))
    assert "Made up for a test." in note
    assert "fitted to the lecture’s real file" in note
    assert "4 series loaded (2 real, 2 simulated)" in note
    assert "python -m core data get stocks" in note


def test_which_series_are_loaded_is_put_into_words() -> None:
    assert in_words(table(prices(("A", "B", "C", "D"), REAL))) == "the 4 companies loaded"


def test_how_a_model_was_trained_names_data_seed_and_epochs() -> None:
    note = training_note(TRAINING)
    assert note.startswith("Trained on real data, 502 series, seed 7, 3 epochs, batches of 32")
    assert "no rows were held out" in note
    assert "average" not in note
    averaged = {**TRAINING, "val_loss": [1.0], "recipe": {**TRAINING["recipe"], "averaged": 0.98}}
    assert "running average" in training_note(averaged)
    assert "held out" not in training_note(averaged)
    at_once = {**TRAINING, "recipe": {**TRAINING["recipe"], "batch": 0}}
    assert "all rows at once" in training_note(at_once)


def test_the_grid_has_a_row_per_forecaster_with_everything_about_it() -> None:
    made = ranked(table(unavailable=["stocks-rnn"]), "lecture", 1)
    rows = {row["name"]: row for row in grid_rows(made)}
    stack, score = rows["stocks-stack"], made.forecaster("stocks-stack").score
    assert (stack["mse"], stack["mae"]) == (score.mse, score.mae)
    assert (stack["skill"], stack["low"], stack["p_value"]) == (
        score.skill, score.low, score.p_value,
    )  # fmt: skip
    assert (stack["parameters"], stack["lecture"]) == (207, 0.02624883636777101)
    assert (rows["last-value"]["parameters"], rows["mean"]["parameters"]) == (0, 1)
    assert rows["stocks-rnn"]["reason"] == "The model folder stocks-rnn is not there."
    assert rows["stocks-rnn"]["mse"] is rows["stocks-rnn"]["skill"] is None


def test_the_grid_sorts_by_the_error_and_has_room_for_every_row() -> None:
    complete = only(forecast_grid("grid", table(), "lecture"), dag.AgGrid)
    assert [c["field"] for c in complete.columnDefs if c.get("sort")] == ["mse"]
    broken = only(forecast_grid("grid", table(unavailable=MODELS), "lecture"), dag.AgGrid)
    assert broken.style["height"] > complete.style["height"]


def test_only_the_walk_forward_has_two_scales() -> None:
    fields = {name: [c["field"] for c in grid_columns(name)] for name in ("lecture", "walk")}
    assert "file_mse" in fields["walk"]
    assert "lecture" not in fields["walk"]
    assert "file_mse" not in fields["lecture"]


def test_series_are_offered_by_the_alphabet_under_headings_where_some_are_simulated() -> None:
    select = only(forecast_controls(ids, table(), 1), dmc.Select)
    assert select.data == [
        {"group": "Real", "items": ["AAA", "GOOG"]},
        {"group": "Simulated", "items": ["SIM001", "SIM002"]},
    ]
    assert (select.value, select.searchable, select.id) == ("GOOG", True, "stocks-ticker")
    assert select.limit < 100
    real = forecast_controls(ids, table(prices(("D", "B", "C", "A"), REAL)), 0)
    assert only(real, dmc.Select).data == ["A", "B", "C", "D"]


def test_the_arrow_keys_step_through_the_series() -> None:
    choice = ticker_choice(ids, [("Real", ["A"])], "A")
    buttons = [part for part in parts(choice) if isinstance(part, dmc.ActionIcon)]
    assert [(one.id, getattr(one, "data-key")) for one in buttons] == [
        ("stocks-back", "ArrowLeft"),
        ("stocks-on", "ArrowRight"),
    ]
    assert all(getattr(one, "aria-label") for one in buttons)


def test_the_stage_says_what_in_the_link_could_not_be_used() -> None:
    remarks, panel = forecast_stage(ids, table(), 0, ["There is no <b>series</b>."])
    assert words(remarks) == ["There is no <b>series</b>."]
    assert only(panel, dcc.Graph).id == "stocks-next"


def test_a_closer_look_offers_everyone_who_can_answer() -> None:
    made = table(unavailable=["stocks-rnn"])
    chips = [
        part
        for part in parts(forecaster_choice(ids, made, "mean", 0))
        if isinstance(part, dmc.Chip)
    ]
    assert {chip.value for chip in chips} == {one.name for one in made.able}
    hollow = text(forecaster_choice(ids, made, "mean", 0))
    assert "Hollow points are simulated." in hollow
    real = table(prices(("A", "B", "C", "D"), REAL))
    assert "Hollow" not in text(forecaster_choice(ids, real, "mean", 0))


def test_a_closer_look_at_a_model_tells_of_its_training_and_at_a_baseline_of_none() -> None:
    made = table()
    assert loss_of(made, "stocks-stack")["data"][0]["y"] == TRAINING["loss"]
    assert told_of(made, "stocks-stack") == training_note(TRAINING)
    assert loss_of(made, "last-value")["data"] == []
    assert told_of(made, "last-value") == ""


def test_answers_of_a_model_that_has_none_are_an_error_of_ours() -> None:
    missing = table(unavailable=["stocks-rnn"]).forecasters[-1]
    with pytest.raises(LookupError, match="stocks-rnn has no answers"):
        answers(missing)


def test_the_formula_holds_the_numbers_of_the_last_step() -> None:
    step = NeuronStep((-0.1, 1.2, 0.3), 0.5, 0.25, 0.53, truth=-0.2)
    general, off = (text(line) for line in neuron_step(step, 100))
    assert general == "ŷ100 = tanh(−0.100 + 1.200 · 0.500 + 0.300 · 0.250) = 0.530"
    assert off == "ŷ100 − y = 0.530 − (−0.200) = +0.730"


def test_without_the_neuron_the_formula_stands_without_numbers() -> None:
    card = neuron_card("step", None, 100, "133 of 502")
    assert "The neuron is unavailable" in text(card)
    assert "133 of 502 targets" in text(card)


def test_the_surprise_is_folded_and_leads_to_the_walk_forward() -> None:
    assert not surprise().open
    assert "walk-forward" in text(surprise())
