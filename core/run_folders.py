"""Where training runs lie: one folder per run, which becomes a model folder like a shipped one.

data/runs/<id>/
  request.json          what was asked for
  progress.jsonl        what happened, one line each, only ever added to: the state of the run
  best-00003/           the best epoch so far, a whole model folder, while it trains
  weights.safetensors … the best epoch, moved here when training is over; MANIFEST.json comes last
  stop, pinned          empty files: somebody wants it to end, or to be kept
  .spare                a little room while it trains, for saying that the disk is full

Every folder appears whole or not at all, and an id is checked before it becomes a path.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import artifacts, registry
from core.errors import InvalidInput, LessonError, MissingData, NotTrained
from core.predictors import TrainedModel
from core.run_request import RunRequest
from core.settings import settings
from core.work_folder import work_folder

REQUEST, PROGRESS, STOP, PINNED = "request.json", "progress.jsonl", "stop", "pinned"
OWN_ROWS, SPARE = "rows.json", ".spare"
_SPARE_BYTES = 16_384
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}", re.ASCII)
_BEST = "best-"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}", re.ASCII)


def runs_root() -> Path:
    """Return the folder of all runs: `data/runs`, or a private one where that cannot be written.

    Raises:
        MissingData: There is no folder that can be written to.
    """
    root = settings().runs
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError:
        return work_folder("runs")
    return root if os.access(root, os.W_OK | os.X_OK) else work_folder("runs")


def new_id() -> str:
    """Return an id that sorts by time and that nobody else has."""
    now = time.time()
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
    return f"{moment}-{int(now % 1 * 0xFFFF):04x}{secrets.token_hex(2)}"


def folder_of(run_id: Any) -> Path:
    """Return the folder of a run that is there.

    Args:
        run_id: From a link, so it may be anything; with or without `run:` before it.

    Raises:
        MissingData: No id looks like this, or there is no such run.
    """
    name = str(run_id).removeprefix(registry.RUN)
    folder = runs_root() / name if _ID.fullmatch(name) else None
    if folder is None or folder.is_symlink() or not (folder / REQUEST).is_file():
        raise MissingData(
            f"There is no training run {name[:40]!r}. It may have been deleted to make room; "
            "see the list at /training."
        )
    return folder


def is_id(name: Any) -> bool:
    """Say whether something looks like the id of a run."""
    return isinstance(name, str) and bool(_ID.fullmatch(name))


def run_ids() -> list[str]:
    """Return the ids of all runs, the oldest first."""
    try:
        return sorted(path.name for path in runs_root().iterdir() if _ID.fullmatch(path.name))
    except FileNotFoundError:
        return []


def create(
    request: RunRequest,
    first: Mapping[str, Any],
    own_rows: bytes | None = None,
    run_id: str | None = None,
) -> str:
    """Make the folder of a new, waiting run and return its id.

    Args:
        request: What is asked for.
        first: The first line of what happened.
        own_rows: The rows that come with it, as `core.own_rows` keeps them.
        run_id: Its id, where another folder of the same run has one already.

    Raises:
        MissingData: There is no room on the disk.
    """
    run_id, root = run_id or new_id(), runs_root()
    unfinished = Path(tempfile.mkdtemp(dir=root, prefix=".new-"))
    with kept_clean(unfinished):
        (unfinished / SPARE).write_bytes(bytes(_SPARE_BYTES))
        if own_rows is not None:
            (unfinished / OWN_ROWS).write_bytes(own_rows)
        (unfinished / PROGRESS).write_text(json.dumps(first) + "\n", encoding="utf-8")
        artifacts.write_json(unfinished / REQUEST, request.to_json())
        unfinished.chmod(0o700)
        unfinished.rename(root / run_id)
    return run_id


@contextmanager
def kept_clean(unfinished: Path) -> Iterator[None]:
    """Remove a folder that did not get its name; a full disk becomes one sentence."""
    try:
        yield
    except OSError as error:
        raise MissingData(disk_said(error)) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def disk_said(error: OSError) -> str:
    """Return the sentence that says why a run could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: the run could not be written. Delete old runs, or make room."
    return f"The run could not be written ({error.strerror or type(error).__name__})."


