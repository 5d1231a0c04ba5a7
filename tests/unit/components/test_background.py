"""Callbacks that run in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import diskcache
import pytest
from dash import html
from diskcache.core import MODE_PICKLE, MODE_RAW

from components.background import job_manager
from tests.sources import PROJECT

# A whole app in a process of its own: Dash registers callbacks globally.
TWO_VISITORS = """
import json, sys, time
from pathlib import Path
from dash import Dash, Input, Output, html
from components.background import background_callback, job_manager
from core.errors import InvalidInput

app = Dash(__name__, background_callback_manager=job_manager(Path(sys.argv[1])))
app.layout = html.Div([html.Button(id="ask"), html.P(id="answer"), html.P(id="progress")])

@background_callback(
    Output("answer", "children"),
    Input("ask", "n_clicks"),
    progress=[Output("progress", "children")],
)
def answer(say_progress, clicks):
    say_progress(["half"])
    if clicks < 0:
        raise InvalidInput("Clicks are counted from zero.")
    time.sleep(0.3)
    return clicks * 2

client = app.server.test_client()
client.get("/_dash-dependencies")
call = next(iter(app.callback_map))

def post(clicks, **handles):
    body = {
        "output": call, "outputs": {"id": "answer", "property": "children"},
        "inputs": [{"id": "ask", "property": "n_clicks", "value": clicks}],
        "changedPropIds": ["ask.n_clicks"],
    }
    got = client.post("/_dash-update-component", json=body, query_string=handles)
    return json.loads(got.data) if got.data else {}

def wait(clicks, handles):
    seen = []
    for _ in range(200):
        got = post(clicks, cacheKey=handles["cacheKey"], job=handles["job"])
        seen.append(got.get("progress"))
        if got.get("response") or got.get("sideUpdate"):
            break
        time.sleep(0.05)
    return {"last": got, "progress": [one for one in seen if one]}

first, second = post(21), post(21)
print(json.dumps({
    "first": wait(21, first), "second": wait(21, second), "refused": wait(-1, post(-1)),
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("jobs")
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TWO_VISITORS, str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answers


@pytest.mark.parametrize("visitor", ["first", "second"])
def test_two_visitors_who_ask_the_same_both_get_the_answer(
    seen: dict[str, Any], visitor: str
) -> None:
    assert seen[visitor]["last"]["response"] == {"answer": {"children": 42}}


def test_progress_is_told(seen: dict[str, Any]) -> None:
    assert {"progress.children": "half"} in seen["first"]["progress"]


def test_a_lesson_error_becomes_a_notice_without_a_traceback(seen: dict[str, Any]) -> None:
    told = json.dumps(seen["refused"]["last"])
    assert "Clicks are counted from zero." in told
    assert "Traceback" not in told


def test_results_are_kept_as_json_and_pickles_are_neither_written_nor_read(tmp_path: Path) -> None:
    kept = job_manager(tmp_path).handle
    kept.set("told", {"shown": html.P("so"), "numbers": (1, float("nan")), "text": "\u05d0"})
    shown = {"props": {"children": "so"}, "type": "P", "namespace": "dash_html_components"}
    assert kept.get("told") == {"shown": shown, "numbers": [1, None], "text": "\u05d0"}
    rows = kept._sql("SELECT mode FROM Cache").fetchall()
    assert {mode for (mode,) in rows} == {MODE_RAW}
    stranger = diskcache.Cache(str(tmp_path / "other"))
    stranger.set("told", {"a": {1, 2}})
    ((pickled,),) = stranger._sql("SELECT value FROM Cache").fetchall()
    kept._sql("UPDATE Cache SET mode = ?, value = ?", (MODE_PICKLE, pickled))
    with pytest.raises(ValueError, match="pickle"):
        kept.get("told")


def test_a_job_whose_process_has_ended_without_a_result_is_said(tmp_path: Path) -> None:
    manager, nobody = job_manager(tmp_path), str(2**22 + 1)  # no process has such a number
    assert manager.get_result("key", nobody) == {"_dash_no_update": "_dash_no_update"}
    (said,) = manager.get_updated_props("key").values()
    assert "ended before it was done" in json.dumps(said)
    assert manager.get_updated_props("key") == {}


def test_a_job_that_was_cancelled_says_nothing(tmp_path: Path) -> None:
    manager, nobody = job_manager(tmp_path), str(2**22 + 1)
    manager.terminate_job(nobody)
    assert manager.get_result("key", nobody) is manager.UNDEFINED
    assert manager.get_updated_props("key") == {}
