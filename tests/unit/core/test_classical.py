"""The classical forecasters, on series made here."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from core import classical
from core.errors import InvalidInput, MissingData
from tests.sources import PROJECT

RAMP = np.arange(30.0)
NAMES = sorted(classical.TITLES)


@pytest.mark.parametrize("name", NAMES)
def test_a_ramp_goes_on_within_its_interval(name: str) -> None:
    told = classical.forecast_ahead(name, RAMP + np.sin(RAMP) / 5, 5)
    assert told.reason is None
    assert told.mean.shape == told.low.shape == told.high.shape == (5,)
    assert (np.diff(told.mean) > 0.2).all()
    assert (told.low <= told.mean).all()
    assert (told.mean <= told.high).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_unit_of_a_series_does_not_matter(name: str) -> None:
    series = np.random.default_rng(1).normal(size=60).cumsum()
    plain = classical.forecast_ahead(name, series, 2).mean
    huge = classical.forecast_ahead(name, 1e80 * series - 3e80, 2).mean
    np.testing.assert_allclose(huge, 1e80 * plain - 3e80, rtol=1e-6, atol=1e75)


@pytest.mark.parametrize("name", NAMES)
def test_a_constant_is_forecast_as_that_constant_without_doubt(name: str) -> None:
    told = classical.forecast_ahead(name, np.full(40, 7.0), 3)
    assert told.mean.tolist() == told.low.tolist() == told.high.tolist() == [7, 7, 7]


@pytest.mark.parametrize("name", ["auto-ets", "theta"])
@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_what_is_too_short_is_said(name: str, length: int) -> None:
    told = classical.forecast_ahead(name, RAMP[:length] ** 2, 1)
    if length == 1:  # one value is a constant
        assert told.mean.tolist() == [0]
        return
    assert told.reason == f"it needs more values than the {length} before that day"
    assert len(told.mean) == 0


def test_each_day_is_forecast_from_the_days_before_it_only() -> None:
    values = np.random.default_rng(2).normal(size=(2, 30)).cumsum(axis=1)
    done: list[int] = []
    walked = classical.walk("auto-ets", values, 3, done.append)
    assert done == [1, 2]
    assert walked.forecasts.shape == (2, 3)
    for day in range(3):
        ahead = classical.forecast_ahead("auto-ets", values[1, : 27 + day], 1)
        assert walked.forecasts[1, day] == pytest.approx(ahead.mean[0])
    changed = values.copy()
    changed[:, -1] = 1e6
    again = classical.walk("auto-ets", changed, 3)
    np.testing.assert_array_equal(again.forecasts, walked.forecasts)


def test_a_series_it_fails_on_is_a_gap_with_a_reason() -> None:
    values = np.array([[1.0, 4, 9, 16], [1, 1, 1, 1]])
    walked = classical.walk("theta", values, 2)
    assert np.isnan(walked.forecasts[0]).all()
    assert walked.forecasts[1].tolist() == [1, 1]
    assert list(walked.reasons) == [0]


@pytest.mark.parametrize("days", [0, 30, 31])
def test_more_days_than_there_are_is_refused(days: int) -> None:
    with pytest.raises(InvalidInput, match="these series have 30"):
        classical.walk("theta", RAMP[None], days)


@pytest.mark.parametrize("steps", [0, 21, -1])
def test_too_many_steps_are_refused(steps: int) -> None:
    with pytest.raises(InvalidInput, match="between 1 and 20"):
        classical.forecast_ahead("theta", RAMP, steps)


def test_a_stranger_is_no_forecaster() -> None:
    with pytest.raises(InvalidInput, match="no classical forecaster"):
        classical.forecast_ahead("prophet", RAMP, 1)


def test_without_the_package_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(classical, "find_spec", lambda _name: None)
    assert "pip install -r requirements-classical.txt" in (classical.why_missing() or "")
    with pytest.raises(MissingData, match="not installed on this server"):
        classical.forecast_ahead("theta", RAMP, 1)


def test_nothing_is_printed_and_nothing_loaded_before_it_is_asked_for() -> None:
    script = (
        "import sys, numpy as np\nfrom core import classical\n"
        "assert 'statsforecast' not in sys.modules\n"
        "for name in classical.TITLES:\n"
        "    classical.forecast_ahead(name, np.array([1e9, -1e9, 3e8] * 8), 3)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_it_works_where_whoever_serves_has_left_pyarrow_out() -> None:
    fit = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import numpy as np; from core import classical\n"
        "print(classical.forecast_ahead('theta', np.arange(30.0), 2).reason)"
    )
    command = [sys.executable, "-c", fit]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "None", run.stderr
