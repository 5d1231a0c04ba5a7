"""A visitor's table, answered row by row."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core import batch_job, visitor_parts
from core.batch_job import BatchRequest, BatchResult, run_batch
from core.errors import InvalidInput, MissingData
from core.found_table import look_at
from core.table_tasks import REVIEWS
from tests.table_fakes import WordCounter, counting_model, given, private_folder

MODEL = "sentiment-lstm"


@pytest.fixture(autouse=True)
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WordCounter:
    private_folder(monkeypatch, tmp_path)
    return counting_model(monkeypatch)


def answered(content: str, **asked: Any) -> tuple[BatchResult, list[dict[str, str]]]:
    """Return the result and the rows of the answers to a table with this content."""
    token = given(content)
    look_at(token, "reviews.csv", REVIEWS)
    request = BatchRequest(token, MODEL, {"text": "text"}, **asked)
    result = run_batch(REVIEWS, request, lambda done, total: None)
    written = visitor_parts.fetchable(token, visitor_parts.ANSWERS)
    rows = pd.read_csv(written, dtype=str, keep_default_na=False)
    return result, rows.to_dict("records")


def test_every_row_keeps_its_cells_and_gets_an_answer() -> None:
    _, rows = answered('id,text\n007,"good, ""very""\ngood"\n8,bad\n')
    assert rows == [
        {"id": "007", "text": 'good, "very"\ngood', "prediction": "1", "probability": "0.9"},
        {"id": "8", "text": "bad", "prediction": "0", "probability": "0.1"},
    ]


def test_labels_are_measured() -> None:
    result, _ = answered("text,label\ngood,1\nbad,0\ngood,0\nfine,\n", label="label")
    confusion = result.counts.confusion(0.5)
    assert (confusion.true_yes, confusion.false_yes, confusion.true_no) == (1, 1, 1)
    assert result.figures["accuracy"] == pytest.approx(2 / 3)
    assert "Rows without a label, not measured: 1." in result.remarks


def test_labels_that_are_not_zero_and_one_are_measured_only_when_the_reading_is_accepted() -> None:
    content = "text,stars\ngood,5\nbad,1\nfine,3\n"
    result, _ = answered(content, label="stars")
    assert not result.figures
    assert any("read 1 as 0, read 5 as 1 and leave out 3" in r for r in result.remarks)
    result, _ = answered(content, label="stars", is_mapping_accepted=True)
    assert result.figures["accuracy"] == 1
    assert result.figures["n"] == 2


def test_one_class_alone_has_no_auc() -> None:
    result, _ = answered("text,label\ngood,1\nbad,1\n", label="label")
    assert math.isnan(result.figures["auc"])
    assert result.to_json()["figures"]["auc"] is None


def test_rows_without_text_stay_without_an_answer_and_are_told() -> None:
    result, rows = answered("text,label\ngood,1\n  ,1\n,0\n", label="label")
    assert [row["prediction"] for row in rows] == ["1", "", ""]
    assert (result.rows, result.empty, result.counts.rows) == (3, 2, 1)
    assert any(
        "Rows without text, left without an answer: 2." in remark for remark in result.remarks
    )


def test_a_table_in_which_every_text_is_empty_is_answered_with_nothing() -> None:
    result, _ = answered("id,text\n1,\n2,\n")
    assert result.counts.rows == 0
    assert result.figures == {}


def test_the_middle_of_a_review_beyond_a_megabyte_is_not_read(model: WordCounter) -> None:
    result, rows = answered("text,id\n" + "good " * 400_000 + ",1\n")
    assert model.longest == batch_job.LONGEST_CELL + 1
    assert len(rows[0]["text"]) == 2_000_000
    assert any(
        "longer than 1,000,000 characters, whose middle was not read: 1." in r
        for r in result.remarks
    )


def test_columns_of_that_name_are_not_overwritten() -> None:
    _, (row,) = answered("text,prediction\ngood,mine\n")
    assert row["prediction"] == "mine"
    assert row["prediction_by_model"] == "1"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"text": None}, "Choose the column that holds text. Its columns are a, b."),
        ({"text": "nope"}, "no column 'nope'"),
        ({"text": ["a"]}, "no column"),
        ({}, "Choose the column"),
    ],
)
def test_a_column_that_is_not_there_is_refused_and_the_columns_named(
    columns: dict[str, Any], said: str
) -> None:
    token = given("a,b\n1,2\n")
    look_at(token, "reviews.csv", REVIEWS)
    with pytest.raises(InvalidInput, match=said):
        run_batch(REVIEWS, BatchRequest(token, MODEL, columns), lambda done, total: None)


@pytest.mark.parametrize("name", ["stocks-rnn", "nobody", None, "../x"])
def test_a_model_of_another_task_or_none_is_refused(name: Any) -> None:
    with pytest.raises(InvalidInput):
        run_batch(REVIEWS, BatchRequest("", name, {"text": "text"}), lambda done, total: None)


def test_it_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_job, "_PIECE", 2)
    token, said = given("text\na\nb\nc\nd\ne\n"), []
    look_at(token, "reviews.csv", REVIEWS)
    run_batch(REVIEWS, BatchRequest(token, MODEL, {"text": "text"}), lambda *far: said.append(far))
    assert said == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_it_stops_and_leaves_nothing_when_the_visitor_has_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(batch_job, "_PIECE", 2)
    token, said = given("text\na\nb\nc\nd\ne\n"), []
    look_at(token, "reviews.csv", REVIEWS)

    def leave(done: int, total: int) -> None:
        said.append(done)
        if done:
            visitor_parts.forget(token)

    with pytest.raises(MissingData, match="no longer on the server"):
        run_batch(REVIEWS, BatchRequest(token, MODEL, {"text": "text"}), leave)
    assert said == [0, 2]
    assert not list((tmp_path / "work" / "uploads").iterdir())


def test_a_cancelled_job_ends_by_itself_although_the_upload_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batch_job, "_PIECE", 1)
    token = given("text\n" + "good\n" * 5)
    look_at(token, "reviews.csv", REVIEWS)
    said = []

    def say(done: int, _total: int) -> None:
        said.append(done)
        if done == 2:
            visitor_parts.abandon(token)

    with pytest.raises(MissingData, match="cancelled"):
        run_batch(REVIEWS, BatchRequest(token, MODEL, {"text": "text"}), say)
    assert max(said) < 5
    assert visitor_parts.is_kept(token)
