"""Stories of the training room: real server, real browser, real training process."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash.testing.wait import until

from core import run_folders, runs
from core.settings import Settings


@pytest.fixture
def room(lab: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a browser whose server keeps its runs in a folder of its own."""
    monkeypatch.setenv("UNROLLED_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    return lab


def visit(browser: Any, query: str) -> Any:
    """Open the page with what a link asks for."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/training{query}")
    browser.wait_for_element("#training-start", timeout=20)
    return browser


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    script = "return document.querySelector(arguments[0])?.textContent ?? ''"
    return str(browser.driver.execute_script(script, selector))


def click(browser: Any, selector: str) -> None:
    """Click something wherever it is."""
    browser.driver.execute_script("document.querySelector(arguments[0]).click()", selector)


def test_a_run_is_started_watched_and_found_again_by_its_link(room: Any) -> None:
    visit(room, "?model=stocks-neuron&set=epochs%3D30%3Brows_used%3D40")
    until(lambda: text(room, "#training-about").startswith("Learns from"), timeout=10)
    click(room, "#training-start")
    until(lambda: "epoch 30 of 30" in text(room, ".training-line"), timeout=60)
    until(lambda: "done" in text(room, ".training-line"), timeout=20)
    until(lambda: "runs" in parse_qs(urlsplit(room.driver.current_url).query), timeout=5)
    room.driver.refresh()
    until(lambda: "done" in text(room, ".training-line"), timeout=20)
    drawn = "return document.querySelector('#training-loss .js-plotly-plot')?.data[0].y.length || 0"
    until(lambda: room.driver.execute_script(drawn) >= 30, timeout=10)


def test_nonsense_in_the_form_is_said_and_cannot_be_started(room: Any) -> None:
    visit(room, "?model=unicorn&set=epochs%3D0")
    assert "unicorn" in text(room, ".stage")
    set_props = "dash_clientside.set_props(...arguments)"
    room.driver.execute_script(set_props, {"field": "units", "page": "training"}, {"value": 100000})
    until(lambda: "units" in text(room, "#training-refused"), timeout=10)
    assert room.driver.find_element("id", "training-start").get_attribute("disabled")
    room.driver.execute_script(set_props, {"field": "units", "page": "training"}, {"value": 10})
    until(lambda: text(room, "#training-refused") == "", timeout=10)


def test_a_run_goes_on_while_no_browser_watches_and_the_page_finds_it_again(room: Any) -> None:
    visit(room, "?model=stocks-neuron&set=epochs%3D400%3Brows_used%3D100")
    until(lambda: text(room, "#training-about").startswith("Learns from"), timeout=20)
    click(room, "#training-start")
    until(lambda: "runs" in parse_qs(urlsplit(room.driver.current_url).query), timeout=20)
    link = room.driver.current_url
    room.driver.get("about:blank")
    until(lambda: any(run.story.is_over for run in runs.every_run()), timeout=90)
    room.driver.get(link)
    room.wait_for_element("#training-start", timeout=20)
    until(lambda: "done" in text(room, ".training-line"), timeout=30)


def test_the_axis_of_the_loss_can_be_logarithmic_and_the_link_says_so(room: Any) -> None:
    visit(room, "?model=stocks-neuron&axis=log")
    axis = (
        "return document.querySelector('#training-loss .js-plotly-plot')?._fullLayout?.yaxis.type"
    )
    until(lambda: room.driver.execute_script(axis) == "log", timeout=20)
    set_props = "dash_clientside.set_props(...arguments)"
    room.driver.execute_script(set_props, "training-axis", {"value": "linear"})
    until(lambda: room.driver.execute_script(axis) == "linear", timeout=10)
    until(lambda: "axis=linear" in room.driver.current_url, timeout=10)
