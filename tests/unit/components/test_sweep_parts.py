"""The parts of a sweep on screen: the plot over one setting and the results."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
import plotly.graph_objects as go
import pytest

from components.figures.sweep_scores import sweep_scores
from components.ids import page_ids
from components.sweep_results import SCORES, sweep_results
from core import swept
from core.swept import SeedGroup, Sweep
from tests.unit.components.walk import parts, words

pytestmark = pytest.mark.usefixtures("dash_app")
ids = page_ids("pages.training")


def group(*found: float, **values: Any) -> SeedGroup:
    """Return runs with these scores."""
    return SeedGroup(values, found)


def row(name: str, loss: float | None, **values: Any) -> dict[str, Any]:
    """Return a run of a sweep."""
    figures = dict.fromkeys(("accuracy", "loss", "seconds", "parameters"), 1.0)
    over = {"is_active": loss is None, "state": "done" if loss is not None else "queued"}
    return {"id": name, "val_loss": loss, "values": values, **figures, **over}


def test_means_lie_on_a_line_with_their_spread_and_every_run_is_a_dot() -> None:
    made = sweep_scores([group(0.4, 0.6, units=10), group(0.9, units=5)], "units", "loss")
    dots, means = go.Figure(made).data
    assert sorted(zip(dots.x, dots.y, strict=True)) == [(5, 0.9), (10, 0.4), (10, 0.6)]
    assert (list(means.x), list(means.y)) == ([5, 10], [0.9, 0.5])
    assert means.error_y.array[0] == 0
    assert means.error_y.array[1] == pytest.approx(0.1 * 2**0.5)


def test_another_setting_makes_a_line_of_its_own_in_its_own_look() -> None:
    groups = [group(0.1 * i, units=u, mask=m) for i, (u, m) in
              enumerate([(5, "True"), (10, "True"), (5, "False"), (10, "False")])]  # fmt: skip
    made = go.Figure(sweep_scores(groups, "units", "loss"))
    named = [trace for trace in made.data if trace.name]
    assert [trace.name for trace in named] == ["mask True", "mask False"]
    assert len({(t.line.dash, t.marker.symbol, t.line.color) for t in named}) == 2
    assert made.layout.showlegend


@pytest.mark.parametrize(
    ("values", "kind"),
    [((0.001, 0.1), "log"), ((5, 10), None), (("both", "start"), "category"),
     ((True, 1), "category")],
)  # fmt: skip
def test_the_axis_fits_the_setting(values: tuple[Any, Any], kind: str | None) -> None:
    made = go.Figure(sweep_scores([group(1.0, a=value) for value in values], "a", "loss"))
    assert made.layout.xaxis.type == kind


@pytest.mark.parametrize("groups", [[], [SeedGroup({}, (0.5, 0.7))]])
def test_without_results_or_without_a_setting_there_is_still_a_figure(groups: Any) -> None:
    assert go.Figure(sweep_scores(groups, "", "loss"))


def test_the_results_name_the_best_and_say_how_far_the_sweep_is() -> None:
    rows = (row("a", 0.5, units=5, seed=0), row("b", 0.25, units=5, seed=1),
            row("c", None, units=10, seed=0))  # fmt: skip
    found = Sweep("LSTM", ("units", "seed"), rows, "b", "val_loss")
    made = sweep_results(ids, found, "units", "val_loss")
    said = " ".join(words(made))
    assert "2 of 3 runs are over" in said
    assert "units 5, seed 1" in said
    assert "0.3750" in said
    (grid,) = (part for one in made for part in parts(one) if isinstance(part, dag.AgGrid))
    assert [line["_best"] for line in grid.rowData] == ["", "best", ""]
    assert [c["field"] for c in grid.columnDefs][:3] == ["_best", "units", "seed"]


def test_the_scores_on_screen_are_those_that_runs_have() -> None:
    assert dict(SCORES) == dict(swept.SCORES)
