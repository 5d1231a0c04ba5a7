"""A run is trained in the training room and opened on the pages of its task."""

from __future__ import annotations

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


def trained(browser: Any, query: str) -> None:
    """Train the run of a link and follow its link to the page of its task."""
    visit(browser, query)
    until(lambda: text(browser, "#training-about").startswith("Learns from"), timeout=20)
    click(browser, "#training-start")
    until(lambda: "done" in text(browser, ".training-line"), timeout=120)
    leads = "return document.querySelector('#training-elsewhere')?.hidden === false"
    click(browser, "#training-try")
    until(lambda: browser.driver.execute_script(leads), timeout=20)
    click(browser, "#training-elsewhere")


def test_a_run_of_two_seconds_is_opened_on_sentiment_and_its_neurons_are_there(room: Any) -> None:
    settings = "epochs=1;rows_used=300;units=3;vocabulary_size=500;length=40"
    trained(room, f"?model=sentiment-lstm&set={settings.replace(';', '%3B').replace('=', '%3D')}")
    room.wait_for_element("#sentiment-text", timeout=20)
    value = "return document.querySelector('#sentiment-model-choice')?.value"
    until(lambda: "Your run" in str(room.driver.execute_script(value)), timeout=20)
    rows = "return document.querySelectorAll('.strip-row').length"
    until(lambda: room.driver.execute_script(rows) == 3 + 1, timeout=20)
    state = "return document.querySelector('.probe').dataset.state"
    until(lambda: room.driver.execute_script(state) == "read", timeout=20)
    assert "model=run" in room.driver.current_url.replace("%3A", ":")
    set_props = "dash_clientside.set_props(...arguments)"
    room.driver.execute_script(set_props, "sentiment-model-choice", {"value": "sentiment-lstm"})
    until(lambda: "model=sentiment-lstm" in room.driver.current_url, timeout=10)
    until(lambda: room.driver.execute_script(value) == "LSTM", timeout=20)


def test_a_forecaster_trained_by_hand_is_opened_beside_the_others_on_stocks(room: Any) -> None:
    trained(room, "?model=stocks-neuron&set=epochs%3D20%3Brows_used%3D60")
    room.wait_for_element("#stocks-ticker", timeout=20)
    until(lambda: "Your run" in text(room, "#stocks-table"), timeout=20)
    until(lambda: "Your run" in text(room, "#stocks-readings"), timeout=20)
