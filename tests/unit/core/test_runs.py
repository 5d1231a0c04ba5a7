"""The list of runs: what the lines of each come to, what is kept and what goes."""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core import registry, run_files, run_folders, runs
from core.errors import InvalidInput, MissingData, NotTrained
from core.run_request import RunRequest
from core.runs import BATCH, DONE, EPOCH, FAILED, QUEUED, RUNNING, STOPPED
from core.settings import Settings
from tests.fakes import small_sentiment_model

REQUEST = RunRequest("sentiment-lstm", rows=100, epochs=3)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    root = tmp_path / "runs"
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=root))
    return root


def new(state=QUEUED, **told):
    run_id = runs.new_run(RunRequest(**{"model": "sentiment-lstm", **told}), "local")
    if state != QUEUED:
        runs.say_state(run_folders.folder_of(run_id), state)
    return run_id


def test_waiting_runs_have_a_place_in_the_queue_and_the_newest_comes_first():
    first, second = new(), new()
    assert [run.id for run in runs.every_run()] == sorted([first, second], reverse=True)
    assert runs.one_run(first).position + runs.one_run(second).position == 3
    runs.say_state(run_folders.folder_of(min(first, second)), RUNNING)
    assert runs.one_run(max(first, second)).position == 1
    assert runs.one_run(min(first, second)).position == 0


def test_the_story_of_a_run_comes_from_its_lines():
    run_id = new(RUNNING)
    folder = run_folders.folder_of(run_id)
    run_folders.note(folder, {"kind": BATCH, "epoch": 1, "loss": 0.9, "rate": 10.0, "left": 3.0})
    assert runs.one_run(run_id).story.last["left"] == 3.0
    run_folders.note(folder, {"kind": EPOCH, "epoch": 1, "loss": 0.8, "is_best": True})
    run_folders.note(folder, {"kind": EPOCH, "epoch": 2, "loss": 0.9, "is_best": False})
    runs.say_state(folder, DONE, "Epoch 1 is kept.")
    story = runs.one_run(run_id).story
    assert (story.state, story.said, story.by) == (DONE, "Epoch 1 is kept.", "local")
    assert [line["epoch"] for line in story.epochs] == [1, 2]
    assert story.best["epoch"] == 1
    assert story.ended >= story.begun


def test_progress_is_read_from_where_one_stopped_and_half_a_line_is_left_for_later():
    run_id = new()
    folder = run_folders.folder_of(run_id)
    lines, place = runs.progress(run_id)
    assert [line["kind"] for line in lines] == ["state"]
    with (folder / run_folders.PROGRESS).open("a") as file:
        file.write('{"kind": "epoch", "ep')
    assert runs.progress(run_id, place) == ([], place)
    with (folder / run_folders.PROGRESS).open("a") as file:
        file.write('och": 1}\n')
    assert runs.progress(run_id, place)[0] == [{"kind": "epoch", "epoch": 1}]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../trained/sentiment-lstm",
        "20260101-000000-zz",
        "20260101-000000-00000000",
        "20260101-000000-00000000/..",
        "२०२६०१०१-000000-00000000",
        "run:",
        "x" * 500,
        None,
    ],
)
def test_what_is_no_run_opens_nothing(name):
    with pytest.raises(MissingData, match="no training run"):
        run_folders.folder_of(name)
    with pytest.raises(MissingData):
        registry.predictor(f"run:{name}")


def test_a_waiting_run_that_is_stopped_never_begins_and_one_that_trains_is_asked():
    waiting, training = new(), new(RUNNING)
    runs.ask_to_stop(waiting)
    runs.ask_to_stop(training)
    assert runs.one_run(waiting).story.state == STOPPED
    assert runs.one_run(training).story.state == RUNNING
    assert (run_folders.folder_of(training) / run_folders.STOP).exists()


def test_a_run_that_trains_cannot_be_deleted_and_any_other_can():
    with pytest.raises(InvalidInput, match="Stop it first"):
        runs.delete(new(RUNNING))
    gone = new(DONE)
    runs.delete(gone)
    with pytest.raises(MissingData):
        runs.one_run(gone)


