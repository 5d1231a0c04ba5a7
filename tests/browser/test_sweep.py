"""A sweep in the training room, on a real server in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dash.testing.wait import until

from core import run_folders
from core.settings import Settings
from tests.browser.test_training_room import click, text, visit


@pytest.fixture
def room(lab: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a browser whose server keeps its runs in a folder of its own."""
    monkeypatch.setenv("UNROLLED_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    return lab


def test_four_runs_are_counted_started_and_come_out_as_a_table_a_plot_and_a_file(room: Any) -> None:
    grid = "grid=learning_rate%3D0.001%2C0.01%3Bseed%3D0%2C1"
    visit(room, f"?model=stocks-neuron&set=epochs%3D10%3Brows_used%3D60&{grid}")
    until(lambda: "= 4 runs" in text(room, "#training-sweep-count"), timeout=20)
    set_props = "dash_clientside.set_props(...arguments)"
    room.driver.execute_script(set_props, "training-values-0", {"value": "fast, slow"})
    until(lambda: "learning_rate" in text(room, "#training-sweep-refused"), timeout=20)
    assert room.driver.find_element("id", "training-sweep-start").get_attribute("disabled")
    room.driver.execute_script(set_props, "training-values-0", {"value": "0.001, 0.01"})
    until(lambda: text(room, "#training-sweep-refused") == "", timeout=20)
    click(room, "#training-sweep-weigh")
    until(lambda: "for 4 runs" in text(room, "#training-sweep-estimate"), timeout=90)
    click(room, "#training-sweep-start")
    until(lambda: "4 of 4 runs are over" in text(room, "#training-sweep-found"), timeout=90)
    assert "Best by" in text(room, "#training-sweep-found")
    points = (
        "return document.querySelector('#training-sweep-plot .js-plotly-plot')?.data[0]?.x?.length"
    )
    until(lambda: room.driver.execute_script(points) == 4, timeout=20)
    click(room, "#training-sweep-save")
    file = Path(room.download_path) / "sweep.csv"
    until(lambda: file.is_file() and file.read_text().count("\n") == 5, timeout=20)
    room.driver.refresh()
    until(lambda: "4 of 4 runs are over" in text(room, "#training-sweep-found"), timeout=30)
