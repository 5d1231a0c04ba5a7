"""Sweeps: what a form makes, what is refused, what comes out of the runs."""

from __future__ import annotations

import csv
import io

import pytest

from core import run_folders, runs, sweeps, training_desk
from core.errors import InvalidInput, LessonError, MissingData
from core.runs import DONE, EPOCH, PLAN, RUNNING
from core.settings import Settings
from core.swept import sweep_csv, sweep_of

MODEL = "recall-lstm"
LINES = ["units=5, 10", "seed=0,1"]


class Folders:
    """Puts runs into folders and trains none; every estimate is four seconds."""

    name = "other"
    is_elsewhere = False

    def start(self, request, own_rows=None):
        return runs.new_run(request, "other", own_rows)

    def ask_estimate(self, request, own_rows=None):
        return f"units{request.full_options().units}"

    def estimate_of(self, key):
        return {"units5": {"seconds": 4.0}, "units10": {"seconds": 8.0}}.get(key)


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    monkeypatch.setattr(training_desk, "engine", Folders)
    monkeypatch.setattr(sweeps, "engine", Folders)


def finished(run_id: str, loss: float, seconds: int = 3) -> None:
    folder = run_folders.folder_of(run_id)
    runs.say_state(folder, RUNNING)
    run_folders.note(folder, {"kind": PLAN, "parameters": 7, "rows": 90})
    line = {"kind": EPOCH, "epoch": 1, "loss": loss + 1, "val_loss": loss, "val_accuracy": 0.5}
    run_folders.note(folder, {**line, "is_best": True, "at": seconds})
    runs.say_state(folder, DONE)


def test_a_form_says_how_many_runs_it_makes_before_any_is_started():
    assert sweeps.counted(MODEL, "epochs=2", LINES) == ("2 \u00d7 2 = 4 runs.", "", 4)
    assert sweeps.counted(MODEL, "", ["units=5,10,20"])[0] == "3 runs."
    assert sweeps.counted(MODEL, "", [])[2] == 0
    assert "several values" in sweeps.counted(MODEL, "", ["units=5"])[0]
    assert runs.every_run() == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["units=ten"], "units"),
        (["units=5,,6"], "line of a grid"),
        (["wheels=1,2"], "wheels"),
        (["units=5,6", "units=7,8"], "twice"),
        (["seed=" + ",".join(map(str, range(100)))], "27 at most"),
        (["epochs=0,1"], "epochs"),
        (["learning_rate=1e12,1"], "learning_rate"),
        (["units=<script>"], "units"),
        (["units=" + "\u05e9" * 100_000], "units"),
    ],
)
def test_nonsense_is_named_and_starts_nothing(lines, words):
    said, refused, count = sweeps.counted(MODEL, "", lines)
    assert (said, count) == ("", 0)
    assert words in refused
    assert len(refused) < 400
    with pytest.raises(LessonError):
        sweeps.start_sweep(MODEL, "", lines)
    assert runs.every_run() == []


def test_all_runs_are_started_with_what_they_share_and_one_id():
    ids, sweep = sweeps.start_sweep(MODEL, "epochs=2", LINES, "mine")
    requests = [runs.one_run(run_id).request for run_id in ids]
    assert [(r.full_options().units, r.seed) for r in requests] == [
        (5, 0),
        (5, 1),
        (10, 0),
        (10, 1),
    ]
    assert {(r.epochs, r.sweep) for r in requests} == {(2, sweep)}
    assert requests[0].note == "mine, units 5, seed 0"


def test_where_not_all_of_them_may_wait_none_is_started(monkeypatch):
    monkeypatch.setattr(runs, "MOST_WAITING", 3)
    with pytest.raises(InvalidInput, match="4 more"):
        sweeps.start_sweep(MODEL, "", LINES)
    assert runs.every_run() == []


def test_the_time_of_all_comes_from_the_first_and_the_last():
    question = sweeps.weigh_sweep(MODEL, "", LINES)
    assert question == {"keys": ["units5", "units10"], "runs": 4}
    said = sweeps.sweep_estimate(question)
    assert said == "About 24 seconds for 4 runs, one after the other; 4 seconds to 8 seconds each."
    assert sweeps.sweep_estimate({"keys": ["units5", "unknown"], "runs": 4}) == ""


