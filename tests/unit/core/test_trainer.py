"""The function that trains a run: whatever happens, the sink is told, in a sentence."""

from __future__ import annotations

import errno
from dataclasses import replace

import numpy as np
import pytest

from core.contracts import Dataset, Recipe
from core.registry import model_spec
from core.run_limits import Limits
from core.run_request import RunRequest
from core.runs import told
from core.trainer import fitting, train_run
from tests.fakes import reviews_dataset

SMALL = {"vocabulary_size": 30, "length": 6, "embedding": 4, "units": 3}


class Told:
    """Collects what a training tells; asks for its end after so many epochs."""

    def __init__(self, stop_after: float = np.inf, disk: OSError | None = None) -> None:
        self.lines: list = []
        self.models: list = []
        self.stop_after, self.disk = stop_after, disk

    def note(self, line):
        self.lines.append(dict(line))

    def keep(self, model, place):
        if self.disk:
            raise self.disk
        self.models.append((place, model))

    @property
    def wants_stop(self):
        return sum(line["kind"] == "epoch" for line in self.lines) >= self.stop_after

    @property
    def story(self):
        return told(self.lines)


def trained(rows: Dataset, sink: Told | None = None, allowed: Limits | None = None, **asked):
    sink = sink or Told()
    how = {"model": "sentiment-lstm", "options": SMALL, "epochs": 2, "batch": 16}
    train_run(RunRequest(**{**how, **asked}), lambda: rows, sink, allowed)
    return sink


def labels(rows: Dataset, values: np.ndarray) -> Dataset:
    return replace(rows, columns={**rows.columns, "label": values})


def test_a_run_tells_its_plan_every_epoch_and_hands_over_the_best():
    sink = trained(reviews_dataset(120))
    story = sink.story
    assert story.state == "done"
    assert [line["epoch"] for line in story.epochs] == [1, 2]
    assert story.plan["parameters"] > 100
    assert story.best["epoch"] in (1, 2)
    assert f"Epoch {story.best['epoch']} is kept." in story.said
    assert sink.models[-1][1].predict({"text": np.array(["great food"], dtype=object)}).shape == (
        1,
    )


def test_a_learning_rate_of_a_billion_ends_with_a_sentence_that_names_it():
    story = trained(reviews_dataset(120), learning_rate=1e9, epochs=3).story
    assert story.state in ("done", "failed")
    assert "1e+09" in story.said or "learning rate" in story.said


def test_ten_rows_one_class_and_missing_labels_are_refused_before_anything_is_built():
    ten = trained(reviews_dataset(10)).story
    assert (ten.state, ten.plan) == ("failed", {})
    assert "10 rows are too few" in ten.said
    rows = reviews_dataset(60)
    one = trained(labels(rows, np.ones(60))).story
    assert "nothing to tell apart" in one.said
    without = {name: values for name, values in rows.columns.items() if name != "label"}
    lost = trained(replace(rows, columns=without)).story
    assert (lost.state, "label" in lost.said) == ("failed", True)


def test_who_is_asked_to_stop_keeps_the_best_epoch():
    story = (sink := trained(reviews_dataset(120), Told(stop_after=1), epochs=50)).story
    assert story.state == "stopped"
    assert "kept" in story.said
    assert len(story.epochs) < 50
    assert sink.models


def test_a_full_disk_is_said_in_a_sentence():
    full = OSError(errno.ENOSPC, "No space left on device")
    story = trained(reviews_dataset(120), Told(disk=full)).story
    assert story.state == "failed"
    assert "disk is full" in story.said


def test_a_limit_of_time_ends_it_with_what_it_has():
    story = trained(reviews_dataset(120), None, Limits(seconds=0.0), epochs=50).story
    assert story.state == "stopped"
    assert "time limit" in story.said


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_tells_the_same_figures(seed):
    first, again = (trained(reviews_dataset(120), seed=seed).story.epochs for _ in range(2))
    assert [e["loss"] for e in first] == [e["loss"] for e in again]


def test_an_average_over_weights_is_left_out_where_it_would_undo_what_an_epoch_learnt():
    recipe = Recipe("mse", epochs=5, batch=100, validation=0.5, averaged=0.99)  # reaches back 100
    assert fitting(recipe, 20_000).averaged == 0.99  # 100 steps an epoch
    assert fitting(recipe, 6_000).averaged == 0.99
    assert fitting(recipe, 4_000).averaged is None
    assert fitting(replace(recipe, averaged=None), 4_000).averaged is None


@pytest.mark.parametrize(
    "model", ["stocks-rnn", "stocks-stack", "sentiment-lstm", "sentiment-conv"]
)
def test_a_models_own_data_keeps_its_own_average(model):
    rows = {"forecast": 502, "sentiment": 60_000}
    recipe = model_spec(model).recipe
    assert fitting(recipe, rows[model_spec(model).task]) == recipe


def test_a_few_reviews_are_learnt_by_heart_with_the_recipe_of_many():
    story = trained(reviews_dataset(120), epochs=15, learning_rate=0.02, patience=0).story
    assert len(story.epochs) == 15
    assert story.epochs[-1]["loss"] < 0.5 * story.epochs[0]["loss"]
