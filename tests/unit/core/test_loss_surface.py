"""The loss over w1 and w2: every point is the loss of the lecture's neuron."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from core import loss_surface, neuron
from core.errors import InvalidInput
from core.loss_surface import Window, surface_answer
from tests.forecast_tables import table

ASK = {"settings": "9 0.1 1 1 1 0 all", "w0": 0.5, "w1": [-1, 3], "w2": [-2, 2], "points": 21}


@pytest.fixture(autouse=True)
def small_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load four made-up series of three values, and forget other slices."""
    monkeypatch.setattr(loss_surface, "forecast_table", table)
    loss_surface._packed.cache_clear()
    yield
    loss_surface._packed.cache_clear()


def test_every_point_has_the_loss_of_its_own_neuron() -> None:
    random = np.random.default_rng(1)
    X, y = random.uniform(-1, 1, (7, 12)), random.uniform(-1, 1, 7)
    window = Window(0.3, (-1.0, 2.0), (-1.5, 4.0), 21)
    surface = loss_surface.loss_surface(X, y, window)
    w1, w2 = window.axes()
    expected = [
        [neuron.loss(y, neuron.forward(X, (0.3, a, b))[:, -1]) for a in w1] for b in w2
    ]  # (w2, w1)
    np.testing.assert_allclose(surface, expected, atol=2e-4)
    assert np.median(np.abs(surface - expected)) < 1e-6


def test_the_answer_holds_logarithms_in_thousandths_row_by_row() -> None:
    answer = json.loads(json.dumps(surface_answer(ASK)))
    assert (answer["w0"], answer["start"], answer["series"]) == (0.5, [1, 1, 1], 4)
    low, high = np.frombuffer(base64.b64decode(answer["logs"]), np.uint8).reshape(2, -1)
    logs = (low.astype(np.int32) | (high.astype(np.int32) << 8)).astype(np.int16) / 1000
    made = table()
    corner = neuron.loss(made.targets, neuron.forward(made.series, (0.5, 3, -2))[:, -1])
    assert logs.reshape(21, 21)[0, -1] == pytest.approx(np.log10(corner), abs=1e-3)


def test_without_a_bias_the_slice_lies_at_the_start_weights() -> None:
    drawn = surface_answer({**ASK, "settings": "9 0.1 drawn 3 all", "w0": None})
    assert drawn["w0"] == pytest.approx(drawn["start"][0], abs=0.005)


def test_runs_on_the_same_series_share_a_slice() -> None:
    surface_answer(ASK)
    surface_answer({**ASK, "settings": "500 7 drawn 3 all", "w0": 0.5001})
    assert loss_surface._packed.cache_info().hits == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"w0": "x"},
        {"w0": True},
        {"w0": float("nan")},
        {"w0": 1e300},
        {"w1": None},
        {"w1": [1]},
        {"w1": [2, 1]},
        {"w2": ["a", "b"]},
        {"w2": [0, float("inf")]},
        {"points": 2000},
        {"points": None},
        {"settings": "x"},
        {"settings": "9 0.1 1 1 1 0 one NONE"},
    ],
)
def test_what_cannot_be_drawn_is_answered_in_words(wrong) -> None:
    assert surface_answer({**ASK, **wrong})["problem"]


@pytest.mark.parametrize("ask", [None, 3, "x", []])
def test_what_is_no_request_is_answered_in_words(ask) -> None:
    assert surface_answer(ask)["problem"]


def test_a_saturated_slice_is_flat_and_finite() -> None:
    answer = surface_answer({**ASK, "w0": 9999.0, "w1": [-9000, 9000]})
    assert answer["problem"] is None
    with pytest.raises(InvalidInput):
        Window(1e5, (0.0, 1.0), (0.0, 1.0))
