"""The model of a training run, loaded like a shipped one: hashes checked, no pickle."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from core import registry, run_folders, runs
from core.artifacts import MANIFEST
from core.contracts import ModelSpec
from core.errors import Incompatible, LessonError, NotTrained
from core.predictors import TrainedModel, open_model
from core.run_request import RunRequest

_SHORT = 8  # characters of an id that tell one run from another
_NO_TAGS = str.maketrans("<>", "\u2039\u203a")  # figures read some tags in the names of their lines
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
    return replace(request.spec, title=run_title(request, folder.name))


def run_title(request: RunRequest, run_id: str) -> str:
    """Return what a run is called among other models: by its note, or by the end of its id."""
    called = request.note.translate(_NO_TAGS) or run_id[-_SHORT:]
    return f"Your run {called} ({request.spec.title})"


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
        MissingData: There is no such run.
        NotTrained: It is not over yet, kept no epoch, or its files are damaged or were changed.
        Incompatible: Its model does something else.
    """
    folder = run_folders.folder_of(name)
    spec = run_folders.request_of(folder).spec
    if spec.task != task:
        raise Incompatible(
            f"The run in the link trained \u201c{spec.title}\u201d, which this page is not about."
        )
    if not runs.story_of(folder).is_over:
        raise NotTrained(
            "The run in the link is not over yet. Watch it at /training, and open it when it is."
        )
    if run_folders.model_folder(folder) is None:
        raise NotTrained(
            "The run in the link ended before its first epoch did, so it has no model."
        )
    run_model(name)
    return f"{registry.RUN}{folder.name}"


@lru_cache(maxsize=16)
def _loaded(folder: Path, stamp: int) -> TrainedModel:
    del stamp  # when it was written: a run that trained on is read again
    name = run_folders.request_of(_run_of(folder)).model
    return open_model(registry.model_spec(name), folder)


def _run_of(folder: Path) -> Path:
    return folder if (folder / run_folders.REQUEST).is_file() else folder.parent
