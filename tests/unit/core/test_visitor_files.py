"""What is kept for a visitor, and what a stranger's token can do: nothing."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import visitor_files as subject
from core import work_folder as folders
from core.errors import InvalidInput, MissingData
from core.settings import Settings

KEPT = subject.Kept(
    "stocks",
    about={"names": ["GOOG", "חברה"], "note": None},
    arrays={"values": np.arange(6.0).reshape(2, 3).T, "none": np.zeros((0, 3))},
    blob=b"a,b\n",
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    limits(monkeypatch, tmp_path)
    return tmp_path / "work" / "uploads"


def limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **more: Any) -> None:
    found = Settings(work=tmp_path / "work", **more)
    monkeypatch.setattr(folders, "settings", lambda: found)
    monkeypatch.setattr(subject, "settings", lambda: found)


def test_what_is_kept_comes_back_as_it_was_and_read_only() -> None:
    token = subject.keep(KEPT)
    found = subject.fetch(token, "stocks")
    assert (found.kind, found.about, found.blob) == (KEPT.kind, KEPT.about, KEPT.blob)
    assert found.arrays.keys() == KEPT.arrays.keys()
    np.testing.assert_array_equal(found.arrays["values"], KEPT.arrays["values"])
    assert found.arrays["none"].shape == (0, 3)
    with pytest.raises(ValueError, match="read-only"):
        found.arrays["values"][0] = 1


def test_the_file_is_private_and_alone(root: Path) -> None:
    token = subject.keep(KEPT)
    (path,) = root.iterdir()
    assert path.name == f"{token}.safetensors"
    assert path.stat().st_mode & 0o777 == 0o600
    assert root.stat().st_mode & 0o777 == 0o700


def test_two_tokens_have_nothing_in_common() -> None:
    one, other = subject.keep(KEPT), subject.keep(KEPT)
    assert one != other
    assert len(one) == 32


@pytest.mark.parametrize(
    "token",
    [
        None, 3, "", "x" * 32, "../" * 10 + "xx", "/etc/passwd", ["a"], {"a": 1}, "x" * 31 + "\n",
        "x" * 32 + "\n", "x" * 31 + "/", "x" * 31 + "\0", "é" * 32, "x" * 100_000,
    ],
)  # fmt: skip
def test_a_token_of_a_stranger_opens_nothing(token: Any, root: Path) -> None:
    (folders.work_folder("uploads").parent / "secret.safetensors").write_text("secret")
    with pytest.raises(MissingData, match="no longer on the server: it is kept for 60 minutes"):
        subject.fetch(token, "stocks")
    subject.forget(token)


def test_a_token_of_another_kind_opens_nothing() -> None:
    token = subject.keep(KEPT)
    with pytest.raises(MissingData, match="no longer"):
        subject.fetch(token, "reviews")


def test_an_hour_after_its_last_use_it_is_gone(root: Path) -> None:
    token = subject.keep(KEPT)
    (path,) = root.iterdir()
    almost = time.time() - 3500
    os.utime(path, (almost, almost))
    subject.fetch(token, "stocks")
    assert time.time() - path.stat().st_mtime < 60
    past = time.time() - 3700
    os.utime(path, (past, past))
    with pytest.raises(MissingData, match="no longer"):
        subject.fetch(token, "stocks")
    assert not path.exists()


def test_what_is_renewed_stays_for_another_hour(root: Path) -> None:
    token = subject.keep(KEPT)
    (path,) = root.iterdir()
    almost = time.time() - 3500
    os.utime(path, (almost, almost))
    subject.renew(token)
    assert time.time() - path.stat().st_mtime < 60
    for gone in ("x" * 32, "../../etc", None):
        with pytest.raises(MissingData, match="no longer"):
            subject.renew(gone)


def test_what_is_too_old_goes_when_something_new_comes(root: Path) -> None:
    subject.keep(KEPT)
    (path,) = root.iterdir()
    left_over = root / "x.unfinished"
    left_over.write_bytes(b"half")
    for old in (path, left_over):
        os.utime(old, (0, 0))
    token = subject.keep(KEPT)
    assert [found.name for found in root.iterdir()] == [f"{token}.safetensors"]


def test_the_oldest_goes_first_when_room_is_needed(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limits(monkeypatch, tmp_path, kept_bytes=3000)
    tokens = []
    for second in range(3):
        tokens.append(subject.keep(subject.Kept("stocks", blob=b"x" * 1000)))
        moment = time.time() - 100 + second
        os.utime(root / f"{tokens[-1]}.safetensors", (moment, moment))
    assert len(list(root.iterdir())) == 2
    with pytest.raises(MissingData):
        subject.fetch(tokens[0], "stocks")
    assert subject.fetch(tokens[2], "stocks").blob == b"x" * 1000


def test_what_is_larger_than_all_that_may_be_kept_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limits(monkeypatch, tmp_path, kept_bytes=2**20)
    old = subject.keep(KEPT)
    with pytest.raises(InvalidInput, match=r"too much to keep: 2\.0 MB, .* keeps 1\.0 MB"):
        subject.keep(subject.Kept("stocks", blob=b"x" * 2**21))
    assert subject.fetch(old, "stocks") is not None


def test_a_full_disk_leaves_nothing_behind_and_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, content: bytes) -> None:
        path.write_bytes(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(subject, "_write", write)
    with pytest.raises(MissingData, match="disk is full"):
        subject.keep(KEPT)
    assert list(root.iterdir()) == []


def test_no_folder_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file where the folder should be")
    with pytest.raises(MissingData, match="UNROLLED_WORK"):
        subject.keep(KEPT)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 100])
def test_a_damaged_file_is_as_good_as_gone(root: Path, content: bytes) -> None:
    token = subject.keep(KEPT)
    (root / f"{token}.safetensors").write_bytes(content)
    with pytest.raises(MissingData, match="no longer"):
        subject.fetch(token, "stocks")


def test_what_is_forgotten_is_gone(root: Path) -> None:
    token = subject.keep(KEPT)
    subject.forget(token)
    assert list(root.iterdir()) == []
