"""A grid from the command line: nine runs, a table with the best one first, a file."""

import json

import pytest

from core import __main__ as command_line
from core import grid_run, run_folders, runs
from core.engines import engine_named
from core.errors import InvalidInput
from core.run_request import RunRequest
from core.run_sink import train_in
from core.runs import DONE, STOPPED
from core.settings import Settings, serving
from core.swept import sweep_of


class HereAndNow:
    """Trains in this process whenever somebody looks."""

    name, is_elsewhere = "local", False

    def start(self, request, own_rows=None):
        return runs.new_run(request, self.name, own_rows)

    def stop(self, run_id):
        runs.ask_to_stop(run_id)

    def tend(self):
        folder = next((folder for folder, _ in runs.active("local")), None)
        if folder:
            train_in(folder)
        return ""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    monkeypatch.setattr(command_line, "engine_named", lambda name: HereAndNow())
    monkeypatch.setattr(grid_run, "_PAUSE", 0)


def trained(*arguments):
    return command_line.main(["train", "stocks-neuron", "--rows", "40", *arguments])


def test_the_runs_of_a_grid_are_trained_and_told_the_best_one_first(tmp_path, capsys):
    told = tmp_path / "told.json"
    grid = ["--grid", "epochs=5,10,20", "--grid", "seed=0,1,2"]
    assert trained(*grid, "--results", str(told)) == 0
    found = json.loads(told.read_text("utf-8"))
    assert found["settings"] == ["epochs", "seed"]
    assert len(found["runs"]) == 9
    assert {run["state"] for run in found["runs"]} == {DONE}
    losses = [run["loss"] for run in found["runs"]]
    assert losses == sorted(losses)
    assert found["best"] == found["runs"][0]["id"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["epochs", "seed", "state"]
    assert [line.startswith("*") for line in lines[1:]] == [True] + 8 * [False]


def test_a_stopped_grid_keeps_what_was_trained_and_begins_nothing_more(monkeypatch):
    trainer = HereAndNow()
    sweep, ids = grid_run.start_grid(trainer, RunRequest("stocks-neuron", rows=40), ["seed=1,2,3"])
    seen = next(grid_run.watch(trainer, ids))
    assert (seen.over, seen.waiting) == (1, 2)
    grid_run.stop_all(trainer, ids)
    assert [seen.over for seen in grid_run.watch(trainer, ids)] == [3]
    assert sorted(row["state"] for row in sweep_of(sweep).rows) == [DONE, STOPPED, STOPPED]


def test_a_failed_run_is_named_and_the_exit_code_says_so(monkeypatch, capsys):
    def burn(self):
        for folder, _ in runs.active("local"):
            runs.lost(folder, "The machine burnt down.")
        return "It smells of smoke."

    monkeypatch.setattr(HereAndNow, "tend", burn)
    assert trained("--grid", "seed=1,2") == 2
    said = capsys.readouterr()
    assert "2 of 2 runs failed" in said.err
    assert "burnt down" in said.err
    assert "smells of smoke" in said.err
    assert said.out.count("failed") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--grid", "unicorns=1"], "no setting 'unicorns'"),
        (["--grid", "seed"], "units=5,10,20"),
        (["--grid", "seed=1", "--out", "x"], "--out is for one model"),
        (["--engine", "local"], "belong to --grid"),
        (["--results", "x.json"], "belong to --grid"),
        (["--grid", "seed=1", "--engine", "steam"], "invalid choice"),
    ],
)
def test_nonsense_on_the_command_line_is_one_clear_line(arguments, said, capsys):
    assert trained(*arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_more_runs_than_may_wait_are_refused_and_none_is_started(monkeypatch):
    monkeypatch.setattr(runs, "MOST_WAITING", 2)
    with pytest.raises(InvalidInput, match="2 may"):
        grid_run.start_grid(HereAndNow(), RunRequest("stocks-neuron"), ["seed=1,2,3"])
    assert runs.every_run() == []


def test_celery_without_redis_is_refused(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    serving.cache_clear()
    with pytest.raises(InvalidInput, match="REDIS_URL=redis://"):
        engine_named("celery")
    serving.cache_clear()
