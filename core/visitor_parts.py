"""A visitor's large file and what was made of it: several files under one token.

They lie beside what `core.visitor_files` keeps and go as it goes: an hour after their last use, or
when the visitor says so. A part is written under another name and appears whole or not at all;
when the visitor has left meanwhile, it does not appear.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from core.errors import InvalidInput, MissingData
from core.settings import settings
from core.uploaded_text import shown_name, too_large
from core.visitor_files import (
    FOLDER,
    UNFINISHED,
    gone,
    is_fresh,
    make_room,
    new_token,
    no_room,
    path_of,
)
from core.work_folder import work_folder

UPLOAD, ABOUT, TABLE, ANSWERS = "upload", "about", "table", "answers"
FETCHABLE = (ANSWERS,)
_PIECE = 2**18


def receive(stream: IO[bytes], filename: str, size: int | None) -> str:
    """Return the token under which a file that a browser sends is kept as the part `upload`.

    Args:
        stream: Its bytes, read piece by piece.
        filename: How the visitor called it.
        size: How many bytes the browser announced; None when it did not.

    Raises:
        InvalidInput: It is larger than `Settings.table_bytes`, empty, or ended too early.
        MissingData: There is no folder to keep it in, or no room on the disk.
    """
    name, most = shown_name(filename), settings().table_bytes
    if size is not None and size > most:
        raise too_large(name, size, most)
    make_room(work_folder(FOLDER), size or most)
    token = new_token()
    try:
        with _unfinished(token, UPLOAD) as unfinished:
            received = _copy(stream, unfinished, name)
            if not received:
                raise InvalidInput(f"{name} is empty. Choose a file with a header and some rows.")
            if size is not None and received < size:
                raise InvalidInput(f"{name} did not arrive whole. Choose it again.")
            unfinished.replace(_place(token, UPLOAD))
    except OSError as error:
        raise MissingData(no_room(error)) from error
    return token


def part(token: Any, name: str) -> Path:
    """Return where a part is, and keep everything under its token for another while.

    Args:
        token: From a visitor's tab, so it may be anything.
        name: The part, such as `upload`.

    Raises:
        MissingData: There is no such part (any more), or no folder.
    """
    path = path_of(token, f".{name}")
    if path is None or not is_fresh(path):
        raise MissingData(gone())
    for sibling in _all(token):
        try:
            os.utime(sibling)
        except FileNotFoundError:
            continue
    return path


def fetchable(token: Any, name: str) -> Path:
    """Return where a part is that the visitor may fetch: what was made, not what was given.

    Raises:
        MissingData: There is no such part (any more).
    """
    if name not in FETCHABLE:
        raise MissingData(gone())
    return part(token, name)


@contextmanager
def writing(token: Any, name: str) -> Iterator[Path]:
    """Give a path to write to; it becomes the part `name` when all went well.

    Raises:
        MissingData: The visitor's upload is gone, before or after the writing.
    """
    part(token, UPLOAD)
    with _unfinished(token, name) as unfinished:
        yield unfinished
        part(token, UPLOAD)
        unfinished.replace(_place(token, name))


def is_kept(token: Any) -> bool:
    """Say whether the visitor's upload is still there."""
    path = path_of(token, f".{UPLOAD}")
    return path is not None and is_fresh(path)


def describe(token: Any, about: Any) -> None:
    """Keep what JSON can say about an upload, as the part `about`."""
    with writing(token, ABOUT) as path:
        path.write_text(json.dumps(about), encoding="utf-8")


def description(token: Any) -> Any:
    """Return what `describe` kept; raises `MissingData` when it is gone."""
    try:
        return json.loads(part(token, ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MissingData(gone()) from error


def abandon(token: Any) -> None:
    """Remove the unfinished parts under `token`, which a job that was stopped has left."""
    for path in _all(token):
        if path.name.endswith(UNFINISHED):
            path.unlink(missing_ok=True)


def forget(token: Any) -> None:
    """Remove every part under `token`, the unfinished ones too."""
    for path in _all(token):
        path.unlink(missing_ok=True)


def _place(token: Any, name: str) -> Path:
    path = path_of(token, f".{name}")
    if path is None:
        raise MissingData(gone())
    return path


@contextmanager
def _unfinished(token: Any, name: str) -> Iterator[Path]:
    """Give the path of a new, private, empty file that is removed unless it was renamed."""
    path = _place(token, name + UNFINISHED)
    path.unlink(missing_ok=True)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield path
    finally:
        path.unlink(missing_ok=True)


def _all(token: Any) -> list[Path]:
    path = path_of(token, "")
    return [] if path is None else list(path.parent.glob(f"{path.name}.*"))


def _copy(stream: IO[bytes], target: Path, name: str) -> int:
    """Return how many bytes were copied; raises `InvalidInput` when they are too many."""
    received, most = 0, settings().table_bytes
    with target.open("wb") as file:
        while piece := stream.read(_PIECE):
            received += len(piece)
            if received > most:
                raise too_large(name, received, most)
            file.write(piece)
    return received
