"""What a page asks about a visitor's table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import InvalidInput
from core.table_desk import TableDesk
from core.table_tasks import REVIEWS
from tests.table_fakes import counting_model, given, private_folder

DESK = TableDesk(REVIEWS)


@pytest.fixture(autouse=True)
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    private_folder(monkeypatch, tmp_path)
    counting_model(monkeypatch)
    return {"token": given("text,label\ngood,yes\nbad,no\n"), "name": "mine.csv", "bytes": 30}


def test_a_table_goes_from_look_to_threshold_as_json(held: dict[str, Any]) -> None:
    found = DESK.look(held)
    assert found["fields"] == {"text": "text"}
    assert found["label"] == "label"
    assert DESK.labels(held, "label")["can_map"]
    asked = {
        "model": "sentiment-lstm",
        "columns": found["fields"],
        "label": "label",
        "accept": True,
    }
    result = json.loads(json.dumps(DESK.answer(lambda *_: None, held, asked), allow_nan=False))
    reading = DESK.at(result, 0.95)
    assert (reading["threshold"], reading["called"], reading["false_no"]) == (0.95, 0, 1)
    assert reading["precision"] is None
    json.dumps(reading, allow_nan=False)


@pytest.mark.parametrize("held", [None, [], {"token": "x" * 32}, {"token": 7, "name": 3}])
def test_an_upload_that_is_not_there_is_refused_in_words(held: Any) -> None:
    assert "no longer on the server" in DESK.look(held)["refused"]
    assert "columns" not in DESK.look(held)


def test_without_a_column_nothing_is_said_about_labels(held: dict[str, Any]) -> None:
    assert DESK.labels(held, None) == {"said": "", "can_map": False}
    assert DESK.labels(None, "label") == {"said": "", "can_map": False}


@pytest.mark.parametrize("result", [None, {}, {"counts": {}}, {"counts": {"own": "x"}}, 7])
def test_a_result_that_is_none_is_refused(result: Any) -> None:
    with pytest.raises(InvalidInput, match="Start the table again"):
        DESK.at(result, 0.5)
