"""The table of all forecasts: complete, honest about what is missing, never written to."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from core import registry
from core.contracts import REAL, SIMULATED
from core.datasets.stocks import load
from core.errors import InvalidInput
from core.forecast_request import TickerRequest, given_once, shortened
from core.forecasts import DAY, WEEK, tabulate
from tests.forecast_tables import MODELS, NAMES, SERIES, TARGETS, prices, table


def test_every_forecaster_answers_for_every_series_and_the_most_accurate_comes_first() -> None:
    made = table()
    assert made.names == NAMES
    assert {one.name for one in made.able} == {*MODELS, "last-value", "mean"}
    figures = [one.mse for one in made.forecasters]
    assert figures == sorted(figures)
    for one in made.able:
        assert one.answers.shape == (4,)
        assert one.mse == pytest.approx(np.mean((one.answers - TARGETS) ** 2))


def test_the_baselines_need_no_model_and_carry_what_the_lecture_printed() -> None:
    made = table(unavailable=MODELS)
    last, mean = made.forecaster("last-value"), made.forecaster("mean")
    np.testing.assert_array_equal(last.answers, np.array(SERIES)[:, -1])
    np.testing.assert_allclose(mean.answers, np.mean(TARGETS))
    assert (last.parameters, mean.parameters) == (0, 1)
    assert (last.lecture, mean.lecture) == (0.033289150367058463, 0.3516210190443937)
    assert last.card is mean.card is None


def test_a_model_that_cannot_answer_is_a_row_with_the_reason_and_the_others_answer() -> None:
    made = table(unavailable=["stocks-rnn"])
    missing = made.forecasters[-1]
    assert missing.name == "stocks-rnn"
    assert missing.reason == "The model folder stocks-rnn is not there."
    assert missing.answers is missing.mse is missing.parameters is None
    assert missing.lecture == 0.04377151881286946
    assert len(made.able) == len(made.forecasters) - 1
    with pytest.raises(InvalidInput, match="No forecaster “stocks-rnn” can answer"):
        made.forecaster("stocks-rnn")


def test_nothing_in_the_table_can_be_written_to() -> None:
    made = table()
    for values in (made.series, made.targets, *(one.answers for one in made.able)):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.names = ()  # type: ignore[misc]


def test_of_two_series_of_one_name_the_first_counts() -> None:
    made = table(prices(("GOOG", "AAA", "GOOG", "SIM1")))
    assert made.names == ("GOOG", "AAA", "SIM1")
    np.testing.assert_array_equal(made.targets, [TARGETS[0], TARGETS[1], TARGETS[3]])
    assert all(len(one.answers) == 3 for one in made.able)


def test_real_series_beside_simulated_ones_are_weekly_and_all_others_daily() -> None:
    assert [table().step(place) for place in range(4)] == [WEEK, WEEK, DAY, DAY]
    assert table(prices(origin=REAL)).step(0) == DAY
    assert table().origins == (REAL, REAL, SIMULATED, SIMULATED)
    assert table().simulated == 2


def test_extremes_are_targets_that_are_the_highest_or_lowest_value() -> None:
    assert table().extremes == 1


@pytest.mark.parametrize("ticker", ["GOOG", "goog", "  Goog \n"])
def test_a_series_is_found_by_its_name_however_it_is_written(ticker: str) -> None:
    assert table().place(TickerRequest(ticker)) == 1


def test_a_name_that_is_not_loaded_is_quoted_shortened() -> None:
    with pytest.raises(InvalidInput, match="no series called “GOOGLE” among the 4 loaded"):
        table().place(TickerRequest("GOOGLE"))
    with pytest.raises(InvalidInput, match="“" + "x" * 40 + "…”"):
        table().place(TickerRequest("x" * 90))


@pytest.mark.parametrize("ticker", ["", "  ", None, 12, ["GOOG"], {}])
def test_what_is_no_ticker_is_refused(ticker: object) -> None:
    with pytest.raises(InvalidInput, match="none was given"):
        TickerRequest(ticker)  # type: ignore[arg-type]


def test_a_ticker_of_ten_thousand_characters_is_refused_without_being_repeated() -> None:
    with pytest.raises(InvalidInput, match="has 10,000") as refusal:
        TickerRequest("x" * 10_000)
    assert "xx" not in str(refusal.value)


def test_a_parameter_that_is_given_twice_counts_once() -> None:
    assert given_once(["AAA", "GOOG"]) == "GOOG"
    assert given_once("GOOG") == "GOOG"
    assert shortened("<b>") == "“<b>”"


@pytest.mark.usefixtures("real_data")
def test_on_the_lectures_file_the_figures_are_the_lectures() -> None:
    specs = [registry.model_spec(name) for name in MODELS]
    made = tabulate(load(), specs, registry.predictor)
    assert len(made.names) == 502
    assert made.extremes == 133
    for name in ("last-value", "mean", "stocks-neuron"):
        one = made.forecaster(name)
        assert one.mse == pytest.approx(one.lecture, abs=1e-8)
    for name in ("stocks-rnn", "stocks-stack"):
        one = made.forecaster(name)
        assert one.mse <= one.lecture
