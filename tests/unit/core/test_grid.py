"""Grids: what a few words mean, what they make, and what is refused."""

import pytest

from core.errors import InvalidInput
from core.grid import MOST_IN_GRID, expand, parse_grid, size, told
from core.run_request import RunRequest

MODEL = "sentiment-lstm"


def test_nine_runs_come_from_two_lines_and_the_last_setting_changes_fastest():
    grid = parse_grid(MODEL, ["units=5, 10,20", " seed = 0,1,2"])
    assert grid == {"units": (5, 10, 20), "seed": (0, 1, 2)}
    made = expand(grid, RunRequest(MODEL, epochs=2, rows=100), "sweep-1")
    assert len(made) == size(grid) == 9
    assert [run.seed for run in made[:3]] == [0, 1, 2]
    assert [run.full_options().units for run in made] == [5, 5, 5, 10, 10, 10, 20, 20, 20]
    assert {(run.epochs, run.rows, run.sweep) for run in made} == {(2, 100, "sweep-1")}
    assert made[0].note == "units 5, seed 0"


def test_how_a_model_learns_can_change_too():
    grid = parse_grid(MODEL, ["learning-rate=0.1,1e-3", "batch=32", "rows=50,all", "epochs=1,2"])
    made = expand(grid, RunRequest(MODEL, rows=70, note="try"))
    assert [run.rows for run in made[:3]] == [50, 50, None]
    assert {run.learning_rate for run in made} == {0.1, 0.001}
    assert made[0].note == "try, learning rate 0.1, batch 32, rows 50, epochs 1"


def test_layers_of_one_value_are_joined_with_hyphens():
    grid = parse_grid("stocks-stack", ["units=10-5-1,20-1"])
    assert grid == {"units": ((10, 5, 1), (20, 1))}
    assert told({"units": (10, 5, 1)}) == "units 10-5-1"
    assert expand(grid, RunRequest("stocks-stack"))[1].full_options().units == (20, 1)


def test_an_option_named_rows_is_the_options_own():
    grid = parse_grid("sentiment-best", ["rows=2048", "rows_used=100"])
    (run,) = expand(grid, RunRequest("sentiment-best"))
    assert (run.rows, run.full_options().rows) == (100, 2048)


def test_a_value_given_twice_is_one_and_no_line_is_one_run():
    assert parse_grid(MODEL, ["seed=1,1,2,1"]) == {"seed": (1, 2)}
    base = RunRequest(MODEL, note="alone")
    assert expand(parse_grid(MODEL, []), base) == [base]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["units"], "units=5,10,20"),
        (["=5"], "units=5,10,20"),
        (["units="], "units=5,10,20"),
        (["units=5,,6"], "units=5,10,20"),
        (["unicorns=1"], "no setting 'unicorns'.*units"),
        (["units=five"], "units is a whole number from 1 to 512, not 'five'"),
        (["units=0"], "units is a whole number"),
        (["units=1.5"], "units is a whole number"),
        (["learning_rate=nan"], "learning_rate is a number"),
        (["epochs=0"], "epochs"),
        (["rows=5000000"], "rows_used is a whole number from 20 to"),
        (["seed=1", "seed=2"], "seed is given twice"),
        (["mask=perhaps"], "mask"),
        (["units=" + "5," * 50_000], "are too many"),
        (["שלום=🙂"], "no setting"),
        (["<b>x</b>=1"], "no setting|units=5"),
        (["seed=" + ",".join(map(str, range(MOST_IN_GRID + 1)))], f"{MOST_IN_GRID} at most"),
        (["units=5,6,7,8", "seed=1,2,3,4", "epochs=1,2"], "4 × 4 × 2 makes 32 runs"),
    ],
)
def test_what_is_no_grid_is_refused_with_what_to_do(lines, said):
    with pytest.raises(InvalidInput, match=said) as refused:
        parse_grid(MODEL, lines)
    assert len(str(refused.value)) < 600


def test_a_model_that_there_is_not_has_no_grid():
    with pytest.raises(InvalidInput, match="unicorn"):
        parse_grid("unicorn", ["seed=1"])
