"""Does anything beat the last value? The sentence follows from the figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.forecast_verdict import verdict
from core.forecasts import Forecaster, ForecastTable
from core.own_series import table_of
from core.protocols import WALK, exam
from core.ranking import Said, with_more

STEPS = np.random.default_rng(9).normal(size=(50, 60))
TABLE = table_of([f"W{i}" for i in range(50)], np.cumsum(STEPS, axis=1))
ASKED = exam(TABLE.values, WALK)


def ranked_with(**strays: float) -> ForecastTable:
    """Return a table of forecasters that know so much of every step; -1: the wrong way round."""
    more = [
        Said(
            Forecaster(name.replace("_", "-"), name.title(), 1),
            ASKED.last + share * (ASKED.truth - ASKED.last),
        )
        for name, share in {"last_value": 0.0, **strays}.items()
    ]
    return with_more(replace(TABLE, forecasters=()), ASKED, more)


def test_where_nothing_has_a_smaller_error_nothing_beats_the_last_value() -> None:
    assert verdict(ranked_with(bad=-0.2), WALK) == ("Nothing beats the last value here.",)


def test_who_beats_it_is_named_with_a_warning() -> None:
    answer, warning = verdict(ranked_with(good=0.5, better=0.9, bad=-1), WALK)
    assert answer == "Here Better and Good beat the last value."
    assert "one is always lucky" in warning


def test_a_smaller_error_that_chance_explains_is_no_victory() -> None:
    noisy = np.random.default_rng(0).normal(size=ASKED.truth.shape) * 0.01
    lucky = ASKED.last + np.where(noisy > 0, 0.002, -0.002) * np.sign(ASKED.truth - ASKED.last)
    table = with_more(ranked_with(), ASKED, [Said(Forecaster("lucky", "Lucky", 1), lucky)])
    (answer,) = verdict(table, WALK)
    score = table.forecaster("lucky").score
    assert score is not None
    assert not score.is_better
    expected = "Nothing beats the last value here"
    assert answer.startswith(expected)


def test_what_hardly_leaves_the_last_value_does_not_beat_it_however_sure_the_test_is() -> None:
    table = ranked_with(shadow=0.001)
    assert table.forecaster("shadow").score.is_better
    assert verdict(table, WALK) == ("Nothing beats the last value here.",)


def test_our_own_model_says_that_it_has_become_the_last_value() -> None:
    *_, said = verdict(ranked_with(**{"stocks_best": 0.004}), WALK)
    assert "it has nearly become it: it strays from it by 0.4 %" in said.replace("0.4%", "0.4 %")
