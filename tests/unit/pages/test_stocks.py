"""The stocks page: what it shows for a link, what it answers, and without its data or models."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import dash
import pytest
from dash import Dash, dcc, html
from flask.testing import FlaskClient

from core import forecast_views, registry, run_folders, runs
from core.errors import InvalidInput
from core.forecasts import ForecastTable
from core.settings import Settings
from tests.fakes import small_sentiment_model
from tests.forecast_tables import MODELS, table
from tests.run_fakes import finished_run
from tests.unit.components.walk import classes, parts, words

Show = Callable[[ForecastTable], None]
SERIES = (
    "stocks-asked.children", "stocks-title.children", "stocks-next.figure", "stocks-said.children",
    "stocks-readings.children", "stocks-step.children", "stocks-remarks.children",
)  # fmt: skip
EXAM = {"protocol": "lecture", "lags": "2", "source": None, "classical": None, "run": None}
EXAM_BEFORE = {"protocol": "lecture", "lags": "2", "source": None, "run": None, "ticker": "AAA"}
CLOSER = ("stocks-all.figure", "stocks-loss.figure", "stocks-told.children")


@pytest.fixture
def show(dash_app: Dash, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return a function that puts a table on the page."""

    def put(made: ForecastTable) -> None:
        monkeypatch.setattr(forecast_views, "forecast_table", lambda: made)

    put(table())
    return put


