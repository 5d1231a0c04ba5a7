"""The memory task: nothing but the first throw tells the answer."""

import numpy as np
import pytest

from core import registry
from core.models.recall import RecallOptions, encode


def test_the_label_is_the_first_throw_and_no_other_says_anything_about_it():
    data = registry.dataset("recall").columns
    series, label = data["series"], data["label"]
    assert ((series[:, 0] > 0) == label).all()
    assert set(np.unique(series[:, 1:])) == {-3.0, 3.0}
    others = np.abs(np.corrcoef(series[:, :21].T)[0, 1:])
    assert others.max() < 4 / np.sqrt(len(series))


def test_the_distance_decides_how_much_is_read_and_the_first_step_is_marked():
    (x,) = encode({"series": np.ones((2, 201))}, RecallOptions(distance=7))
    assert x.shape == (2, 8, 2)
    assert x[0, :, 1].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_the_shipped_lstm_remembers_and_the_rnn_does_not():
    rnn, lstm = (registry.predictor(f"recall-{kind}").card for kind in ("rnn", "lstm"))
    assert (rnn.parameters, lstm.parameters) == (141, 531)
    assert lstm.measured[0]["accuracy"] > 0.99
    assert rnn.measured[0]["accuracy"] < 0.6


def test_rows_below_one_are_refused():
    with pytest.raises(ValueError, match="at least 1"):
        registry.dataset_spec("recall").load(0)
