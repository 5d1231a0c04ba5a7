"""Fetches from Redis what workers have done for the runs of this server, into their folders."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from core import artifacts, run_folders, runs
from core.errors import LessonError
from core.redis_shelf import Seen, Shelf, Unreachable, silence
from core.runs import QUEUED, Story

_LOST = (
    "The worker that trained it is gone: it was stopped from outside, lost its connection, or its "
    "machine had no memory left."
)


class Collector:
    """Fetches for one server; only one process of it may do so at a time.

    Args:
        shelf: Where workers leave what happens.
        send_again: Puts a run into the queue once more; called with its id and the shelf.
    """

    def __init__(self, shelf: Shelf, send_again: Callable[[str, Shelf], None]) -> None:
        self._shelf, self._send_again = shelf, send_again
        self._patience = Patience()

    def collect(self, active: Iterable[tuple[Path, Story]], *, is_queue_empty: bool) -> str:
        """Bring the folders of runs up to date; return what was in the way, or nothing.

        Args:
            active: Folder and story of every run that is not over.
            is_queue_empty: Whether no message waits for a worker.

        Raises:
            Unreachable: Redis is gone.
        """
        said = ""
        for folder, story in active:
            seen = self._shelf.look(folder.name, _fetched(folder))
            try:
                self._take(folder, seen)
                self._judge(folder, story, seen, is_queue_empty)
            except Unreachable:
                raise
            except FileNotFoundError:  # somebody has deleted it meanwhile
                continue
            except OSError as error:  # tried again the next time; the others go on
                said = run_folders.disk_said(error)
            except LessonError:  # a better model took its place while it was read
                continue
        return said

    def _take(self, folder: Path, seen: Seen) -> None:
        """Put the model, then the lines, where they belong; finish a run that is over."""
        if seen.version and seen.version != version_of(folder):
            run_folders.keep_files(folder, self._shelf.model(folder.name))
        if seen.lines:
            run_folders.append(folder, seen.lines)
        if runs.story_of(folder).is_over:
            run_folders.settle(folder)
            self._shelf.forget(folder.name)

    def _judge(self, folder: Path, story: Story, seen: Seen, is_queue_empty: bool) -> None:
        """Send a run again that Redis has forgotten; give one up whose worker is gone."""
        if seen.lines or runs.story_of(folder).is_over:
            self._patience.forget(folder.name)
            return
        was_taken = bool(seen.owner) or story.state != QUEUED
        is_well = seen.is_alive if was_taken else not is_queue_empty
        if is_well or not self._patience.is_over(folder.name):
            if is_well:
                self._patience.forget(folder.name)
            return
        self._patience.forget(folder.name)
        if was_taken:
            self._shelf.take_away(folder.name)
            runs.lost(folder, _LOST)
            self._shelf.forget(folder.name)
        else:
            self._send_again(folder.name, self._shelf)


class Patience:
    """How long something has looked wrong, every time somebody looked."""

    def __init__(self) -> None:
        self._since: dict[str, tuple[float, float]] = {}

    def is_over(self, name: str) -> bool:
        """Note that it looks wrong; say whether it has for a third of the allowed silence.

        When nobody has looked for a while, it begins anew: in between all may have been well.
        """
        now, allowed = time.monotonic(), silence() / 3
        first, last = self._since.get(name, (now, now))
        if now - last > allowed:
            first = now
        self._since[name] = (first, now)
        return now - first >= allowed

    def forget(self, name: str) -> None:
        """Note that all is well."""
        self._since.pop(name, None)


def _fetched(folder: Path) -> int:
    """Return how many bytes of a worker's lines lie in a folder: all but our own first line."""
    with (folder / run_folders.PROGRESS).open("rb") as file:
        first = len(file.readline())
        return file.seek(0, 2) - first


def version_of(folder: Path) -> str:
    """Return by what the kept model of a run is known; empty before there is one."""
    import hashlib

    best = run_folders.model_folder(folder)
    try:
        return hashlib.sha256((best / artifacts.MANIFEST).read_bytes()).hexdigest() if best else ""
    except OSError:  # a better one has taken its place this moment
        return ""
