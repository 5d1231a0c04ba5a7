"""What a visitor uploaded, or a job made for one, kept on the server for a while.

One file per token in the private folder `uploads`: arrays, bytes and JSON as safetensors, never a
pickle. The token cannot be guessed and lives in the visitor's tab only. A file appears whole or
not at all, goes an hour after its last use, and the oldest go first when room is needed.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import InvalidInput, MissingData
from core.settings import settings
from core.work_folder import work_folder

FOLDER = "uploads"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
_SUFFIX, UNFINISHED = ".safetensors", ".unfinished"
_ABOUT, _BLOB, _ARRAY = "about", "blob", "array/"
_GONE = (
    "What you gave is no longer on the server: it is kept for {minutes:.0f} minutes after its "
    "last use. Please give it again."
)


@dataclass(frozen=True)
class Kept:
    """What is kept under one token.

    Attributes:
        kind: What it is, such as `stocks`; a token of one kind opens no other.
        about: What JSON can say about it.
        arrays: Numbers, by name.
        blob: Bytes, as they came.
    """

    kind: str
    about: Any = None
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)
    blob: bytes = b""


def keep(kept: Kept) -> str:
    """Return the token under which `kept` can be fetched again.

    Raises:
        InvalidInput: It alone is larger than everything kept here may be.
        MissingData: There is no folder to keep it in, or no room on the disk.
    """
    folder = work_folder(FOLDER)
    content = _packed(kept)
    make_room(folder, len(content))
    token = new_token()
    unfinished = folder / (token + UNFINISHED)
    try:
        _write(unfinished, content)
        unfinished.replace(folder / (token + _SUFFIX))
    except OSError as error:
        raise MissingData(no_room(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return token


def fetch(token: Any, kind: str) -> Kept:
    """Return what is kept under `token`, read-only, and keep it for another while.

    Args:
        token: From a visitor's tab, so it may be anything.
        kind: What it has to be.

    Raises:
        MissingData: Nothing of this kind is kept under it (any more), or there is no folder.
    """
    path = path_of(token)
    if path is None or not is_fresh(path):
        raise MissingData(gone())
    try:
        os.utime(path)
        kept = _unpacked(path)
    except (OSError, ValueError, KeyError) as error:  # removed by another worker, or damaged
        raise MissingData(gone()) from error
    if kept.kind != kind:
        raise MissingData(gone())
    return kept


def renew(token: Any) -> None:
    """Keep what is kept under `token` for another while, without reading it.

    Raises:
        MissingData: Nothing is kept under it (any more), or there is no folder.
    """
    path = path_of(token)
    try:
        if path is None or not is_fresh(path):
            raise MissingData(gone())
        os.utime(path)
    except FileNotFoundError as error:  # removed by another worker
        raise MissingData(gone()) from error


def forget(token: Any) -> None:
    """Remove what is kept under `token`; nothing happens where there is nothing."""
    path = path_of(token)
    if path is not None:
        path.unlink(missing_ok=True)


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


def path_of(token: Any, suffix: str = _SUFFIX) -> Path | None:
    """Return where a token's file would be; None for what no token looks like."""
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    return work_folder(FOLDER) / (token + suffix)


def _packed(kept: Kept) -> bytes:
    from safetensors.numpy import save

    arrays = {_ARRAY + name: np.ascontiguousarray(a) for name, a in kept.arrays.items()}
    arrays[_BLOB] = np.frombuffer(kept.blob, np.uint8)
    about = json.dumps({"kind": kept.kind, "about": kept.about})
    packed: bytes = save(arrays, metadata={_ABOUT: about})
    return packed


def _unpacked(path: Path) -> Kept:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as opened:
            told = json.loads(opened.metadata()[_ABOUT])
            arrays = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise ValueError(str(error)) from error
    blob = arrays.pop(_BLOB).tobytes()
    for values in arrays.values():
        values.setflags(write=False)
    named = {name.removeprefix(_ARRAY): values for name, values in arrays.items()}
    return Kept(told["kind"], told["about"], named, blob)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def make_room(folder: Path, wanted: int) -> None:
    """Remove what is too old, then the oldest, until `wanted` bytes more are within the limit."""
    limit = settings().kept_bytes
    if wanted > limit:
        raise InvalidInput(
            f"This is too much to keep: {wanted / 2**20:,.1f} MB, but this server keeps "
            f"{limit / 2**20:,.1f} MB for all its visitors together. Give less of it."
        )
    entries = sorted(_entries(folder), key=lambda entry: entry[1].st_mtime)
    total = sum(found.st_size for _, found in entries)
    oldest = time.time() - settings().kept_seconds
    for path, found in entries:
        if found.st_mtime > oldest and total + wanted <= limit:
            break
        path.unlink(missing_ok=True)
        total -= found.st_size


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        try:
            yield path, path.lstat()
        except FileNotFoundError:  # another worker was quicker
            continue


def is_fresh(path: Path) -> bool:
    """Say whether the file is there and was used lately; remove it when it was not."""
    try:
        age = time.time() - path.lstat().st_mtime
    except FileNotFoundError:
        return False
    if age > settings().kept_seconds:
        path.unlink(missing_ok=True)
        return False
    return True


def gone() -> str:
    """Return the sentence that what a visitor gave is no longer kept."""
    return _GONE.format(minutes=settings().kept_seconds / 60)


def no_room(error: OSError) -> str:
    """Return the sentence that the disk could not take what a visitor gave."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            "The server's disk is full, so it could not keep what you gave. Try again later, or "
            "tell whoever runs the server."
        )
    return (
        f"The server could not keep what you gave ({error.strerror}). Try again, or tell whoever "
        "runs the server."
    )
