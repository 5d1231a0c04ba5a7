"""Questions to the training process of this machine, in files: what would a run take?

.estimates/<key>.asked.json    the request; gone once it is answered
.estimates/<key>.rows.json     the rows that come with it, if any
.estimates/<key>.json          the answer, or what was wrong with the question
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from core import registry, run_folders
from core.artifacts import read_json
from core.contracts import OWN
from core.errors import LessonError, MissingData
from core.own_rows import read_own
from core.run_request import RunRequest
from core.tables import written_whole

_FOLDER, _ASKED, _ROWS = ".estimates", ".asked.json", ".rows.json"
_KEPT_SECONDS = 86_400.0
_DOES_NOT_COUNT = ("seed", "note", "sweep")


def _folder() -> Path:
    folder = run_folders.runs_root() / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def key_of(request: RunRequest, own_rows: bytes | None) -> str:
    """Return what a question is called: the same for all that have the same answer."""
    told = {n: v for n, v in request.to_json().items() if n not in _DOES_NOT_COUNT}
    content = json.dumps(told, sort_keys=True).encode("utf-8") + (own_rows or b"")
    return hashlib.sha256(content).hexdigest()[:24]


def ask(request: RunRequest, own_rows: bytes | None = None) -> str:
    """Put a question and return its key; the answer comes when the training process has time.

    Raises:
        MissingData: It cannot be written.
    """
    key = key_of(request, own_rows)
    try:
        folder = _folder()
        if _is_fresh(folder / f"{key}.json"):
            return key
        if own_rows is not None:
            (folder / f"{key}{_ROWS}").write_bytes(own_rows)
        with written_whole(folder / f"{key}{_ASKED}") as path:
            path.write_text(json.dumps(request.to_json()), encoding="utf-8")
    except OSError as error:
        raise MissingData(run_folders.disk_said(error)) from error
    return key


def answered(key: str) -> dict[str, Any] | None:
    """Return the answer, `refused` with a sentence in it where there is none; None while waiting.

    Args:
        key: As `ask` returned it.
    """
    if not key.isalnum():
        return None
    path = _folder() / f"{key}.json"
    with suppress(LessonError):
        return dict(read_json(path)) if path.is_file() else None
    return None


def is_anything_asked() -> bool:
    """Say whether a question waits."""
    return any(_folder().glob(f"*{_ASKED}"))


def answer_next() -> bool:
    """Answer the oldest question; return whether there was one."""
    folder = _folder()
    waiting = sorted(folder.glob(f"*{_ASKED}"), key=lambda path: path.stat().st_mtime)
    if not waiting:
        return False
    asked = waiting[0]
    key = asked.name.removesuffix(_ASKED)
    rows = folder / f"{key}{_ROWS}"
    answer = _answer(asked, rows)
    with written_whole(folder / f"{key}.json") as path:
        path.write_text(json.dumps(answer), encoding="utf-8")
    asked.unlink(missing_ok=True)
    rows.unlink(missing_ok=True)
    for old in folder.iterdir():
        if not _is_fresh(old):
            old.unlink(missing_ok=True)
    return True


def _answer(asked: Path, rows: Path) -> dict[str, Any]:
    from core.run_estimate import estimate

    try:
        request = RunRequest.from_json(read_json(asked))
        is_own = request.dataset == OWN
        return estimate(
            request, lambda: read_own(rows) if is_own else registry.dataset(request.dataset)
        ).to_json()
    except LessonError as error:
        return {"refused": str(error)}
    except (MemoryError, ValueError, TypeError, ArithmeticError, RuntimeError) as error:
        return {"refused": f"This cannot be trained ({type(error).__name__})."}


def _is_fresh(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < _KEPT_SECONDS
    except OSError:
        return False
