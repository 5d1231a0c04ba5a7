"""The forecasts that need no training."""

import numpy as np
import pytest

from core import forecasting
from core.errors import InvalidInput

SERIES = np.array([[1.0, 2.0, 4.0], [3.0, 0.0, 1.0]])


def test_the_last_value_is_carried_on():
    assert forecasting.last_value(SERIES).tolist() == [4.0, 1.0]


def test_the_forecast_is_a_copy_and_not_a_window_on_the_series():
    series = SERIES.copy()
    forecasting.last_value(series)[:] = 9
    assert series.tolist() == SERIES.tolist()


def test_drift_extends_the_line_from_the_first_value_to_the_last():
    assert forecasting.drift(SERIES).tolist() == [5.5, 0.0]


def test_the_mean_of_the_targets_is_the_same_for_every_series():
    assert forecasting.mean_of_targets(SERIES, np.array([1.0, 2.0, 6.0])).tolist() == [3.0, 3.0]


def test_a_mean_of_no_targets_is_refused():
    with pytest.raises(InvalidInput, match="at least one target"):
        forecasting.mean_of_targets(SERIES, np.array([]))


@pytest.mark.parametrize(
    ("forecast", "series"),
    [
        (forecasting.last_value, np.zeros((2, 0))),
        (forecasting.last_value, np.zeros(3)),
        (forecasting.drift, np.zeros((2, 1))),
    ],
)
def test_series_that_are_too_short_are_refused(forecast, series):
    with pytest.raises(InvalidInput, match="at least"):
        forecast(series)
