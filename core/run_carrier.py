"""Carries one run from a worker's own folder to Redis while it trains, and stops back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core import run_folders, runs
from core.errors import LessonError, MissingData
from core.redis_shelf import Shelf, Unreachable
from core.run_collector import version_of
from core.runs import FAILED, STATE

_PAUSE = 0.25
_PATIENCE = 10.0  # seconds that a worker which has to end waits for a Redis that is gone
_TRIES = 40
_MOST_BYTES = 200 * 2**20
_TOO_LARGE = "The model is larger than the {} MB that may travel through Redis."


@dataclass
class Carrier:
    """One run under way.

    Attributes:
        shelf: Where the desk looks.
        owner: Name of this worker.
        folder: Where the run trains, on this machine.
        tend: Sees to it that a process trains it.
        is_closing: Says whether this worker has been told to end.
    """

    shelf: Shelf
    owner: str
    folder: Path
    tend: Callable[[], object]
    is_closing: Callable[[], bool]
    first: int = 0
    sent: int = 0
    version: str = ""
    tries: int = 0
    gone_since: float | None = field(default=None)

    def __post_init__(self) -> None:
        """Remember the line that the desk has already."""
        self.first = (self.folder / run_folders.PROGRESS).stat().st_size

    def carry(self) -> bool:
        """Carry until the run is over; return False where it was taken away from this worker."""
        while True:
            self.tend()
            if self.is_closing():
                runs.ask_to_stop(self.folder.name)
            try:
                is_ours, is_done = self._step()
                self.gone_since = None
            except Unreachable:  # it trains on; told later
                self.gone_since = self.gone_since or time.monotonic()
                is_ours, is_done = True, self._has_given_up()
            if is_done or not is_ours:
                return is_ours
            time.sleep(_PAUSE)

    def _has_given_up(self) -> bool:
        waited = time.monotonic() - (self.gone_since or time.monotonic())
        return self.is_closing() and waited > _PATIENCE

    def _step(self) -> tuple[bool, bool]:
        """Return whether the run is still this worker's, and whether all of it was carried."""
        is_ours, stops, there = self.shelf.live(self.folder.name, self.owner)
        if not is_ours:
            return False, False
        if stops:
            runs.ask_to_stop(self.folder.name)
        if there != self.sent:  # Redis was emptied, or a message arrived whose answer did not
            self.sent, self.version = 0, ""
        is_over = runs.story_of(self.folder).is_over
        has_model = self._carry_model()
        self.tries += is_over and not has_model
        if is_over and not has_model and self.tries < _TRIES:
            return True, False  # the last line comes after the last model
        self._carry_lines(again=self.sent == 0)
        return True, is_over

    def _carry_lines(self, *, again: bool) -> None:
        with (self.folder / run_folders.PROGRESS).open("rb") as file:
            file.seek(self.first + self.sent)
            content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        if whole:
            self.shelf.tell(self.folder.name, whole, again=again)
            self.sent += len(whole)

    def _carry_model(self) -> bool:
        """Carry the best epoch if it is a new one; return whether the desk has what there is."""
        version = version_of(self.folder)
        best = run_folders.model_folder(self.folder)
        if best is None or (version and version == self.version):
            return True
        try:
            files = run_folders.files_of(best)
        except LessonError:  # a better one has taken its place this moment
            return False
        if sum(map(len, files.values())) > _MOST_BYTES:
            raise MissingData(_TOO_LARGE.format(_MOST_BYTES // 2**20))
        self.shelf.bring_model(self.folder.name, version, files)
        self.version = version
        return True


def refuse(shelf: Shelf, run_id: str, why: str) -> None:
    """Tell the desk that a run cannot be trained here."""
    line = {"kind": STATE, "state": FAILED, "said": why, "time": time.time()}
    shelf.tell(run_id, f"{json.dumps(line)}\n".encode())