@pytest.fixture
def _damaged(dash_app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> ForecastTable:
        raise InvalidInput("prices.csv, row 3 (ABT), column 05/10/2020: expected a number.")

    monkeypatch.setattr(forecast_views, "forecast_table", damaged)


def page() -> dict[str, Any]:
    """Return what the page registered about itself."""
    return dict(dash.page_registry["pages.stocks"])


def question(**query: Any) -> str:
    """Return the title of the page for a link."""
    (title,) = (p for p in parts(page()["layout"](**query)) if isinstance(p, html.H1))
    return "".join(words(title))


def remarks(**query: Any) -> list[str]:
    """Return what the page remarks upon a link."""
    shown = parts(page()["layout"](**query))
    return words(next(p for p in shown if getattr(p, "id", "") == "stocks-remarks"))


def _filled(place: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    """Return an input as the browser sends it, with what the test puts there."""
    return {**place, "value": values.get(place["id"].removeprefix("stocks-"))}


def ask(client: FlaskClient, outputs: tuple[str, ...], **values: Any) -> Any:
    """Return the server's answer to the last of `values`, the others being its state."""
    client.get("/stocks")
    parts_of = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in outputs]
    output = f"..{'...'.join(outputs)}.."
    from app import app  # made once; the client already uses it

    declared = app.callback_map[output]
    body = {
        "output": output,
        "outputs": parts_of,
        "inputs": [_filled(one, values) for one in declared["inputs"]],
        "state": [_filled(one, values) for one in declared["state"]],
        "changedPropIds": [f"stocks-{next(iter(values))}.value"],
    }
    return client.post("/_dash-update-component", json=body).get_json()


@pytest.mark.usefixtures("show")
def test_the_lectures_question_is_the_title_and_follows_the_link() -> None:
    assert question() == "What would be the price of GOOG tomorrow?"
    assert question(ticker="sim001") == "What would be the price of SIM001 tomorrow?"
    assert remarks(ticker="sim001", model="mean") == []


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("ticker", ["nonsense", "<img src=x onerror=alert(1)>", "x" * 10_000, ""])
def test_nonsense_in_the_link_is_remarked_upon_and_goog_is_shown(ticker: str) -> None:
    assert question(ticker=ticker) == "What would be the price of GOOG tomorrow?"
    (remark,) = remarks(ticker=ticker)
    assert remark.endswith("Here is GOOG instead.")
    assert len(remark) < 250


@pytest.mark.usefixtures("show")
def test_every_example_chooses_a_series_that_is_loaded() -> None:
    chips = [p for p in parts(page()["layout"]()) if getattr(p, "className", "") == "preset"]
    chosen = [json.loads(getattr(chip, "data-set")) for chip in chips]
    assert chips
    assert all(list(values) == ["stocks-ticker"] for values in chosen)
    assert {values["stocks-ticker"]["value"] for values in chosen} <= set(table().names)


def test_without_models_the_baselines_still_answer(show: Show) -> None:
    show(table(unavailable=MODELS))
    shown = page()["layout"](model="stocks-stack")
    assert {"forecast-grid", "next-value"} <= classes(shown)
    choice = next(p for p in parts(shown) if getattr(p, "id", "") == "stocks-model")
    assert choice.value in {"last-value", "mean"}


@pytest.mark.usefixtures("_damaged")
def test_a_damaged_data_file_is_named_on_a_page_that_still_stands() -> None:
    shown = page()["layout"](ticker="AAA")
    assert "prices.csv, row 3 (ABT), column 05/10/2020: expected a number." in words(shown)
    assert {"unavailable", "hood"} <= classes(shown)
    assert not [part for part in parts(shown) if isinstance(part, dcc.Graph)]
    assert "is-broken" in classes(page()["miniature"]())


@pytest.mark.usefixtures("show")
def test_the_card_on_the_home_page_is_a_picture_of_the_lectures_series() -> None:
    picture = page()["miniature"]()
    assert isinstance(picture, html.Img)
    assert picture.src.startswith("data:image/svg+xml")


@pytest.mark.usefixtures("show")
def test_the_server_answers_for_another_series_in_all_its_places(client: FlaskClient) -> None:
    answer = ask(client, SERIES, ticker="SIM001", **EXAM)["response"]
    assert answer["stocks-asked"]["children"] == "SIM001"
    assert "SIM001" in answer["stocks-said"]["children"]
    truth = answer["stocks-next"]["figure"]["data"][1]
    assert (truth["x"], truth["y"]) == ([3], [-0.7])
    assert answer["stocks-remarks"]["children"] is None


@pytest.mark.usefixtures("show")
def test_another_forecaster_brings_its_answers_and_its_training(client: FlaskClient) -> None:
    answer = ask(client, CLOSER, model="stocks-rnn", **EXAM_BEFORE)["response"]
    (curve,) = answer["stocks-loss"]["figure"]["data"]
    assert curve["y"] == [0.5, 0.1, 0.05]
    points = answer["stocks-all"]["figure"]["data"][1]
    assert points["y"][points["customdata"].index("AAA")] == 0.7
    assert "seed 7" in answer["stocks-told"]["children"]


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("ticker", [None, 12, "nonsense", {"a": 1}, "x" * 10_000])
def test_a_series_that_does_not_exist_changes_nothing_and_says_why(
    client: FlaskClient, ticker: Any
) -> None:
    answer = ask(client, SERIES, ticker=ticker, **EXAM)
    assert "response" not in answer or not answer["response"]
    (said,) = answer["sideUpdate"]["shell-notices"]["sendNotifications"]
    assert "series" in said["message"]


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("model", [None, 12, "nonsense", ["mean"]])
def test_a_forecaster_that_does_not_exist_changes_nothing_and_says_why(
    client: FlaskClient, model: Any
) -> None:
    answer = ask(client, CLOSER, model=model, **EXAM_BEFORE)
    (said,) = answer["sideUpdate"]["shell-notices"]["sendNotifications"]
    assert "No forecaster" in said["message"]


@pytest.fixture
def run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return `run:<id>` of a forecaster that is trained, on the page of the lecture's series."""
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    return finished_run(registry.predictor("stocks-neuron"), "mine")


@pytest.mark.usefixtures("show")
def test_a_run_in_the_link_is_one_more_forecaster_that_is_looked_at(run: str) -> None:
    shown = list(parts(page()["layout"](model=run)))
    (choice,) = (p for p in shown if getattr(p, "id", "") == "stocks-model")
    assert choice.value == run
    assert run in [chip.value for chip in choice.children]
    kept = next(p for p in shown if getattr(p, "id", "") == "stocks-run")
    assert kept.data == run
    grid = next(p for p in shown if getattr(p, "id", "") == "stocks-table")
    row = next(row for row in grid.rowData if row["title"].startswith("Your run mine"))
    assert row["mse"] > 0
    assert remarks(model=run) == []


@pytest.mark.usefixtures("show")
def test_a_run_stays_in_the_table_when_another_forecaster_is_looked_at(
    client: FlaskClient, run: str
) -> None:
    answer = ask(client, SERIES, ticker="SIM001", **{**EXAM, "run": run})["response"]
    assert "your run" in str(answer["stocks-next"]["figure"])
    assert remarks(model="stocks-rnn", run=run) == []


@pytest.mark.usefixtures("show")
def test_a_run_is_not_examined_on_days_it_has_learnt_from(run: str) -> None:
    shown = list(parts(page()["layout"](model=run, protocol="walk")))
    grid = next(p for p in shown if getattr(p, "id", "") == "stocks-table")
    row = next(row for row in grid.rowData if row["title"].startswith("Your run"))
    assert "every day of its series" in row["reason"]


@pytest.mark.usefixtures("show")
def test_a_run_that_is_gone_or_of_another_task_gives_the_page_without_it(run: str) -> None:
    for asked in (run[:-8] + "00000000", "run:<b>", "run:" + "x" * 10_000):
        (remark,) = remarks(model=asked)
        assert "no training run" in remark
        assert len(remark) < 300
    text = finished_run(small_sentiment_model())
    (remark,) = remarks(model=text)
    assert "not about" in remark


@pytest.mark.usefixtures("show")
def test_a_run_that_was_deleted_meanwhile_is_a_notice(client: FlaskClient, run: str) -> None:
    runs.delete(run)
    answer = ask(client, SERIES, ticker="SIM001", **{**EXAM, "run": run})
    (said,) = answer["sideUpdate"]["shell-notices"]["sendNotifications"]
    assert "no training run" in said["message"]