def request_of(folder: Path) -> RunRequest:
    """Return what a run was asked for; raises `MissingData` where that cannot be read any more."""
    try:
        return RunRequest.from_json(json.loads((folder / REQUEST).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise MissingData(f"The run {folder.name} cannot be read any more.") from error


def note(folder: Path, line: Mapping[str, Any]) -> None:
    """Add a line to what happened: in one piece, so that nobody reads half of it."""
    append(folder, f"{json.dumps(line, allow_nan=False, ensure_ascii=False)}\n".encode())


def append(folder: Path, content: bytes) -> None:
    """Add whole lines to what happened, all or none; raises `OSError` where they do not fit."""
    handle = os.open(folder / PROGRESS, os.O_WRONLY | os.O_APPEND)
    try:
        size = os.fstat(handle).st_size
        if os.write(handle, content) != len(content):
            os.ftruncate(handle, size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(handle)


def lines(folder: Path, start: int = 0) -> tuple[list[dict[str, Any]], int]:
    """Return what happened since byte `start`, and where the next line begins.

    Raises:
        MissingData: The run is gone.
    """
    try:
        with (folder / PROGRESS).open("rb") as file:
            file.seek(max(start, 0))
            content = file.read()
    except OSError as error:
        raise MissingData(f"The run {folder.name} is gone.") from error
    whole = content[: content.rfind(b"\n") + 1]
    found = []
    for line in whole.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:  # cut short by a full disk
            continue
    return [line for line in found if isinstance(line, dict)], max(start, 0) + len(whole)


def keep(folder: Path, model: TrainedModel, place: int) -> None:
    """Keep the best model so far, the `place`th of them; the ones before it go.

    Raises:
        OSError: It cannot be written; the one before is still there.
    """
    new = folder / f"{_BEST}{place:05d}"
    artifacts.save(new, model.artifact)
    for path in folder.glob(f"{_BEST}*"):
        if path != new:
            shutil.rmtree(path, ignore_errors=True)


def keep_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Keep a model that was trained elsewhere as the best so far; the ones before it go.

    Raises:
        NotTrained: The files are not those of a whole model.
        OSError: It cannot be written; the one before is still there.
    """
    unfinished = Path(tempfile.mkdtemp(dir=folder, prefix=".best-"))
    try:
        for name, content in files.items():
            if _PLAIN_NAME.fullmatch(name):
                (unfinished / name).write_bytes(content)
        artifacts.check(unfinished)
        unfinished.chmod(0o755)
        old = sorted(folder.glob(f"{_BEST}*"))
        place = int(old[-1].name.removeprefix(_BEST)) + 1 if old else 1
        unfinished.rename(folder / f"{_BEST}{place:05d}")
        for path in old:
            shutil.rmtree(path, ignore_errors=True)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def files_of(model: Path) -> dict[str, bytes]:
    """Return name -> content of the files of a model folder, its manifest among them.

    Raises:
        NotTrained: It is not whole; a better one may just have taken its place.
    """
    artifacts.check(model)
    try:
        names = [*artifacts.read_json(model / artifacts.MANIFEST), artifacts.MANIFEST]
        return {name: (model / Path(name).name).read_bytes() for name in names}
    except OSError as error:
        raise NotTrained("The best epoch so far cannot be read now.") from error


def kept_epoch(folder: Path) -> int | None:
    """Return which epoch the kept model of a run is of; None where there is none."""
    best = model_folder(folder)
    try:
        told = artifacts.read_json(best / artifacts.CARD)["training"] if best else {}
        return int(told["best_epoch"])
    except (LessonError, KeyError, TypeError, ValueError):
        return None


def model_folder(folder: Path) -> Path | None:
    """Return the model folder of a run: its best epoch, or None before there is one."""
    if (folder / artifacts.MANIFEST).is_file():
        return folder
    found = sorted(path for path in folder.glob(f"{_BEST}*") if path.is_dir())
    return found[-1] if found else None


def settle(folder: Path) -> None:
    """Make the run a model folder: move the best epoch up, its manifest last; safe to repeat."""
    best = model_folder(folder)
    if best is not None and best != folder:
        for path in sorted(best.iterdir(), key=lambda path: path.name == artifacts.MANIFEST):
            copy = folder / f".{path.name}"
            copy.unlink(missing_ok=True)
            _link_or_copy(path, copy)
            copy.replace(folder / path.name)
    for path in folder.glob(f"{_BEST}*"):
        shutil.rmtree(path, ignore_errors=True)
    for name in (OWN_ROWS, SPARE):
        (folder / name).unlink(missing_ok=True)


def _link_or_copy(path: Path, copy: Path) -> None:
    """Give a file a second name, which needs no room on the disk; copy it where that is not had."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copyfile(path, copy)


def remove(folder: Path) -> None:
    """Remove a run, all at once as others see it."""
    gone = folder.with_name(f".gone-{folder.name}-{secrets.token_hex(4)}")
    try:
        folder.rename(gone)
    except FileNotFoundError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def size_of(folder: Path) -> int:
    """Return how many bytes a run takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
