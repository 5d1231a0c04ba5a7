"""What visitors of the training room ask for: news of runs, actions, comparisons, scripts."""

import pytest

from core import run_folders, run_news, runs, training, training_desk
from core.errors import InvalidInput, MissingData
from core.run_request import RunRequest
from core.runs import EPOCH, RUNNING
from core.settings import Settings
from core.training_form import visit_from_link
from core.training_scripts import SCRIPTS, script


class NoEngine:
    """Puts runs into folders and trains none of them."""

    name = "local"
    is_elsewhere = False

    def start(self, request, own_rows=None):
        return runs.new_run(request, self.name, own_rows)

    def stop(self, run_id):
        runs.ask_to_stop(run_id)

    def delete(self, run_id):
        runs.delete(run_id)

    def tend(self):
        return ""

    def estimate_of(self, key):
        return {"parameters": 531, "rows": 4000, "rate": 9000.0, "seconds": 5.2}


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    monkeypatch.setattr(training_desk, "engine", NoEngine)
    monkeypatch.setattr(run_news, "engine", NoEngine)
    run_news._listing.cache_clear()


def started(**told):
    (run_id,) = training_desk.start([RunRequest(**{"model": "recall-lstm", **told})])
    run_news._listing.cache_clear()
    return run_id


def test_news_are_the_new_lines_of_the_runs_shown_and_the_list_only_when_it_changed():
    run_id = started(note="mine")
    first = run_news.news({"runs": {run_id: 0}})
    assert [row["note"] for row in first["rows"]] == ["mine"]
    assert first["is_active"]
    after = {"runs": {run_id: first["runs"][run_id]["next"]}, "stamp": first["stamp"]}
    again = run_news.news(after)
    assert again["rows"] is None
    assert again["runs"][run_id]["lines"] == []
    folder = run_folders.folder_of(run_id)
    runs.say_state(folder, RUNNING)
    run_folders.note(folder, {"kind": EPOCH, "epoch": 1, "loss": 0.5, "is_best": True})
    run_news._listing.cache_clear()
    later = run_news.news(after)
    assert [line["kind"] for line in later["runs"][run_id]["lines"]] == ["state", "epoch"]
    assert (later["rows"][0]["state"], later["rows"][0]["loss"]) == ("running", 0.5)


@pytest.mark.parametrize("asked", [None, [], {"runs": []}, {"runs": {"../etc": "x"}}])
def test_nonsense_is_answered_without_reading_anything(asked):
    found = run_news.news(asked)
    assert all("gone" in one for one in found["runs"].values())


def test_two_runs_are_compared_setting_by_setting():
    one, two = started(note="ten"), started(note="three", options={"units": 3})
    names, found = training_desk.compared([one, two])
    assert names == ("ten", "three")
    assert found == {"units": (10, 3)}
    assert training_desk.compared([one]) is None
    assert training_desk.compared([one, "gone"]) is None


def test_runs_are_kept_let_go_stopped_and_deleted():
    run_id = started()
    training_desk.act({"act": "pin", "ids": [run_id]})
    assert runs.one_run(run_id).is_pinned
    training_desk.act({"act": "unpin", "ids": [run_id]})
    assert not runs.one_run(run_id).is_pinned
    training_desk.act({"act": "stop", "ids": [run_id]})
    assert runs.one_run(run_id).story.state == "stopped"
    training_desk.act({"act": "delete", "ids": [run_id]})
    with pytest.raises(MissingData):
        runs.one_run(run_id)
    with pytest.raises(InvalidInput):
        training_desk.act({"act": "explode", "ids": ["x"]})


def test_an_estimate_is_a_sentence_with_its_figures():
    said = training_desk.told_news({"question": "abc"})["estimate"]
    assert "531 parameters" in said
    assert "about 5 seconds" in said


def test_a_run_without_a_model_leads_nowhere_and_says_so_when_tried():
    run_id = started()
    assert training_desk.path_of(run_id) == ""
    with pytest.raises(Exception, match="no finished epoch"):
        training_desk.tried(run_id, "text", "")


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_every_script_asks_for_runs_that_can_be_shown_together(name):
    asked = script(name).requests()
    assert 1 <= len(asked) <= run_news.MOST_SHOWN
    assert len({request.note for request in asked}) == len(asked)


def test_there_is_no_other_script():
    with pytest.raises(InvalidInput, match="no script"):
        script("../overfit")


def test_the_settings_of_a_run_fill_the_form():
    run_id = started(options={"distance": 5}, epochs=2)
    assert training_desk.settings_of(run_id) == ("recall-lstm", "distance=5;epochs=2")


def test_without_tensorflow_only_the_neuron_is_started_and_offered_first(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(training, "find_spec", lambda _: None)
    with pytest.raises(MissingData, match="TensorFlow"):
        training_desk.start([RunRequest("sentiment-lstm")])
    assert runs.every_run() == []
    (run_id,) = training_desk.start([RunRequest("stocks-neuron")])
    assert runs.one_run(run_id).request.model == "stocks-neuron"
    assert visit_from_link({}, 6).model == "stocks-neuron"
    assert "one neuron" in training_desk.why_no_keras()
