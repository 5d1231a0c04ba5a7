"""Predictions for files: whole or not at all, in pieces, with clear refusals."""

import gzip

import numpy as np
import pandas as pd
import pytest

from core import streaming
from core.errors import InvalidInput, MissingData
from core.streaming import predict_file
from tests.fakes import small_sentiment_model

HEBREW, TAGS, QUOTED = "שלום", "<b>bold</b> & 'so'", 'two\nlines, "quoted"'


@pytest.fixture(scope="module")
def model():
    return small_sentiment_model()


def write(path, texts, **more):
    pd.DataFrame({"id": range(len(texts)), "text": texts, **more}).to_csv(path, index=False)
    return path


def test_the_input_comes_back_unchanged_with_the_answers_beside_it(model, tmp_path):
    texts = ["lovely", "", HEBREW, TAGS, QUOTED, "awful " * 500]
    source = write(tmp_path / "in.csv", texts)
    rows = predict_file(model, source, tmp_path / "out.csv", lambda _: None)
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False)
    assert rows == len(texts)
    assert (tmp_path / "out.csv").stat().st_mode & 0o444 == 0o444
    assert list(table.columns) == ["id", "text", "prediction", "probability"]
    assert table["text"].tolist() == texts
    expected = model.predict({"text": np.array(texts)})
    np.testing.assert_allclose(table["probability"], expected, atol=1e-6)
    np.testing.assert_array_equal(table["prediction"], expected >= model.card.threshold)


def test_pieces_give_the_same_file_as_the_whole(model, tmp_path, monkeypatch):
    source = write(tmp_path / "in.csv.gz", [f"lovely {i}" for i in range(25)])
    predict_file(model, source, tmp_path / "whole.csv", lambda _: None)
    monkeypatch.setattr(streaming, "_PIECE", 4)
    done = []
    predict_file(model, source, tmp_path / "pieces.csv", done.append)
    assert (tmp_path / "pieces.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert done == [4, 4, 4, 4, 4, 4, 1]


def test_a_file_with_a_header_only_gives_a_header(model, tmp_path):
    source = write(tmp_path / "in.csv", [])
    assert predict_file(model, source, tmp_path / "out.csv", lambda _: None) == 0
    assert (tmp_path / "out.csv").read_text() == "id,text,prediction,probability\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\xff\xfe",
        b"a,b\n1,2\n",
        b'text\n"never closed\n',
        b"text\n\xff\n",
    ],
)
def test_what_is_no_table_of_texts_is_refused_and_the_old_output_stays(model, tmp_path, content):
    (tmp_path / "in.csv").write_bytes(content)
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(InvalidInput, match=r"in\.csv"):
        predict_file(model, tmp_path / "in.csv", tmp_path / "out.csv", lambda _: None)
    assert (tmp_path / "out.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_fault_in_the_middle_leaves_no_half_written_file(model, tmp_path, monkeypatch):
    monkeypatch.setattr(streaming, "_PIECE", 10)
    whole = gzip.compress(write(tmp_path / "in.csv", ["lovely"] * 5000).read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidInput, match=r"cut\.csv\.gz"):
        predict_file(model, tmp_path / "cut.csv.gz", tmp_path / "out.csv", lambda _: None)
    assert not (tmp_path / "out.csv").exists()


def test_the_input_is_never_overwritten(model, tmp_path):
    source = write(tmp_path / "in.csv", ["lovely"])
    with pytest.raises(InvalidInput, match="same file"):
        predict_file(model, source, source, lambda _: None)


def test_a_missing_file_is_named(model, tmp_path):
    with pytest.raises(MissingData, match=r"nothing\.csv"):
        predict_file(model, tmp_path / "nothing.csv", tmp_path / "out.csv", lambda _: None)
