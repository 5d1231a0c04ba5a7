"""Commands for which something is mounted before, in a name space of their own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

_OWN_SPACE = ("unshare", "--map-root-user", "--mount")


def after(mounting: str, command: Sequence[str]) -> tuple[str, ...]:
    """Return what runs a command after a line of shell; skips where nobody may mount anything."""
    if not _is_allowed():
        pytest.skip("name spaces for mounts are not allowed here")
    return (*_OWN_SPACE, "sh", "-c", f'{mounting} && exec "$@"', "sh", *command)


def read_only(places: Iterable[Path | str]) -> str:
    """Return the line of shell after which these folders cannot be written."""
    return " && ".join(
        f'mount -o bind "{place}" "{place}" && mount -o remount,bind,ro "{place}"'
        for place in places
    )


@cache
def _is_allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = [*_OWN_SPACE, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0
