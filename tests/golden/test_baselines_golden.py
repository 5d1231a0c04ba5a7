"""The lecture's two baselines on the lecture's file."""

import json
from pathlib import Path

import pytest

from core import forecasting, metrics
from core.datasets import stocks

VALUES = json.loads(
    (Path(__file__).parent / "values" / "baselines.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def columns(real_data):
    return stocks.load().columns


def test_predicting_the_mean_of_the_targets_costs_what_the_lecture_says(columns):
    golden = VALUES["mean_of_targets"]
    forecast = forecasting.mean_of_targets(columns["series"], columns["target"])
    assert metrics.mse(columns["target"], forecast) == pytest.approx(
        golden["value"], rel=0, abs=golden["tolerance"]
    )


def test_predicting_the_last_value_costs_what_the_lecture_says(columns):
    golden = VALUES["last_value"]
    forecast = forecasting.last_value(columns["series"])
    assert metrics.mse(columns["target"], forecast) == pytest.approx(
        golden["value"], rel=0, abs=golden["tolerance"]
    )
