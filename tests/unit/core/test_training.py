"""Splits, batches and small real fits."""

import numpy as np
import pytest

from core import training
from core.contracts import EpochRecord, Recipe
from core.errors import Incompatible, InvalidInput
from core.registry import dataset_spec, model_spec
from tests.fakes import reviews_dataset


def test_rows_of_one_group_stay_on_one_side():
    columns = {"x": np.arange(100), "group": np.repeat(np.arange(20), 5)}
    train, validation = training.split(columns, 0.25, seed=1)
    assert len(validation["x"]) == 25
    assert not set(train["group"]) & set(validation["group"])


def test_rows_that_only_train_are_never_measured_and_never_leak():
    columns = {
        "group": np.array([0, 0, 1, 1, 2, 2]),
        "only_training": np.array([False, True] * 3),
    }
    train, validation = training.split(columns, 0.5, seed=0)
    assert not validation["only_training"].any()
    assert not set(train["group"]) & set(validation["group"])
    assert len(validation["group"])


def test_every_row_is_drawn_once_and_nothing_but_padding_is_cut():
    ids = np.zeros((50, 40), np.int32)
    for row, length in enumerate(np.random.default_rng(0).integers(1, 41, 50)):
        ids[row, :length] = row + 1
    batches = training.LengthBatches((ids,), np.arange(50.0), np.ones(50), 8)
    drawn = list(batches.draw(np.random.default_rng(1)))
    seen = np.concatenate([target for _, target, _ in drawn])
    assert sorted(seen) == list(range(50))
    for inputs, target, _ in drawn:
        assert (
            np.count_nonzero(inputs, axis=1) == np.count_nonzero(ids[target.astype(int)], axis=1)
        ).all()
    assert min(inputs.shape[1] for inputs, _, _ in drawn) < 40


def test_a_fit_keeps_the_weights_of_the_best_epoch_and_stops_when_patience_ends():
    fit = training.Fit(*[None] * 8)
    fit.recipe = Recipe("mse", epochs=9, batch=1, patience=2)
    for epoch, val_loss in enumerate([3.0, 1.0, 2.0], start=1):
        fit.take(EpochRecord(epoch, 0.0, val_loss), {"epoch": np.array(epoch)})
        assert fit.is_patient
    fit.take(EpochRecord(4, 0.0, 1.5), {"epoch": np.array(4)})
    assert not fit.is_patient
    assert fit.best.epoch == 2
    assert fit.weights["epoch"] == 2


@pytest.mark.parametrize("name", ["sentiment-lstm", "sentiment-mlp", "sentiment-conv"])
def test_a_model_learns_words_that_decide_everything(name):
    spec = model_spec(name)
    dataset = reviews_dataset(400)
    recipe = Recipe(spec.recipe.loss, epochs=15, batch=32, learning_rate=0.01, validation=0.2)
    options = type(spec.options)(
        vocabulary_size=50, length=8, dropout=0.0, padding=spec.options.padding
    )
    fit, model = training.prepare(spec, dataset, 1, recipe, options)
    losses = [record.val_loss for record in training.epochs(fit, model)]
    assert losses[-1] < 0.35  # a coin has 0.69


def test_the_same_seed_gives_the_same_weights():
    spec = model_spec("sentiment-mlp")
    recipe = Recipe(spec.recipe.loss, epochs=1, batch=32)
    options = type(spec.options)(vocabulary_size=50, length=8)
    found = []
    for _ in range(2):
        fit, model = training.prepare(spec, reviews_dataset(100), 5, recipe, options)
        list(training.epochs(fit, model))
        found.append(fit.weights)
    for name, array in found[0].items():
        np.testing.assert_array_equal(array, found[1][name])


def test_data_without_the_fields_of_a_model_is_refused_by_name():
    stocks = dataset_spec("stocks").load(5)
    with pytest.raises(Incompatible, match="text"):
        training.prepare(model_spec("sentiment-mlp"), stocks, 1)


def test_one_row_is_too_little_to_learn_from():
    with pytest.raises(InvalidInput, match="too few"):
        training.prepare(model_spec("sentiment-mlp"), reviews_dataset(1), 1)


def test_a_loss_that_is_no_number_is_explained():
    fit = training.Fit(*[None] * 8)
    fit.spec = type("Spec", (), {"fit": None})()
    original = training._keras_epochs
    training._keras_epochs = lambda *_: iter([(EpochRecord(1, float("nan")), {})])
    try:
        with pytest.raises(InvalidInput, match="learning rate"):
            list(training.epochs(fit, None))
    finally:
        training._keras_epochs = original


def test_a_column_of_numbers_keeps_its_width_so_that_answers_meet_their_own_targets():
    """With an unknown width Keras would compare every answer of a batch with every target."""
    inputs = (np.zeros((8, 5, 1)), np.zeros((8, 1)), np.zeros((8, 7), dtype=int))
    rows = training.LengthBatches(inputs, np.zeros(8), np.ones(8), 4).as_tensorflow(1)
    shapes = [tuple(spec.shape) for spec in rows.element_spec[0]]
    assert shapes == [(None, None, 1), (None, 1), (None, None)]


def test_a_residual_forecaster_learns_to_leave_the_last_value_alone():
    from core.contracts import SIMULATED, Dataset
    from core.models.stocks import ForecastOptions

    series = np.random.default_rng(1).uniform(-1, 1, (64, 6))
    dataset = Dataset("stocks", SIMULATED, "", {"series": series, "target": series[:, -1]})
    recipe = Recipe("mse", epochs=30, batch=16, learning_rate=0.05, validation=0)
    options = ForecastOptions((2, 1), "linear", residual=True)
    fit, model = training.prepare(model_spec("stocks-stack"), dataset, 1, recipe, options)
    losses = [record.loss for record in training.epochs(fit, model)]
    assert losses[-1] < 0.02 < np.var(series[:, -1]) < 0.5
