"""Files from a stranger's browser, as text or as one clear sentence."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from typing import Any

import pytest

from core.errors import InvalidInput
from core.uploaded_text import as_text, from_browser, shown_name

TABLE = "ticker,day 1\nGOOG,1.5\n"
HEBREW = "מניה,מחיר\nטבע,1.5\n"
FRENCH = "société,prix\nL'Oréal,1.5\n"
MEGABYTE = 2**20


def sent(raw: bytes) -> str:
    return "data:text/csv;base64," + base64.b64encode(raw).decode()


def archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, TABLE)
    return packed.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        gzip.compress(TABLE.encode(), mtime=0),
        gzip.compress(TABLE[:5].encode(), mtime=0)
        + gzip.compress(TABLE[5:].encode(), mtime=0)
        + b"\0" * 20,
    ],
)
def test_a_table_is_read_however_it_was_saved(raw: bytes) -> None:
    found = from_browser(sent(raw), "prices.csv", MEGABYTE)
    assert (found.name, found.text, found.remarks) == ("prices.csv", TABLE, ())


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (HEBREW, "cp1255", "read as Windows-1255 (Hebrew)"),
        (FRENCH, "cp1252", "read as Windows-1252"),
        (TABLE, "utf-16-le", "read as UTF-16"),
        (TABLE, "utf-16-be", "read as UTF-16"),
    ],
)
def test_what_had_to_be_guessed_is_said(text: str, encoding: str, said: str) -> None:
    found = as_text(text.encode(encoding), "prices.csv", MEGABYTE)
    assert found.text == text
    (remark,) = found.remarks
    assert said in remark


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "prices.csv is empty"),
        (b" \r\n\t ", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (archive("prices.csv"), "is a zip archive, whatever its name says. Unpack it"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "is an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (bytes(range(256)) * 20, "not text"),
        (b"a,b\0c\n", "a binary file"),
        (gzip.compress(TABLE.encode(), mtime=0)[:-9], "ends too early"),
        (b"\x1f\x8b" + b"nonsense" * 9, "cannot be unpacked"),
        (b"x" * (MEGABYTE + 1), r"too large: 1.0 MB, and at most 1 MB"),
        (gzip.compress(b"0" * (40 * MEGABYTE), mtime=0), "unpacks to more than 1 MB"),
        (gzip.compress(gzip.compress(TABLE.encode(), mtime=0), mtime=0), "not text"),
        (b"\xff\xfea", "not text"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        from_browser(sent(raw), "prices.csv", MEGABYTE)


@pytest.mark.parametrize("contents", [None, 3, "", "a,b\n", ["data:,"], {}])
def test_what_no_browser_sends_is_refused(contents: Any) -> None:
    with pytest.raises(InvalidInput, match="Choose the file again"):
        from_browser(contents, "prices.csv", MEGABYTE)


@pytest.mark.parametrize("encoded", ["?", "YWJjZ", "é"])
def test_what_is_not_base64_did_not_arrive_whole(encoded: str) -> None:
    with pytest.raises(InvalidInput, match="did not arrive whole"):
        from_browser("data:text/csv;base64," + encoded, "prices.csv", MEGABYTE)


def test_a_file_of_21_megabytes_is_refused_before_it_is_decoded() -> None:
    contents = "data:text/csv;base64," + "A" * (28 * 10**6)
    with pytest.raises(InvalidInput, match=r"too large: 20\.\d MB, and at most 20 MB"):
        from_browser(contents, "prices.csv", 20 * MEGABYTE)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("prices.csv", "prices.csv"),
        ("C:\\Users\\me\\prices.csv", "prices.csv"),
        ("../../etc/passwd", "passwd"),
        (None, "The file"),
        (" \n", "The file"),
        ("a\nb\u202ec.csv", "abc.csv"),
        ("x" * 100, "x" * 59 + "…"),
    ],
)
def test_a_name_is_shown_short_and_without_its_folders(given: Any, shown: str) -> None:
    assert shown_name(given) == shown
