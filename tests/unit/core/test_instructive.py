"""Series worth looking at are found in whatever is loaded."""

from __future__ import annotations

import numpy as np

from core.contracts import REAL, Dataset
from core.instructive import instructive
from tests.forecast_tables import MODELS, prices, table

# name: (last value, target). All numbers are exact in binary, so that equal scores are equal and
# the earlier series wins.
MARKET = {
    "GOOG": (0.5, 0.5),
    "CALM": (0.125, 0.125),
    "NEWS": (0.875, -0.75),
    "EDGE": (0.96875, 1.0),
    "RISE": (0.0, 0.5),
    "PEAK": (0.25, 1.0),
}


def market() -> Dataset:
    """Return one series for every lesson."""
    last, targets = np.array(list(MARKET.values())).T
    columns = {
        "name": np.array(list(MARKET)),
        "series": np.column_stack([np.zeros(len(last)), last]),
        "target": targets,
        "origin": np.full(len(last), REAL),
    }
    return Dataset("stocks", REAL, "Made up for a test.", columns)


def test_every_lesson_finds_its_own_series_and_the_lectures_comes_first() -> None:
    made = table(market(), neuron=0.125, rnn=0.25, stack=0.375)
    found = [(made.names[one.place], one.label) for one in instructive(made)]
    assert found == [
        ("GOOG", ""),
        ("CALM", "last value wins"),
        ("NEWS", "nobody saw it"),
        ("EDGE", "a new extreme"),
        ("RISE", "the models win"),
    ]
    assert all(one.why for one in instructive(made))


def test_no_series_is_offered_twice() -> None:
    places = [one.place for one in instructive(table(prices()))]
    assert len(places) == len(set(places))


def test_without_models_nothing_is_said_about_them() -> None:
    labels = {one.label for one in instructive(table(market(), unavailable=MODELS))}
    assert labels == {"", "nobody saw it", "a new extreme"}


def test_one_series_is_enough() -> None:
    alone = {name: values[:1] for name, values in market().columns.items()}
    made = table(Dataset("stocks", REAL, "One.", alone))
    assert [one.label for one in instructive(made)] == [""]
