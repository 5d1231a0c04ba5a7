"""What lasts, compressed: quickly for the first visitor, as small as can be for all others.

`python -m components.packed < plain > packed` compresses once, as well as can be: a process of its
own, because what that needs, some 60 MB, would stay with a worker for as long as it lives.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

import brotli

from core.file_lock import only_one

# Plotly, 4.8 MB, becomes 1.23 MB in half a second at the first, 1.11 MB in 8 s at the second.
_QUICK, _BEST = 9, 11
_SMALL = 30_000  # bytes that are compressed best in no time
_KEPT = 256
_LOCK = "packing.lock"
_PROJECT = Path(__file__).resolve().parent.parent
_LONGEST = 300  # seconds, on a machine with other work
_PATIENT = 10  # of 0 to 19, as in nice


class Packed:
    """Compressed contents by key; the best form of a large one is made beside the answers.

    It outlives the process in a folder, so it is made once for an installation. Without a folder
    it is made once for a process.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._kept: OrderedDict[object, bytes] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def get(self, key: object) -> bytes | None:
        """Return what is kept under `key`; None when nothing is."""
        return self._kept.get(key)

    def add(self, key: object, content: bytes) -> bytes:
        """Return `content` compressed with brotli and keep it; a better form follows later."""
        name = f"{hashlib.sha256(content).hexdigest()}.br"
        found = self._read(name)
        if found is None and len(content) > _SMALL:
            found = brotli.compress(content, quality=_QUICK)
            later = threading.Thread(target=self._improve, args=(key, name, content), daemon=True)
            later.start()
        elif found is None:
            found = brotli.compress(content, quality=_BEST)
        self._kept[key] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def _improve(self, key: object, name: str, content: bytes) -> None:
        with suppress(OSError), self._one_at_a_time, self._first_of_all_workers():
            best = self._read(name) or _in_a_child(content)
            self._write(name, best)
            if best and key in self._kept:
                self._kept[key] = best

    def _first_of_all_workers(self) -> AbstractContextManager[object]:
        """Wait for the other workers: what one of them leaves in the folder is not made twice."""
        if self._folder is None or not self._folder.is_dir():
            return nullcontext()
        return only_one(self._folder / _LOCK, _LONGEST)

    def _read(self, name: str) -> bytes | None:
        """Return what an earlier process left, if it can be trusted to be whole."""
        if self._folder is None:
            return None
        with suppress(OSError, brotli.error):
            found = (self._folder / name).read_bytes()
            content = brotli.decompress(found)
            if name == f"{hashlib.sha256(content).hexdigest()}.br":
                return found
        return None

    def _write(self, name: str, best: bytes) -> None:
        """Leave it for later processes, whole or not at all; a full disk is no reason to fail."""
        if not best or self._folder is None or (self._folder / name).exists():
            return
        part = self._folder / f"{name}.{os.getpid()}.part"
        with suppress(OSError):
            part.write_bytes(best)
            part.replace(self._folder / name)
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _in_a_child(content: bytes) -> bytes:
    """Return the smallest form, made in a process that ends; nothing where that fails."""
    command = [sys.executable, "-m", "components.packed"]
    with suppress(OSError, subprocess.SubprocessError):
        made = subprocess.run(  # noqa: S603 - our own module
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=_PROJECT, timeout=_LONGEST, check=True,
        )  # fmt: skip
        return made.stdout
    return b""


def main() -> None:
    """Compress what comes in, after everybody who answers visitors."""
    if hasattr(os, "nice"):
        os.nice(_PATIENT)
    sys.stdout.buffer.write(brotli.compress(sys.stdin.buffer.read(), quality=_BEST))


if __name__ == "__main__":
    main()
