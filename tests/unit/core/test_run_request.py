"""A run says what is wrong with it before anything is trained."""

import pytest

from core.errors import Incompatible, InvalidInput
from core.run_request import MOST_ROWS, RunRequest, differences


def test_what_is_left_out_is_as_the_recipe_has_it():
    request = RunRequest("sentiment-lstm")
    assert (request.dataset, request.rows, request.epochs, request.batch) == (
        "reviews", None, 7, 256
    )  # fmt: skip
    assert request.recipe() == request.spec.recipe
    assert request.full_options() == request.spec.options


def test_a_request_survives_json_and_keeps_only_options_that_differ():
    request = RunRequest("sentiment-lstm", {"units": 20, "embedding": 50}, rows="500", epochs="3")
    assert request.options == {"units": 20}
    assert RunRequest.from_json(request.to_json()) == request


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"epochs": 0}, "epochs is a whole number from 1 to 2,000, not 0"),
        ({"epochs": "many"}, "epochs"),
        ({"rows": 5_000_000}, f"rows is a whole number from 20 to {MOST_ROWS:,}, not 5,000,000"),
        ({"rows": 10}, "from 20 .* not 10"),
        ({"batch": 0}, "batch"),
        ({"learning_rate": 0}, "learning rate is a number above 0"),
        ({"learning_rate": float("nan")}, "learning rate"),
        ({"learning_rate": 1e10}, "at most 1e\\+09"),
        ({"validation": 1}, "held out"),
        ({"seed": -1}, "seed"),
        ({"options": ["units"]}, "by name"),
        ({"model": "sentiment-gru"}, "There is no model"),
        ({"dataset": "moon"}, "There is no dataset"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_limit(given, said):
    with pytest.raises(InvalidInput, match=said):
        RunRequest(**{"model": "sentiment-lstm", **given})


def test_data_that_a_model_does_not_read_is_refused():
    with pytest.raises(Incompatible, match="learns from reviews, not from stocks"):
        RunRequest("sentiment-lstm", dataset="stocks")


def test_a_huge_learning_rate_may_be_tried():
    assert RunRequest("sentiment-lstm", learning_rate=1e9).learning_rate == 1e9


def test_the_neuron_takes_all_rows_at_once():
    assert RunRequest("stocks-neuron").batch == 0
    with pytest.raises(InvalidInput, match="has no option units"):
        RunRequest("stocks-neuron", {"units": (2,)})


def test_differences_name_every_setting_in_which_two_runs_differ():
    first = RunRequest("sentiment-lstm", {"units": 10})
    second = RunRequest("sentiment-lstm", {"units": 100}, epochs=2)
    assert differences(first, second) == {"epochs": (7, 2), "units": (10, 100)}
    assert differences(first, first) == {}
