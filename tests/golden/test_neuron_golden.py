"""The neuron ends where the lecture's ends, on the lecture's file and on a small one typed in."""

import json
from pathlib import Path

import numpy as np
import pytest

from core import neuron
from core.datasets import stocks
from core.descent import training_piece
from core.descent_settings import Descent
from core.descent_story import LECTURE_MSE, LECTURE_WEIGHTS

VALUES = json.loads((Path(__file__).parent / "values" / "neuron.json").read_text(encoding="utf-8"))
X = np.array([[0.5, -0.25, 0.75, 0.0], [-1.0, -0.5, 0.25, 1.0], [0.1, 0.2, 0.3, 0.4]])
Y = np.array([0.25, -0.5, 0.8])


def check(name, found):
    golden = VALUES[name]
    np.testing.assert_allclose(found, golden["value"], rtol=0, atol=golden["tolerance"])


@pytest.fixture(scope="module")
def lecture(real_data):
    """Series, targets and the last record of 1000 epochs on the lecture's file."""
    columns = stocks.load().columns
    *_, last = neuron.train(columns["series"], columns["target"])
    return columns["series"], columns["target"], last


def test_a_thousand_epochs_on_the_lectures_file_end_at_its_weights(lecture):
    *_, last = lecture
    assert last.epoch == 1000
    check("weights", last.weights)


def test_the_mse_after_the_last_update_is_the_lectures(lecture):
    series, targets, last = lecture
    check("mse", neuron.loss(targets, neuron.forward(series, last.weights)[:, -1]))


def test_fifty_epochs_on_three_small_series_end_where_the_lectures_code_ends():
    first, *_, last = neuron.train(X, Y, epochs=50)
    check("small_weights", last.weights)
    check("small_losses", [first.loss, last.loss])


def test_the_check_notices_a_value_just_outside_its_tolerance():
    with pytest.raises(AssertionError):
        check("mse", VALUES["mse"]["value"] + 2e-8)


def test_the_lectures_run_in_pieces_ends_at_its_weights_too(real_data):
    answer, asked = {}, {"settings": Descent().text}
    while not answer.get("is_over"):
        answer = training_piece({**asked, "progress": answer.get("progress")}, seconds=0.02)
    check("weights", answer["progress"]["weights"])
    check("mse", answer["progress"]["loss"])
    assert answer["said"].endswith("the same to the last printed digit.")


def test_what_is_shown_beside_our_run_is_what_the_lecture_printed():
    check("weights", LECTURE_WEIGHTS)
    check("mse", LECTURE_MSE)
