"""One's own rows for a training: read for the chosen model, shown, refused with a reason."""

from __future__ import annotations

import gzip
import io
import stat

import numpy as np
import pytest

from core import own_training, run_folders, runs, training_desk, visitor_files, visitor_parts
from core.contracts import OWN
from core.errors import Incompatible, InvalidInput, MissingData
from core.own_rows import dataset_from
from core.own_training import look_at_rows, needs, rows_for
from core.run_sink import train_in
from core.settings import Settings

REVIEWS = "text,label\n" + "".join(
    f"it was {'good' if i % 2 else 'bad'} {i},{i % 2}\n" for i in range(60)
)


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    here = Settings(work=tmp_path / "work", runs=tmp_path / "runs")
    for module in (visitor_files, visitor_parts, own_training, run_folders):
        monkeypatch.setattr(module, "settings", lambda: here)
    monkeypatch.setattr("core.work_folder.settings", lambda: here)


def given(content: str | bytes, name: str = "mine.csv") -> dict[str, str]:
    raw = content.encode() if isinstance(content, str) else content
    return {"token": visitor_parts.receive(io.BytesIO(raw), name, len(raw)), "name": name}


def refused(content: str | bytes, model: str = "sentiment-lstm", name: str = "mine.csv") -> str:
    found = look_at_rows(given(content, name), model)
    assert found["refused"]
    return str(found["refused"])


def test_reviews_are_counted_by_class_shown_and_packed_as_a_run_takes_them():
    held = given(REVIEWS)
    found = look_at_rows(held, "sentiment-lstm")
    assert found["said"] == "60 rows to learn from: 30 negative, 30 positive."
    assert found["head"] == ["text", "label"]
    assert found["rows"][0] == ["it was bad 0", "0"]
    data = dataset_from(rows_for(held, "sentiment-lstm"))
    assert (data.origin, len(data)) == (OWN, 60)
    assert "mine.csv" in data.note


def test_stars_under_another_name_are_read_as_labels_and_that_is_said():
    lines = [f"Review {i};{1 + i % 5}" for i in range(100)]
    found = look_at_rows(given("Review Text;Stars\n" + "\n".join(lines)), "sentiment-mlp")
    assert found["said"].startswith("80 rows")
    assert any("read 1, 2 as 0" in remark for remark in found["remarks"])
    assert "20 rows without a label left out." in found["remarks"]


def test_rows_without_text_or_label_are_left_out_and_counted():
    found = look_at_rows(given(REVIEWS + '"",1\nno label,\n'), "sentiment-lstm")
    assert found["said"].startswith("60 rows")
    assert {"1 row without text left out.", "1 row without a label left out."} <= set(
        found["remarks"]
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text\n" + "good\n" * 60, "need labels, in a column label"),
        ("text,label\n" + "good,\n" * 60, "is empty"),
        ("text,label\n" + "good,1\n" * 60, "same label"),
        ("text,label\n" + "good,1\nbad,0\n" * 5, "10 rows; a run takes 20 to 1,000,000"),
        ("name,stuff\n" + "a,b\n" * 60, "No column is called text"),
        ("text,label\n" + "".join(f"good,{i}\n" for i in range(60)), "holds no labels"),
        ("text,label\n", "no rows"),
        ("   \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "a picture"),
        (b"PK\x03\x04xl/workbook", "an Excel workbook"),
        (bytes(range(256)) * 40, "binary"),
        (gzip.compress(REVIEWS.encode())[:-9], "damaged"),
        ("text,label\n" + "good,1\nbad,0\n" * 30 + '"never closed', "cannot be read as CSV"),
    ],
)  # fmt: skip
def test_what_cannot_be_learnt_from_is_refused_with_the_reason(content, words):
    assert words in refused(content)


def test_five_million_rows_are_refused_with_the_limit():
    rows = gzip.compress(b"text,label\n" + b"a,1\n" * 5_000_000, compresslevel=1)
    assert "at most" in refused(rows)
    assert "1,000,000" in refused(rows)


