"""Large files of visitors: kept whole, apart, and only as long as they are there."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from core import visitor_parts as subject
from core.errors import InvalidInput, MissingData
from core.settings import Settings
from tests.table_fakes import given, private_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return private_folder(monkeypatch, tmp_path)


def test_a_file_arrives_byte_by_byte_and_only_its_owner_may_read_it(folder: Path) -> None:
    token = given(b"a\r\n\xff\0")
    assert subject.part(token, subject.UPLOAD).read_bytes() == b"a\r\n\xff\0"
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


@pytest.mark.parametrize(
    ("raw", "size", "said"),
    [
        (b"", 0, "is empty"),
        (b"abc", 5, "did not arrive whole"),
        (b"abc", Settings().table_bytes + 1, "is too large"),
        (b"abc", None, ""),
    ],
)
def test_what_is_empty_cut_short_or_too_large_is_refused(
    folder: Path, raw: bytes, size: int | None, said: str
) -> None:
    if not said:
        assert subject.receive(io.BytesIO(raw), "a.csv", size)
        return
    with pytest.raises(InvalidInput, match=f"a.csv {said}"):
        subject.receive(io.BytesIO(raw), "a.csv", size)
    assert not list(folder.parent.rglob("*.*"))


def test_a_file_that_is_longer_than_announced_is_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "settings", lambda: Settings(table_bytes=1000))
    with pytest.raises(InvalidInput, match="too large"):
        subject.receive(io.BytesIO(b"a" * 2000), "a.csv", None)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("token", [None, "", "../../etc/passwd", "a" * 32, ["x"], 7])
def test_a_strangers_token_opens_nothing(token: object) -> None:
    with pytest.raises(MissingData, match="no longer on the server"):
        subject.part(token, subject.UPLOAD)
    subject.forget(token)
    assert not subject.is_kept(token)


def test_a_part_appears_whole_or_not_at_all(folder: Path) -> None:
    token = given("a")
    with pytest.raises(RuntimeError), subject.writing(token, subject.ANSWERS) as path:
        path.write_text("half")
        raise RuntimeError
    assert len(list(folder.iterdir())) == 1
    with subject.writing(token, subject.ANSWERS) as path:
        path.write_text("whole")
    assert subject.fetchable(token, subject.ANSWERS).read_text() == "whole"


def test_what_a_stopped_job_left_behind_is_removed(folder: Path) -> None:
    token = given("a")
    (folder / f"{token}.answers.unfinished").write_text("half")
    subject.abandon(token)
    assert [path.name for path in folder.iterdir()] == [f"{token}.upload"]
    subject.abandon("nobody's")


def test_what_was_given_cannot_be_fetched_only_what_was_made_of_it() -> None:
    token = given("a")
    for name in (subject.UPLOAD, subject.TABLE, "../upload", ""):
        with pytest.raises(MissingData):
            subject.fetchable(token, name)


def test_nothing_appears_for_a_visitor_who_has_left(folder: Path) -> None:
    token = given("a")
    with pytest.raises(MissingData), subject.writing(token, subject.ANSWERS) as path:
        path.write_text("answers")
        subject.forget(token)
    assert not list(folder.iterdir())


def test_using_one_part_keeps_all_of_them_and_an_hour_later_they_are_gone() -> None:
    token = given("a")
    subject.describe(token, {"rows": 1})
    paths = [subject.part(token, name) for name in (subject.UPLOAD, subject.ABOUT)]
    almost = time.time() - 3500
    for path in paths:
        os.utime(path, (almost, almost))
    assert subject.description(token) == {"rows": 1}
    assert all(time.time() - path.stat().st_mtime < 60 for path in paths)
    for path in paths:
        os.utime(path, (almost - 200, almost - 200))
    assert not subject.is_kept(token)
