"""Where a training on this machine tells what happens: the folder of its run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import registry, run_folders
from core.contracts import OWN, Dataset
from core.own_rows import read_own
from core.predictors import TrainedModel
from core.run_folders import OWN_ROWS, STOP
from core.run_limits import limits
from core.run_request import RunRequest
from core.trainer import train_run

_LOOK_EVERY = 0.2


class FolderSink:
    """Writes lines and models into one folder; a file named `stop` in it asks for the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._looked = 0.0
        self._stops = False

    def note(self, line: Mapping[str, Any]) -> None:
        """Add a line of progress."""
        run_folders.note(self.folder, line)

    def keep(self, model: TrainedModel, place: int) -> None:
        """Keep the best model so far."""
        run_folders.keep(self.folder, model, place)

    @property
    def wants_stop(self) -> bool:
        """Whether the file `stop` is there; looked at five times a second at most."""
        now = time.monotonic()
        if not self._stops and now - self._looked > _LOOK_EVERY:
            self._looked = now
            self._stops = (self.folder / STOP).exists() or not self.folder.is_dir()
        return self._stops


def train_in(folder: Path) -> None:
    """Train the run of a folder to its end and make it a model folder."""
    request = run_folders.request_of(folder)
    train_run(request, lambda: data_of(request, folder), FolderSink(folder), limits())
    run_folders.settle(folder)


def data_of(request: RunRequest, folder: Path) -> Dataset:
    """Return all rows that a run may use: those in its folder, or a dataset."""
    if request.dataset == OWN:
        return read_own(folder / OWN_ROWS)
    return registry.dataset(request.dataset)
