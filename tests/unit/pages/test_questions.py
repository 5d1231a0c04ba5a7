"""The questions page: what it shows for a link, and without its model."""

from __future__ import annotations

import json
from typing import Any

import dash
import dash_mantine_components as dmc
import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from core import pairs, registry, run_folders, runs
from core.errors import NotTrained
from core.models.questions import SiameseOptions
from core.pairs import LECTURE_ANSWER, LECTURE_PAIR
from core.settings import Settings, settings
from tests.pair_fakes import pair_model, siamese_model
from tests.run_fakes import finished_run
from tests.unit.components.walk import classes, parts, words

TARGET = "questions-answer.data"
REAL_PREDICTOR = registry.predictor


@pytest.fixture(autouse=True)
def _small_model(dash_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    model = siamese_model(calibration=(0.9, -0.1))
    monkeypatch.setattr(registry, "predictor", lambda _name: model)
    monkeypatch.setattr(registry, "why_unavailable", lambda _name: None)


@pytest.fixture
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> Any:
        raise NotTrained("Its folder is gone.")

    monkeypatch.setattr(registry, "predictor", missing)
    monkeypatch.setattr(registry, "why_unavailable", lambda _name: "Its folder is gone.")


def page() -> dict[str, Any]:
    """Return what the page registered about itself."""
    return dict(dash.page_registry["pages.questions"])


def boxes(**query: Any) -> list[str]:
    """Return what stands in the two boxes for a link."""
    shown = page()["layout"](**query)
    fields = [part for part in parts(shown) if isinstance(part, dmc.Textarea)]
    return [field.value for field in fields if field.id in ("questions-first", "questions-second")]


def ask(client: FlaskClient, first: Any, second: Any, run: Any = "") -> Any:
    """Return what the server answers to two questions."""
    names = ("questions-first", "questions-second", "questions-shown-model")
    inputs = [
        {"id": name, "property": "value", "value": value}
        for name, value in zip(names, (first, second, run), strict=True)
    ]
    body = {
        "output": TARGET,
        "outputs": {"id": "questions-answer", "property": "data"},
        "inputs": inputs,
        "changedPropIds": ["questions-first.value"],
    }
    return client.post("/_dash-update-component", json=body)


def answered(client: FlaskClient, first: Any, second: Any) -> dict[str, Any]:
    """Return the answer to two questions."""
    data: dict[str, Any] = ask(client, first, second).get_json()["response"]["questions-answer"]
    return dict(data["data"])


def test_the_lectures_pair_stands_there_at_first() -> None:
    assert boxes() == list(LECTURE_PAIR)


def test_the_questions_of_the_link_are_restored() -> None:
    assert boxes(q1="why?", q2="how?") == ["why?", "how?"]
    assert boxes(q1="why?") == ["why?", ""]
    assert boxes(q2="") == ["", ""]


def test_nonsense_in_the_link_is_clamped() -> None:
    assert boxes(q1="x" * 9000, q2=["a", "b"], other="?") == ["x" * settings().link_limit, "a"]
    assert boxes(q1=[], q2=None) == ["", ""]


def test_every_example_is_a_pair_for_the_two_boxes() -> None:
    chips = [part for part in parts(page()["layout"]()) if hasattr(part, "data-set")]
    set_by = [json.loads(getattr(chip, "data-set")) for chip in chips]
    assert 3 <= len(chips) <= 6
    assert [list(values) for values in set_by] == [["questions-first", "questions-second"]] * 6
    assert tuple(entry["value"] for entry in set_by[0].values()) == LECTURE_PAIR


@pytest.mark.usefixtures("_no_model")
def test_without_its_model_the_page_gives_the_reason_and_keeps_the_rest() -> None:
    shown = page()["layout"]()
    assert "Its folder is gone." in words(shown)
    assert {"unavailable", "siamese", "question-boxes", "formula"} <= classes(shown)
    assert "0.8326" in words(shown)
    assert not [part for part in parts(shown) if isinstance(part, dcc.Store)]


@pytest.mark.usefixtures("_no_model")
def test_without_its_model_the_card_on_the_home_page_is_a_drawing() -> None:
    assert isinstance(page()["miniature"](), html.Div)
    assert "is-broken" in classes(page()["miniature"]())


def test_the_card_on_the_home_page_shows_the_answer_to_the_lectures_pair() -> None:
    shown = words(page()["miniature"]())
    assert shown[:2] == list(LECTURE_PAIR)
    assert 0 <= float(shown[2]) <= 1


def test_the_server_answers_with_numbers_words_and_vectors(client: FlaskClient) -> None:
    client.get("/")
    answer = answered(client, *LECTURE_PAIR)
    assert answer["lecture"] == LECTURE_ANSWER
    assert 0 <= answer["numbers"]["probability"] <= 1
    assert [len(question["vector"]) for question in answer["questions"]] == [5, 5]
    assert "<script>" not in json.dumps(answered(client, "<script>", "why"))


def test_an_empty_box_is_answered_with_what_is_missing(client: FlaskClient) -> None:
    client.get("/")
    assert list(answered(client, None, "why")) == ["missing"]
    assert list(answered(client, "", "\x00")) == ["missing"]


def test_what_is_not_text_is_explained_in_a_notice(client: FlaskClient) -> None:
    client.get("/")
    said = ask(client, {"a": 1}, "why").get_data(as_text=True)
    assert "must be text" in said
    assert "questions-answer" not in said


def test_a_file_of_pairs_can_be_brought_where_there_is_a_model_to_answer_it() -> None:
    names = {getattr(part, "id", None) for part in parts(page()["layout"]())}
    assert {"questions-job-field-question1", "questions-job-field-question2"} <= names


def test_without_a_model_there_is_no_place_for_a_file(_no_model: None) -> None:
    names = {getattr(part, "id", None) for part in parts(page()["layout"]())}
    assert "questions-job" not in names


@pytest.fixture
def run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return `run:<id>` of a Siamese network of five neurons."""
    monkeypatch.setattr(run_folders, "settings", lambda: Settings(runs=tmp_path / "runs"))
    found = finished_run(siamese_model(length=4), "four slots")
    monkeypatch.setattr(registry, "predictor", REAL_PREDICTOR)
    return found


def test_a_run_in_the_link_takes_the_stage_in_its_own_size(client: FlaskClient, run: str) -> None:
    article = page()["layout"](model=run)
    said = words(article)
    assert "What it reads: 4 slots each" in said
    assert "Your run four slots (Siamese LSTM)" in said
    body = ask(client, *LECTURE_PAIR, run).get_json()["response"]["questions-answer"]["data"]
    trace = pairs.compare(siamese_model(length=4), pairs.PairRequest(*LECTURE_PAIR))
    assert body["numbers"]["probability"] == pytest.approx(trace.probability, abs=1e-3)


def test_a_run_of_another_shape_stands_beside_the_lectures(run: str) -> None:
    options = SiameseOptions(vocabulary_size=20, length=6, embedding=4, units=5)
    other = finished_run(pair_model("Concatenate", options), "other")
    said = words(page()["layout"](model=other))
    assert any("does not join two vectors" in word for word in said)
    assert "Your run other (Siamese LSTM)" in said


def test_a_run_that_is_gone_is_a_sentence_and_then_a_notice(client: FlaskClient, run: str) -> None:
    runs.delete(run)
    article = page()["layout"](model=run)
    assert any("no training run" in word for word in words(article))
    answer = ask(client, *LECTURE_PAIR, run).get_json()
    (said,) = answer["sideUpdate"]["shell-notices"]["sendNotifications"]
    assert "no training run" in said["message"]


@pytest.mark.parametrize(
    ("given", "threshold"),
    [("0.62", 0.62), ("0", 0), ("1", 1), ("1.5", 0.5), ("nan", 0.5), ("x", 0.5), (["0.2"], 0.2)],
)
def test_a_threshold_in_the_link_is_restored_and_nonsense_is_not(
    given: Any, threshold: float
) -> None:
    shown = page()["layout"](threshold=given)
    (found,) = (p for p in parts(shown) if getattr(p, "id", None) == "questions-threshold")
    assert found.value == threshold


def test_what_is_looked_for_is_the_first_question_unless_the_link_says() -> None:
    for query, text in (({}, LECTURE_PAIR[0]), ({"q1": "why"}, "why"), ({"search": "how"}, "how")):
        shown = page()["layout"](**query)
        (found,) = (p for p in parts(shown) if getattr(p, "id", None) == "questions-search-text")
        assert found.value == text
