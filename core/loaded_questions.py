"""The questions that are loaded: the real ones where they are, else those written for the product.

Making vectors of the real ones takes a minute, so it is done once, by one process in the
background, and kept in the work folder under a name that tells the model and the data; all workers
look into the same files. Until then the questions written for the product are searched.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core import artifacts, registry
from core.contracts import REAL, SAMPLE
from core.errors import MissingData
from core.file_lock import only_one
from core.question_shelf import Shelf, mapped_shelf, shelf_of, write_shelf
from core.question_vectors import question_vectors
from core.settings import settings
from core.tables import read_table
from core.text import words
from core.work_folder import work_folder

FOLDER = "questions"
PAIR = ("question1", "question2")
REAL_TITLE = "questions asked on Quora"
SAMPLE_TITLE = "questions written for this product"
_UNFINISHED, _TOTAL, _LOCK = ".unfinished", "total", ".lock"
_FORMAT = "1"
_OFTEN = 0.25  # seconds between two reports of progress


@dataclass(frozen=True)
class Waiting:
    """How far the real questions are.

    Attributes:
        done: Questions that have a vector.
        total: All of them; 0 while nobody knows yet.
        is_running: Whether somebody is at it.
    """

    done: int
    total: int
    is_running: bool


def real_shelf(name: str) -> Shelf | None:
    """Return the real questions with the vectors of a model; None where there are none (yet).

    Raises:
        InvalidInput, NotTrained, Incompatible: The model has no vectors.
        MissingData: There is no work folder.
    """
    if registry.origin("questions") != REAL:
        return None
    folder = _folder(name)
    return _opened(folder) if folder.is_dir() else None


def loaded_shelf(name: str) -> Shelf:
    """Return the real questions with the vectors of a model, else those written for the product.

    Raises:
        InvalidInput, NotTrained, Incompatible: The model has no vectors.
    """
    try:
        return real_shelf(name) or sample_shelf(name)
    except MissingData:  # nowhere to keep the real ones
        return sample_shelf(name)


@lru_cache(maxsize=8)
def sample_shelf(name: str) -> Shelf:
    """Return the questions written for the product with the vectors of a model."""
    return shelf_of(question_vectors(name), SAMPLE, SAMPLE_TITLE, sample_questions())


@lru_cache(maxsize=1)
def sample_questions() -> tuple[str, ...]:
    """Return every question of the samples once, in their order."""
    path = settings().samples / "question_pairs.csv"
    pairs = read_table(path, PAIR)
    return tuple(once(text for name in PAIR for text in pairs[name]))


def once(texts: Iterator[str]) -> list[str]:
    """Return texts of which no two have the same words; the first of them is kept."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(" ".join(words(text)), text)
    first.pop("", None)
    return list(first.values())


def waiting(name: str) -> Waiting | None:
    """Return how far the real questions are for a model; None where there is nothing to wait for.

    Raises:
        InvalidInput, NotTrained, Incompatible: The model has no vectors.
        MissingData: There is no work folder.
    """
    if registry.origin("questions") != REAL:
        return None
    folder = _folder(name)
    if folder.is_dir():
        return None
    unfinished = _beside(folder, _UNFINISHED)
    with only_one(_beside(folder, _LOCK)) as is_free:
        return Waiting(_number(unfinished / "done"), _number(unfinished / _TOTAL), not is_free)


def prepare(name: str, say: Callable[[int, int], object]) -> None:
    """Make the vectors of the real questions, unless somebody else is at it.

    Args:
        name: A model with vectors.
        say: Called a few times a second with how many are done, and of how many.

    Raises:
        InvalidInput, NotTrained, Incompatible: The model has no vectors.
        MissingData: There is no work folder.
    """
    if registry.origin("questions") != REAL:
        return
    folder = _folder(name)
    unfinished = _beside(folder, _UNFINISHED)
    with only_one(_beside(folder, _LOCK)) as is_mine:
        if not is_mine or folder.is_dir():
            return
        unfinished.mkdir(mode=0o700, exist_ok=True)
        texts = real_questions()
        (unfinished / _TOTAL).write_text(str(len(texts)), encoding="ascii")
        said = 0.0
        for done in write_shelf(unfinished, question_vectors(name), texts):
            if time.monotonic() - said > _OFTEN:
                said = time.monotonic()
                say(done, len(texts))
        unfinished.rename(folder)
        say(len(texts), len(texts))
    _remove_older(folder, name)


def real_questions() -> list[str]:
    """Return every real question once, whatever its case and punctuation."""
    columns = registry.dataset("questions").columns
    return once(text for name in PAIR for text in columns[name])


def _folder(name: str) -> Path:
    """Return where the real questions with the vectors of a model are, or will be."""
    question_vectors(name)
    return work_folder(FOLDER) / f"{name}-{_fingerprint(name)}"


@lru_cache(maxsize=8)
def _fingerprint(name: str) -> str:
    """Return a name for this very model and these very questions, read once per process."""
    told = hashlib.sha256(_FORMAT.encode())
    told.update((settings().trained / name / artifacts.MANIFEST).read_bytes())
    for path in registry.dataset_spec("questions").files:
        told.update(hashlib.sha256((settings().data_root / path).read_bytes()).digest())
    return told.hexdigest()[:16]


@lru_cache(maxsize=8)
def _opened(folder: Path) -> Shelf:
    return mapped_shelf(folder, REAL, REAL_TITLE)


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(folder.name + ending)


def _number(path: Path) -> int:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _remove_older(folder: Path, name: str) -> None:
    """Remove what earlier models or data have left for this model."""
    for other in folder.parent.glob(f"{name}-*"):
        key = other.name.removeprefix(f"{name}-").partition(".")[0]
        if other.is_dir() and not other.name.startswith(folder.name) and len(key) == 16:
            shutil.rmtree(other, ignore_errors=True)
