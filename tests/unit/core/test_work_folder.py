"""The private folder of a running server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core import work_folder as subject
from core.errors import MissingData
from core.settings import Settings


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "new" / "work"
    monkeypatch.setattr(subject, "settings", lambda: Settings(work=root))
    return root


def test_a_folder_is_made_once_and_private(root: Path) -> None:
    made = subject.work_folder("jobs")
    assert made == root / "jobs" == subject.work_folder("jobs")
    assert [folder.stat().st_mode & 0o777 for folder in (root, made)] == [0o700, 0o700]


def test_a_folder_that_others_may_read_is_refused(root: Path) -> None:
    root.mkdir(parents=True)
    root.chmod(0o755)
    with pytest.raises(MissingData, match="not private"):
        subject.work_folder("jobs")


def test_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    subject.work_folder("uploads")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (root / "jobs").symlink_to(elsewhere)
    with pytest.raises(MissingData, match="not private"):
        subject.work_folder("jobs")


def test_a_place_that_cannot_be_written_is_named(root: Path) -> None:
    root.parent.mkdir()
    root.write_text("a file where the folder should be")
    with pytest.raises(MissingData, match=r"UNROLLED_WORK"):
        subject.work_folder("jobs")


def test_a_folder_of_somebody_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    subject.work_folder("jobs")
    monkeypatch.setattr(os, "getuid", lambda: 4_321)
    with pytest.raises(MissingData, match="not private"):
        subject.work_folder("jobs")


def test_a_place_where_anybody_may_rename_it_is_refused(root: Path) -> None:
    root.parent.mkdir()
    root.parent.chmod(0o777)
    with pytest.raises(MissingData, match="rename"):
        subject.work_folder("jobs")
    root.parent.chmod(0o1777)  # as /tmp is: only owners rename
    assert subject.work_folder("jobs").is_dir()