def test_a_file_over_the_limit_is_refused_once_unpacked(monkeypatch):
    here = Settings(upload_bytes=1_000)
    monkeypatch.setattr(own_training, "settings", lambda: here)
    assert "too large" in refused(gzip.compress(REVIEWS.encode() * 20))


def test_series_are_scaled_as_the_lecture_scales_and_the_last_value_is_the_target():
    lines = [f"S{i}," + ",".join(str(i + j % 7 + j / 50) for j in range(30)) for i in range(25)]
    head = "name," + ",".join(f"2024-01-{j + 1:02d}" for j in range(30))
    held = given("\n".join([head, *lines]))
    assert look_at_rows(held, "stocks-rnn")["said"].startswith("25 series: 29 values")
    data = dataset_from(rows_for(held, "stocks-rnn")).columns
    assert data["series"].shape == (25, 29)
    assert np.abs(data["series"]).max() <= 1


def test_sequences_end_with_their_label():
    lines = [f"s{i},{1 - 2 * (i % 2)},3,-3,3,{i % 2}" for i in range(40)]
    held = given("name,a,b,c,d,label\n" + "\n".join(lines))
    assert look_at_rows(held, "recall-lstm")["said"].startswith("40 rows")
    assert "no label" in refused("name,a,b\n" + "s,1,7\n" * 40, "recall-rnn")


def test_rows_for_one_task_are_refused_for_another_and_read_anew_where_they_fit():
    held = given(REVIEWS)
    look_at_rows(held, "sentiment-lstm")
    with pytest.raises(Incompatible, match="question1"):
        rows_for(held, "questions-siamese")
    pairs = "q1,q2,duplicate\n" + "".join(f"a {i}?,b {i}?,{i % 2}\n" for i in range(40))
    held = given(pairs)
    assert dataset_from(rows_for(held, "questions-siamese")).columns["question1"][3] == "a 3?"


@pytest.mark.parametrize(
    "held", [{"token": "x"}, {"token": None}, {"token": "../etc", "name": 3}, {}, [], "t"]
)
def test_what_is_no_upload_is_refused(held):
    if held:
        with pytest.raises((MissingData, InvalidInput)):
            rows_for(held, "sentiment-lstm")
    assert look_at_rows(held, "sentiment-lstm")["refused"]


def test_rows_go_with_the_upload_and_nobody_else_may_read_them():
    held = given(REVIEWS)
    look_at_rows(held, "sentiment-lstm")
    path = visitor_parts.part(held["token"], "rows-sentiment")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    visitor_parts.forget(held["token"])
    assert not path.exists()
    with pytest.raises(MissingData, match="no longer on the server"):
        rows_for(held, "sentiment-lstm")


class Folders:
    """An engine that only makes folders."""

    is_elsewhere = False

    def start(self, request, own_rows=None):
        return runs.new_run(request, "other", own_rows)


@pytest.mark.parametrize("model", ["stocks-neuron"])
def test_a_run_learns_from_its_own_rows_and_they_leave_its_private_folder_when_it_is_over(
    model, monkeypatch
):
    monkeypatch.setattr(training_desk, "engine", Folders)
    lines = [f"S{i}," + ",".join(str(i + j % 7 + j / 50) for j in range(30)) for i in range(25)]
    held = given("name," + ",".join(map(str, range(2024, 2054))) + "\n" + "\n".join(lines))
    (run_id,) = training_desk.start_form(model, "epochs=3", "mine", held)
    folder = run_folders.folder_of(run_id)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / run_folders.OWN_ROWS).is_file()
    train_in(folder)
    run = runs.one_run(run_id)
    assert (run.story.state, run.request.dataset) == ("done", OWN)
    assert "of your own" in run.story.plan["note"]
    assert not (folder / run_folders.OWN_ROWS).exists()
    runs.delete(run_id)
    assert not folder.exists()


def test_every_model_says_which_columns_it_needs():
    from core import registry

    assert all(needs(name).startswith("Needs a CSV") for name in registry.models())
