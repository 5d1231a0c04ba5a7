"""Which model a link asks a page for: a run that can answer, or a sentence why it is not used."""

import pytest

from core import registry, run_folders, runs
from core.errors import Incompatible, LessonError, MissingData, NotTrained
from core.run_choice import checked_run, choice_from_link, runs_of
from core.run_request import RunRequest
from core.runs import FAILED, RUNNING
from core.settings import Settings
from tests.fakes import small_sentiment_model
from tests.run_fakes import finished_run


@pytest.fixture(scope="module")
def model():
    return small_sentiment_model()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))


def test_a_bare_link_asks_for_nothing_and_looks_at_no_run(monkeypatch):
    monkeypatch.setattr(runs, "every_run", None)
    choice = choice_from_link(None, "sentiment")
    assert (choice.run, choice.offered, choice.remark) == ("", (), "")


def test_a_run_that_is_over_is_shown_and_offered_beside_others(model):
    first, second = finished_run(model, "ten"), finished_run(model, state=FAILED)
    choice = choice_from_link(first, "sentiment")
    assert (choice.run, choice.title, choice.remark) == (first, "Your run ten (LSTM)", "")
    assert {name for name, _ in choice.offered} == {first, second}
    assert choice_from_link("sentiment-lstm", "sentiment").offered == choice.offered
    assert checked_run(first, "sentiment") == first


def test_runs_of_another_task_are_not_offered(model):
    finished_run(model)
    assert runs_of("pairs") == ()


def test_a_run_of_another_task_is_refused_by_what_it_trained(model):
    run = finished_run(model)
    choice = choice_from_link(run, "pairs")
    assert choice.run == ""
    assert "\u201cLSTM\u201d" in choice.remark
    with pytest.raises(Incompatible):
        checked_run(run, "pairs")


def test_a_run_that_still_trains_is_refused_though_it_has_an_epoch(model):
    choice = choice_from_link(finished_run(model, state=RUNNING), "sentiment")
    assert choice.run == ""
    assert "not over yet" in choice.remark


def test_a_run_without_an_epoch_a_deleted_and_a_damaged_one_are_refused(model):
    empty = runs.new_run(RunRequest("sentiment-lstm"), "local")
    runs.ask_to_stop(empty)
    assert "no model" in choice_from_link(f"run:{empty}", "sentiment").remark
    gone = finished_run(model)
    runs.delete(gone)
    assert "no training run" in choice_from_link(gone, "sentiment").remark
    with pytest.raises(MissingData):
        checked_run(gone, "sentiment")
    damaged = finished_run(model)
    weights = run_folders.folder_of(damaged) / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")
    assert "damaged" in choice_from_link(damaged, "sentiment").remark
    with pytest.raises(NotTrained):
        checked_run(damaged, "sentiment")


@pytest.mark.parametrize(
    "asked",
    ["run:", "run:../../etc", "unicorn", "stocks-rnn", "\u05e9\u05dc\u05d5\u05dd", "<b>x</b>",
     "x" * 100_000, ["a", "run:<script>"], "run:20260101-000000-00000000", "\0"],
)  # fmt: skip
def test_nonsense_gives_the_pages_own_model_and_a_sentence(asked):
    choice = choice_from_link(asked, "sentiment")
    assert choice.run == ""
    assert 0 < len(choice.remark) < 300


@pytest.mark.parametrize("given", [None, "", 3, [], {}, "sentiment-lstm", "x" * 1000])
def test_what_a_browser_sends_that_is_no_run_is_the_pages_own_model(given):
    assert checked_run(given, "sentiment") == ""


def test_a_run_answers_under_its_own_name_and_its_note_cannot_make_markup(model):
    run = finished_run(model, "<a href='x'>")
    assert "<" not in registry.model_spec(run).title
    with pytest.raises(LessonError):
        registry.model_spec("run:gone")
