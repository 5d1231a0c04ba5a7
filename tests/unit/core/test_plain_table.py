"""Uploaded tables as plain UTF-8, whatever they came as."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from core.errors import InvalidInput
from core.plain_table import plain_copy

TABLE = 'text,label\n"caf\u00e9, good",1\n\u05d8\u05d5\u05d1,0\n'
LIMIT = 10_000


def copied(folder: Path, raw: bytes, limit: int = LIMIT) -> tuple[str, tuple[str, ...]]:
    """Return the plain text of a file with this content, and the remarks."""
    source, target = folder / "given", folder / "plain"
    source.write_bytes(raw)
    remarks = plain_copy(source, target, "reviews.csv", limit)
    return target.read_bytes().decode("utf-8"), remarks


@pytest.mark.parametrize(
    "raw",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-32"),
        gzip.compress(TABLE.encode(), mtime=0),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("\n", "\r\n").encode("utf-16"),
    ],
)
def test_every_encoding_with_a_mark_and_every_line_end_is_the_same_table(
    tmp_path: Path, raw: bytes
) -> None:
    assert copied(tmp_path, raw) == (TABLE, ())


def test_utf_16_without_a_mark_is_guessed_and_told(tmp_path: Path) -> None:
    text, remarks = copied(tmp_path, "text\ngood\n".encode("utf-16-le"))
    assert text == "text\ngood\n"
    assert remarks == ("reviews.csv was read as UTF-16.",)


def test_single_lines_in_another_encoding_are_read_in_it_and_counted(tmp_path: Path) -> None:
    raw = "text\ncaf\u00e9\n".encode() + "caf\u00e9\n".encode("cp1252") + "na\u00efve\n".encode()
    text, (remark,) = copied(tmp_path, raw)
    assert text == "text\ncaf\u00e9\ncaf\u00e9\nna\u00efve\n"
    assert remark.startswith("1 of 4 line is not in UTF-8 and was read as Windows-1252.")


def test_hebrew_lines_without_utf_8_are_read_as_hebrew(tmp_path: Path) -> None:
    text, (remark,) = copied(
        tmp_path, "text\n\u05d8\u05d5\u05d1 \u05de\u05d0\u05d5\u05d3\n".encode("cp1255")
    )
    assert text == "text\n\u05d8\u05d5\u05d1 \u05de\u05d0\u05d5\u05d3\n"
    assert "Windows-1255" in remark


def test_a_review_of_a_megabyte_passes(tmp_path: Path) -> None:
    raw = b"text\n" + b"good food " * 100_000 + b"\n"
    text, _ = copied(tmp_path, raw, limit=2**21)
    assert text.encode() == raw


def test_a_line_of_sixteen_megabytes_is_no_row(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="a line of more than 16 MB"):
        copied(tmp_path, b"text\n" + b"a" * (16 * 2**20 + 1), limit=2**25)


def test_a_carriage_return_at_the_end_of_a_piece_of_utf_16_is_no_line_of_its_own(
    tmp_path: Path,
) -> None:
    row = "x" * 1000 + "\r\n"
    text, _ = copied(tmp_path, (row * 1200).encode("utf-16"), limit=2**23)
    assert text == ("x" * 1000 + "\n") * 1200


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b" \n\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"text\n" + bytes(range(9)), "a binary file"),
        (b"text\n" + b"a\n" * 3000 + b"\0", "a binary file"),
        (b"%PDF-1.7", "a PDF file"),
        (gzip.compress(TABLE.encode(), mtime=0)[:-12], "cannot be unpacked"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "no encoding"),
        (b"a" * (LIMIT + 1), "too large"),
        (gzip.compress(b"a" * (LIMIT + 1), mtime=0), "too large"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path: Path, raw: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        copied(tmp_path, raw)


def test_a_workbook_is_told_from_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "book.zip"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", "")
    with pytest.raises(InvalidInput, match="an Excel workbook"):
        copied(tmp_path, path.read_bytes())
