"""The walk forward over the last ten days of the lecture's file, and the protocols beside it."""

import json
from pathlib import Path

import pytest

from core import linear
from core.forecasts import forecast_table
from core.protocols import LECTURE, WALK
from core.ranking import ranked
from core.refits import folds

VALUES = json.loads(
    (Path(__file__).parent / "values" / "baselines.json").read_text(encoding="utf-8")
)
pytestmark = pytest.mark.usefixtures("real_data")


def test_the_last_value_costs_what_was_measured_by_others():
    golden = VALUES["last_value_last_ten_days"]
    last = ranked(forecast_table(), WALK).forecaster("last-value")
    assert last.file_mse == pytest.approx(golden["value"], abs=golden["tolerance"])


def test_our_own_model_is_no_worse_than_the_last_value_on_both_scales_and_says_how_near_it_is():
    table = ranked(forecast_table(), WALK)
    best, last = (table.forecaster(name) for name in ("stocks-best", "last-value"))
    assert best.file_mse <= last.file_mse
    assert best.mse <= last.mse
    assert best.score.away < 0.1


def test_the_lectures_networks_are_better_on_their_own_rows_and_worse_on_days_not_seen():
    seen, unseen = (ranked(forecast_table(), name) for name in (LECTURE, WALK))
    assert seen.forecaster("stocks-stack").mse <= 0.02625
    assert seen.forecaster("stocks-rnn").mse <= 0.0437
    assert seen.forecaster("stocks-neuron").mse == pytest.approx(0.03900926, abs=1e-8)
    assert seen.forecaster("stocks-stack").score.is_better
    for name in ("stocks-stack", "stocks-rnn", "stocks-neuron"):
        assert unseen.forecaster(name).score.high < 0


def test_other_companies_make_a_ridge_look_good_as_was_measured_by_others():
    golden = VALUES["ridge_all_days_other_companies"]
    table, fold = forecast_table(), folds(502, 1)
    series, targets = table.series, table.targets
    answers = linear.other_companies(series, targets, fold, 100, golden["penalty"])
    mse = float(((answers - table.targets) ** 2).mean())
    assert mse == pytest.approx(golden["value"], abs=golden["tolerance"])