def test_the_oldest_run_that_is_over_and_not_pinned_goes_first(monkeypatch):
    monkeypatch.setattr(runs, "MOST_RUNS", 3)
    made = sorted([new(DONE), new(DONE), new(RUNNING)])
    over = [run_id for run_id in made if runs.one_run(run_id).story.state == DONE]
    runs.pin(over[0], keep=True)
    added = new()
    left = {run.id for run in runs.every_run()}
    assert left == {*made, added} - {over[1]}
    assert runs.one_run(over[0]).is_pinned


def test_where_everything_is_pinned_or_busy_a_new_run_is_refused(monkeypatch):
    monkeypatch.setattr(runs, "MOST_RUNS", 1)
    new(RUNNING)
    with pytest.raises(MissingData, match="no room for another run"):
        new()


def test_too_many_waiting_runs_are_refused(monkeypatch):
    monkeypatch.setattr(runs, "MOST_WAITING", 1)
    new()
    with pytest.raises(InvalidInput, match="waiting already"):
        new()


def test_a_run_becomes_a_model_folder_that_answers_like_a_shipped_one():
    model = small_sentiment_model()
    run_id = new(RUNNING)
    folder = run_folders.folder_of(run_id)
    with pytest.raises(NotTrained, match="no finished epoch"):
        registry.predictor(f"run:{run_id}")
    run_folders.keep(folder, model, 1)
    run_folders.keep(folder, model, 2)
    assert [path.name for path in folder.glob("best-*")] == ["best-00002"]
    early = registry.predictor(f"run:{run_id}")
    runs.lost(folder, "It was stopped from outside.")
    assert {path.name for path in folder.iterdir() if path.is_dir()} == set()
    assert runs.one_run(run_id).story.state == FAILED
    columns = {"text": np.array(["the food was lovely", ""], dtype=object)}
    later = registry.predictor(f"run:{run_id}")
    assert later.predict(columns).tolist() == early.predict(columns).tolist()
    assert registry.model_spec(f"run:{run_id}").title == f"Your run {run_id[-8:]} (LSTM)"


def test_a_changed_run_is_not_loaded():
    run_id = new(RUNNING)
    folder = run_folders.folder_of(run_id)
    run_folders.keep(folder, small_sentiment_model(), 1)
    run_folders.settle(folder)
    weights = folder / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    with pytest.raises(NotTrained, match="damaged or was changed"):
        registry.predictor(f"run:{run_id}")
    with pytest.raises(NotTrained):
        run_files.file_of(run_id, "safetensors")


def test_history_and_weights_can_be_downloaded():
    run_id = new(RUNNING)
    folder = run_folders.folder_of(run_id)
    run_folders.keep(folder, small_sentiment_model(), 1)
    run_folders.note(folder, {"kind": EPOCH, "epoch": 1, "loss": 0.5, "val_loss": None, "at": 2})
    name, content = run_files.file_of(run_id, "csv")
    assert name == f"{run_id}.csv"
    assert content.decode().splitlines() == [
        "epoch,loss,val_loss,accuracy,val_accuracy,seconds", "1,0.5,,,,2"
    ]  # fmt: skip
    assert run_files.file_of(run_id, "safetensors")[1][8:9] == b"{"
    with pytest.raises(InvalidInput, match="keras, safetensors, csv"):
        run_files.file_of(run_id, "pickle")


def test_where_the_folder_cannot_be_written_a_private_one_takes_its_place(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=blocked / "runs"))
    monkeypatch.setattr("core.work_folder.settings", lambda: Settings(work=tmp_path / "work"))
    assert run_folders.runs_root() == tmp_path / "work" / "runs"


def test_a_request_that_was_damaged_is_left_out_of_the_list():
    run_id = new()
    (run_folders.folder_of(run_id) / run_folders.REQUEST).write_text(json.dumps({"model": "x"}))
    assert runs.every_run() == []


def test_two_visitors_who_start_at_once_both_get_a_run_and_a_place():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new(), range(16)))
    assert len(set(made)) == 16
    assert sorted(run.position for run in runs.every_run()) == list(range(1, 17))
