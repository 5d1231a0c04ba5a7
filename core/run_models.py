"""The model of a training run, loaded like a shipped one: hashes checked, no pickle."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from core import registry, run_folders
from core.artifacts import MANIFEST
from core.contracts import ModelSpec
from core.errors import Incompatible, LessonError, NotTrained
from core.predictors import TrainedModel, open_model

_TWICE = 2  # a better epoch may take the place of this one while it is read


def run_spec(name: Any) -> ModelSpec:
    """Return the model that a run trained, with a title that tells it from the shipped one.

    Args:
        name: `run:<id>`, from a link.

    Raises:
        MissingData: There is no such run.
    """
    folder = run_folders.folder_of(name)
    request = run_folders.request_of(folder)
    called = request.note or folder.name[-8:]
    return replace(request.spec, title=f"{request.spec.title}, run {called}")


def run_model(name: Any) -> TrainedModel:
    """Return the best epoch of a run, also while it still trains.

    Raises:
        MissingData: There is no such run.
        NotTrained: It has no epoch yet, or its files are damaged or were changed.
        Incompatible: It was trained by another version.
    """
    folder = run_folders.folder_of(name)
    for attempt in range(_TWICE):
        best = run_folders.model_folder(folder)
        if best is None:
            raise NotTrained("This run has no finished epoch yet. Try again in a moment.")
        try:
            return _loaded(best, (best / MANIFEST).stat().st_mtime_ns)
        except (LessonError, OSError):
            if attempt + 1 == _TWICE or run_folders.model_folder(folder) == best:
                raise
    raise NotTrained("This run cannot be read now. Try again in a moment.")


def run_for(name: Any, task: str) -> str:
    """Return `run:<id>` of a run whose model does a task; for a page that a link leads to.

    Raises:
        MissingData, NotTrained: There is no such run, or it has no model yet.
        Incompatible: Its model does something else.
    """
    spec = run_spec(name)
    if spec.task != task:
        raise Incompatible(
            f"The run that the link names trained {spec.name}, which is not for {task}."
        )
    run_model(name)
    return f"{registry.RUN}{run_folders.folder_of(name).name}"


@lru_cache(maxsize=16)
def _loaded(folder: Path, stamp: int) -> TrainedModel:
    del stamp  # when it was written: a run that trained on is read again
    name = run_folders.request_of(_run_of(folder)).model
    return open_model(registry.model_spec(name), folder)


def _run_of(folder: Path) -> Path:
    return folder if (folder / run_folders.REQUEST).is_file() else folder.parent