@pytest.mark.parametrize(
    "question", [None, [], "x", {}, {"keys": None}, {"keys": [3], "runs": "x"}]
)
def test_nonsense_for_a_question_has_no_answer(question):
    assert sweeps.sweep_estimate(question) == ""


def test_results_have_a_row_per_run_the_best_by_held_out_loss_and_means_over_the_seeds():
    ids, sweep = sweeps.start_sweep(MODEL, "", LINES)
    for run_id, loss in zip(ids, (0.5, 0.7, 0.2, 0.4), strict=True):
        finished(run_id, loss)
    found = sweep_of(sweep)
    assert found.settings == ("units", "seed")
    assert (found.best, found.score, found.done) == (ids[2], "val_loss", 4)
    assert [row["values"] for row in found.rows][:2] == [
        {"units": 5, "seed": 0}, {"units": 5, "seed": 1}
    ]  # fmt: skip
    five, ten = found.over_seeds("val_loss")
    assert (five.values, five.mean) == ({"units": 5}, pytest.approx(0.6))
    assert five.spread == pytest.approx(0.1 * 2**0.5)
    assert ten.found == (0.2, 0.4)


def test_without_held_out_rows_the_loss_chooses_and_is_shown():
    ids, sweep = sweeps.start_sweep("stocks-neuron", "", ["learning_rate=0.1,0.2"])
    for run_id, loss in zip(ids, (0.5, 0.4), strict=True):
        folder = run_folders.folder_of(run_id)
        runs.say_state(folder, RUNNING)
        run_folders.note(folder, {"kind": EPOCH, "epoch": 1, "loss": loss, "is_best": True})
    found = sweep_of(sweep)
    assert (found.best, found.score, found.can_show("val_loss")) == (ids[1], "loss", "loss")
    assert found.can_show("nonsense") == "loss"


def test_a_sweep_of_which_nothing_is_over_has_rows_and_no_best():
    _, sweep = sweeps.start_sweep(MODEL, "", LINES)
    found = sweep_of(sweep)
    assert (len(found.rows), found.done, found.best) == (4, 0, None)
    assert found.over_seeds("val_loss") == []
    assert found.can_show("accuracy") == "val_loss"


def test_one_run_per_combination_has_a_mean_and_no_spread():
    ids, sweep = sweeps.start_sweep(MODEL, "", ["units=5,10"])
    finished(ids[0], 0.5)
    (five,) = sweep_of(sweep).over_seeds("val_loss")
    assert (five.mean, five.spread) == (0.5, None)


def test_the_file_has_a_line_per_run_with_its_settings_and_marks_the_best():
    ids, sweep = sweeps.start_sweep(MODEL, "", LINES)
    finished(ids[0], 0.5)
    name, content = sweep_csv(sweep)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert name == "sweep.csv"
    assert [(row["units"], row["seed"]) for row in rows] == [
        ("5", "0"), ("5", "1"), ("10", "0"), ("10", "1")
    ]  # fmt: skip
    assert [row["best"] for row in rows] == ["1", "0", "0", "0"]
    assert rows[0]["val_loss"] == "0.5"


@pytest.mark.parametrize("sweep", [None, "", "gone", 3, [], "x" * 100_000])
def test_what_is_no_sweep_has_no_results(sweep):
    runs.new_run(sweeps.request_of(MODEL, ""), "other")
    with pytest.raises(MissingData, match="no such sweep"):
        sweep_of(sweep)


@pytest.mark.parametrize("text", [None, "", "x", "units", "=5", "wheels=1,2", "\0;=;", ["a"]])
def test_a_link_without_a_sweep_gives_one_to_begin_with(text):
    assert sweeps.lines_from_link(text, MODEL) == [("units", "5, 10, 20"), ("seed", "0, 1, 2")]


def test_a_link_brings_its_settings_and_no_more_than_three():
    text = "units=1, 2;seed=3;distance=4, 5;epochs=1,2"
    found = sweeps.lines_from_link(text, MODEL)
    assert found == [("units", "1, 2"), ("seed", "3"), ("distance", "4, 5")]


def test_every_model_has_a_sweep_to_begin_with_that_can_be_started():
    from core import registry

    for model in registry.models():
        lines = [f"{name}={values}" for name, values in sweeps.first_lines(model)]
        assert sweeps.counted(model, "", lines)[2] >= 3, model
