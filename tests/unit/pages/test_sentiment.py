"""The sentiment page as the server makes it."""

from __future__ import annotations

from typing import Any

import dash
import dash_mantine_components as dmc
import numpy as np
import pytest

from core import registry, run_folders, runs
from core.review import LECTURE_REVIEW
from core.settings import Settings
from tests.fakes import small_sentiment_model
from tests.run_fakes import finished_run
from tests.unit.components.walk import classes, parts, words

MODEL = "sentiment-lstm"


@pytest.fixture
def page(dash_app: Any) -> Any:
    """Return what the page registered about itself."""
    return dash.page_registry["pages.sentiment"]


def box(article: Any) -> Any:
    """Return the text area of the page."""
    return next(part for part in parts(article) if isinstance(part, dmc.Textarea))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the LSTM unavailable; return the reason."""
    reason = "weights.safetensors is damaged."
    real = registry.why_unavailable
    monkeypatch.setattr(
        registry, "why_unavailable", lambda name: reason if name == MODEL else real(name)
    )
    return reason


def test_a_bare_link_shows_the_lectures_sentence(page: Any) -> None:
    assert box(page["layout"]()).value == LECTURE_REVIEW


def test_a_link_brings_its_text_and_neuron(page: Any) -> None:
    article = page["layout"](text="So good", neuron="7")
    (chosen,) = (part for part in parts(article) if getattr(part, "id", "") == "sentiment-neuron")
    assert box(article).value == "So good"
    assert chosen.data == "7"


def by_id(article: Any, name: str) -> Any:
    """Return the part with this id."""
    (found,) = (part for part in parts(article) if getattr(part, "id", "") == name)
    return found


def test_a_link_brings_gate_scale_words_and_second_text(page: Any) -> None:
    article = page["layout"](text="So good", gate="forget", scale="raw", words="1", second="Bad")
    assert by_id(article, "sentiment-gate").value == "forget"
    assert by_id(article, "sentiment-scale").value == "raw"
    assert by_id(article, "sentiment-chosen").data == "1"
    assert by_id(article, "sentiment-second").value == "Bad"


def test_every_model_of_the_registry_has_a_place_beside_the_others(page: Any) -> None:
    said = words(by_id(page["layout"](), "sentiment-models"))
    titles = [spec.title for spec in registry.models().values() if spec.task == "sentiment"]
    assert set(titles) <= set(said)
    assert len(titles) >= 5


def test_without_the_model_of_exact_shares_their_row_is_gone_and_the_rest_stays(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = registry.why_unavailable
    monkeypatch.setattr(
        registry,
        "why_unavailable",
        lambda name: "It is damaged." if name == "sentiment-best" else real(name),
    )
    rows = [getattr(p, "data-row") for p in parts(page["layout"]()) if hasattr(p, "data-row")]
    assert rows == ["neuron", "left-out"]


def test_nonsense_in_the_link_is_said_on_the_page(page: Any) -> None:
    said = words(page["layout"](text="x" * 5000, neuron="abc", scale="hot", other=["1", "2"]))
    assert any("'abc'" in word for word in said)
    assert any("500 characters" in word for word in said)


def test_without_the_model_the_page_gives_the_reason_and_keeps_the_rest(
    page: Any, broken: str
) -> None:
    article = page["layout"]()
    assert broken in words(article)
    assert "unavailable" in classes(article)
    assert {"figures-table", "hood", "formula"} <= classes(article)
    assert "probe" not in classes(article)


def test_without_the_model_the_card_on_home_shows_a_broken_chain(page: Any, broken: str) -> None:
    assert "is-broken" in classes(page["miniature"]())


def test_the_card_on_home_shows_the_words_of_the_lectures_sentence(page: Any) -> None:
    said = [word for word in words(page["miniature"]()) if word.strip()]
    assert said == LECTURE_REVIEW.replace(",", "").replace(".", "").split()


@pytest.fixture
def run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return `run:<id>` of a small LSTM that is trained."""
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    return finished_run(small_sentiment_model(), "three neurons")


def test_a_run_in_the_link_takes_the_stage_with_its_own_neurons(page: Any, run: str) -> None:
    article = page["layout"](model=run, neuron="3")
    assert by_id(article, "sentiment-shown-model").value == run
    assert by_id(article, "sentiment-neuron").data == "3"
    said = words(article)
    assert said.count("Your run three neurons (LSTM)") >= 2
    choice = by_id(article, "sentiment-model-choice")
    assert [entry["value"] for entry in choice.data] == [MODEL, run]


def test_a_run_without_neurons_to_show_stands_beside_the_lectures(
    page: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    mlp = finished_run(small_sentiment_model("sentiment-mlp"), "plain")
    article = page["layout"](model=mlp)
    said = words(article)
    assert any("no LSTM whose every step" in word for word in said)
    assert "Your run plain (MLP)" in words(by_id(article, "sentiment-models"))


def test_a_run_that_is_gone_gives_the_lectures_model_and_says_so(page: Any, run: str) -> None:
    runs.delete(run)
    article = page["layout"](model=run)
    assert any("no training run" in word for word in words(article))
    assert by_id(article, "sentiment-shown-model").value == MODEL
    assert {"probe", "run-choice"} <= classes(article)


def test_a_bare_link_has_no_choice_of_models_to_see(page: Any) -> None:
    article = page["layout"]()
    assert "run-choice" not in classes(article)
    assert by_id(article, "sentiment-shown-model").value == ""


def test_a_runs_answers_are_those_of_its_model(page: Any, run: str) -> None:
    from pages import sentiment

    answer = sentiment.read_review("the food was lovely", run)
    model = registry.predictor(run)
    assert answer["neurons"] == 4
    expected = model.predict({"text": np.array(["the food was lovely"], dtype=object)})[0]
    assert answer["probability"] == pytest.approx(expected, abs=1e-4)
    assert sentiment.everyone(run)[-1] == run
