"""One's own rows in the training room, on a real server in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dash.testing.wait import until

from core import run_folders
from core.settings import Settings
from tests.browser.test_training_room import click, text, visit

LINE = ".training-line"


@pytest.fixture
def room(lab: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a browser whose server keeps its runs in a folder of its own."""
    monkeypatch.setenv("UNROLLED_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    return lab


def give(browser: Any, path: Path, content: str) -> None:
    """Choose a file with this content, as the dialog of the browser would."""
    path.write_text(content, encoding="utf-8")
    chooser = '[data-upload="training-rows"] input[type=file]'
    find = browser.driver.find_elements
    until(lambda: find("css selector", chooser), timeout=20)  # the area is drawn a moment later
    find("css selector", chooser)[0].send_keys(str(path))


def test_a_table_is_refused_for_one_model_shown_for_another_and_learnt_from(
    room: Any, tmp_path: Path
) -> None:
    visit(room, "?model=stocks-neuron&set=epochs%3D5")
    until(lambda: "series" in text(room, "#training-own-needs"), timeout=20)
    give(room, tmp_path / "ten.csv", "name,a,b,c\n" + "s,1,2,3\n" * 2)
    until(lambda: "a run takes 20" in text(room, "#training-rows-refused"), timeout=20)
    series = "".join(f"S{i},{i},{i + 1},{i * i},{i + 3}\n" for i in range(40))
    give(room, tmp_path / "mine.csv", "name,a,b,c,d\n" + series)
    until(lambda: "40 series" in text(room, "#training-own-found"), timeout=20)
    assert text(room, "#training-rows-refused") == ""
    click(room, "#training-start")
    until(lambda: "done" in text(room, LINE), timeout=60)
    until(lambda: "own rows" in text(room, "#training-runs"), timeout=20)
    (folder,) = (tmp_path / "runs").glob("2*")
    assert not (folder / run_folders.OWN_ROWS).exists()
