"""Every forecaster under every protocol, on any table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import ranking, refit_networks, refits
from core.errors import InvalidInput, NotTrained
from core.forecasts import Forecaster, ForecastTable
from core.own_series import table_of
from core.protocols import LECTURE, OTHERS, PROTOCOLS, WALK, days_asked, exam
from core.ranking import Said, examined, ranked, with_more
from tests.forecast_tables import table

EVERYONE = {"mean", "last-value", "drift", "linear", "ridge"}


@pytest.fixture(scope="module")
def walks() -> ForecastTable:
    """Return random walks, the only thing to say about which is the last value."""
    steps = np.random.default_rng(8).normal(size=(60, 80))
    return table_of([f"W{i}" for i in range(60)], np.cumsum(steps, axis=1))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_everyone_is_ranked_and_every_figure_is_that_of_the_answers(
    walks: ForecastTable, protocol: str
) -> None:
    found, asked = ranked(walks, protocol, 5), exam(walks.values, protocol)
    assert {one.name for one in found.able} >= EVERYONE | {"stocks-best", "stocks-stack"}
    figures = [one.mse for one in found.able]
    assert figures == sorted(figures)
    last = found.forecaster("last-value")
    np.testing.assert_array_equal(last.answers, walks.series[:, -1])
    expected = np.mean(((asked.last - asked.truth) / asked.half) ** 2)
    assert last.mse == pytest.approx(expected)
    assert last.score is not None
    assert last.score.skill == 0


def test_only_the_walk_forward_asks_for_several_days_and_scales_on_the_past(
    walks: ForecastTable,
) -> None:
    assert exam(walks.values, LECTURE).days == exam(walks.values, OTHERS).days == range(79, 80)
    asked = exam(walks.values, WALK)
    assert asked.days == range(70, 80)
    later = np.array(walks.values)
    later[:, -1] = 50
    np.testing.assert_array_equal(exam(later, WALK).half, asked.half)
    assert [len(days_asked(n, WALK)) for n in (3, 8, 40, 500)] == [1, 2, 10, 10]


def test_the_future_changes_no_answer_of_the_walk_forward(walks: ForecastTable) -> None:
    values = np.array(walks.values)
    values[:, -1] = np.sign(values[:, -1])
    changed = table_of(walks.names, values * 3 + 8)
    for name in (*EVERYONE, "stocks-rnn", "stocks-best"):
        mine, other = (ranked(one, WALK, 5).forecaster(name).answers for one in (walks, changed))
        scale = [(one.values[:, 1] - one.values[:, 0])[:, None] for one in (walks, changed)]
        there = (mine[:, None] - walks.values[:, :1]) / scale[0]
        here = (other[:, None] - changed.values[:, :1]) / scale[1]
        np.testing.assert_allclose(there, here, rtol=1e-5, atol=1e-6)


def test_nothing_beats_the_last_value_of_random_walks_beyond_chance(walks: ForecastTable) -> None:
    found = ranked(walks, WALK, 5)
    assert not [one.name for one in found.able if one.score and one.score.is_better]


def test_networks_on_series_they_were_not_fitted_to_are_applied_as_they_are(
    walks: ForecastTable,
) -> None:
    for protocol in (OTHERS, WALK):
        remark = ranked(walks, protocol, 5).forecaster("stocks-stack").remark
        assert remark is not None
        assert "fitted to none of these series" in remark


def test_a_network_that_is_not_shipped_is_a_row_with_its_reason(
    walks: ForecastTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(name: str) -> None:
        raise NotTrained(f"The network {name} is not there.")

    monkeypatch.setattr(refits, "network", gone)
    found = ranked(replace(walks), WALK, 5)
    (stack,) = (one for one in found.forecasters if one.name == "stocks-stack")
    assert stack.reason == "The network stocks-stack/walk is not there."
    assert {one.name for one in found.able} >= EVERYONE


def test_a_further_forecaster_takes_its_place(walks: ForecastTable) -> None:
    found, asked = ranked(walks, WALK, 5), exam(walks.values, WALK)
    oracle = Said(Forecaster("oracle", "Oracle", 0), asked.truth)
    missing = Forecaster("theta", "Theta", reason="Not installed.")
    more = with_more(found, asked, [missing, oracle])
    assert more.forecasters[0].name == "oracle"
    assert more.forecasters[0].score.is_better
    assert more.forecasters[-1].name == "theta"
    assert found.forecasters[0].name != "oracle"


def test_answers_of_another_shape_or_that_are_no_numbers_are_refused(walks: ForecastTable) -> None:
    asked = exam(walks.values, WALK)
    for wrong in (asked.truth[:, :3], asked.truth * np.nan):
        with pytest.raises(InvalidInput, match="must answer with numbers"):
            examined(Said(Forecaster("x", "X"), wrong), asked)


@pytest.mark.parametrize(
    "values",
    [
        [[1, 2, 3]],
        [[5, 5, 5, 5], [1, 2, 1, 2]],
        [[-1e99, 1e99, 0, 5], [1e-30, 2e-30, 1e-30, 3e-30]],
        [[7.0] * 50],
    ],
    ids=["three", "constant", "huge", "all constant"],
)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_strange_series_are_ranked_or_explained(values: list[list[float]], protocol: str) -> None:
    made = table_of([f"S{i}" for i in range(len(values))], np.array(values, float))
    found = ranked(made, protocol, 2)
    assert found.forecaster("last-value").mse is not None
    assert all(one.reason or np.isfinite(one.mse) for one in found.forecasters)


@pytest.mark.parametrize(("protocol", "k"), [("guess", 5), (None, 5), (WALK, 0), (WALK, 10**9)])
def test_what_is_no_protocol_and_no_number_of_values_is_refused(protocol: str, k: int) -> None:
    with pytest.raises(InvalidInput, match=r"protocol|reads 1 to"):
        ranked(table(), protocol, k)


def test_the_fold_networks_are_asked_only_where_the_table_is_the_one_they_know(
    walks: ForecastTable,
) -> None:
    assert not refit_networks.is_the_lectures(walks.values)
    assert ranking.LAGS == 20
