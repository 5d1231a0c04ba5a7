"""A private folder for what a running server keeps for a while: jobs in the background, uploads.

Nothing in it outlives its purpose, nothing in it is served, and nobody else may read it, write
into it or put another folder in its place.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.errors import MissingData
from core.settings import settings

_PRIVATE = 0o700


def work_folder(name: str) -> Path:
    """Return the private folder `name` of this server, made if it is not there.

    Raises:
        MissingData: It cannot be made, or somebody else owns it or may write into it.
    """
    root = settings().work
    try:
        for folder in (root, root / name):
            folder.mkdir(mode=_PRIVATE, parents=folder is root, exist_ok=True)
            _check(folder)
        _check_place(root.parent)
    except OSError as error:
        raise MissingData(
            f"The server cannot write to its work folder {root}: {error.strerror}. "
            "Whoever runs it can name another folder in UNROLLED_WORK."
        ) from error
    return root / name


def _check_place(folder: Path) -> None:
    """Raise `MissingData` where anybody could replace what lies in a folder."""
    mode = folder.stat().st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise MissingData(
            f"Anybody may rename what lies in {folder}, the work folder of this server too. Take "
            "that right away (chmod o-w), or name another place in UNROLLED_WORK."
        )


def _check(folder: Path) -> None:
    """Raise `MissingData` unless only this user can look into the folder and it is no link."""
    found = folder.lstat()
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if not stat.S_ISDIR(found.st_mode) or not is_ours or found.st_mode & 0o077:
        raise MissingData(
            f"The work folder {folder} is not private: it must be a folder of the user who runs "
            "the server, with mode 0700. Remove it, or name another one in UNROLLED_WORK."
        )
