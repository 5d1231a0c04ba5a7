"""Many questions with their vectors, ready to be searched: exactly, by one product and a partition.

Letters: N questions, P size of a vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.contracts import Floats, Integers
from core.question_vectors import QuestionVectors

Texts = Sequence[str]


@dataclass(frozen=True)
class Shelf:
    """Questions and what a model made of them; read-only.

    Attributes:
        origin: `real`, `sample` or `own`.
        title: What they are, in words that follow a number: "questions asked on Quora".
        texts: The N questions as they were written.
        vectors: (N, P) float32, made comparable: their dot products are the model's measure.
        lengths: (N,) of the vectors as the model made them.
    """

    origin: str
    title: str
    texts: Texts
    vectors: Floats
    lengths: Floats

    def __len__(self) -> int:
        return len(self.texts)

    def as_made(self, places: Integers) -> Floats:
        """Return vectors as the model made them, (n, P)."""
        wanted = self.vectors[places]
        own = np.linalg.norm(wanted, axis=1)
        return wanted * (self.lengths[places] / np.maximum(own, 1e-12))[:, None]

    def nearest(self, vector: Floats, count: int) -> tuple[Integers, Floats]:
        """Return the places of the `count` nearest questions and their measure, nearest first.

        Args:
            vector: (P,), comparable.
            count: How many; fewer come where fewer there are.
        """
        measure = self.vectors @ vector.astype(np.float32)
        count = min(count, len(measure))
        if not count:
            return np.zeros(0, np.intp), measure
        first = np.argpartition(measure, len(measure) - count)[len(measure) - count :]
        ranked = first[np.lexsort((first, -measure[first]))]
        return ranked, measure[ranked]


def shelf_of(halves: QuestionVectors, origin: str, title: str, texts: Texts) -> Shelf:
    """Return a shelf of questions whose vectors are made here and now."""
    made = halves.vectors(texts)
    return shelved(halves, (origin, title), texts, made)


def shelved(
    halves: QuestionVectors, named: tuple[str, str], texts: Texts, vectors: Floats
) -> Shelf:
    """Return a shelf of questions whose vectors (N, P) are known; `named`: origin and title."""
    comparable = np.ascontiguousarray(halves.comparable(vectors), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1).astype(np.float32)
    for array in (comparable, lengths):
        array.setflags(write=False)
    return Shelf(*named, texts, comparable, lengths)


class _Files(NamedTuple):
    vectors: Path
    lengths: Path
    letters: Path
    ends: Path


def files_of(folder: Path) -> _Files:
    """Return the files of which a shelf on disk consists."""
    return _Files(
        *(folder / name for name in ("vectors.npy", "lengths.npy", "letters.bin", "ends.npy"))
    )


class MappedTexts(Sequence[str]):
    """Texts in a file, read one at a time: as UTF-8, one after the other."""

    def __init__(self, letters: Path, ends: Path) -> None:
        self._ends = np.load(ends, mmap_mode="r")
        has_any = len(self._ends) and int(self._ends[-1])
        self._letters = np.memmap(letters, np.uint8, "r") if has_any else np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place = range(len(self))[place]
        start = int(self._ends[place - 1]) if place else 0
        return self._letters[start : int(self._ends[place])].tobytes().decode("utf-8", "replace")


def write_texts(texts: Texts, letters: Path, ends: Path) -> None:
    """Write texts so that `MappedTexts` can read them."""
    places = []
    with letters.open("wb") as file:
        for encoded in (text.encode("utf-8", "replace") for text in texts):
            file.write(encoded)
            places.append(len(encoded))
    np.save(ends, np.cumsum(places, dtype=np.int64))


def mapped_shelf(folder: Path, origin: str, title: str) -> Shelf:
    """Return the shelf in a folder; its arrays stay on disk and are shared by all processes."""
    files = files_of(folder)
    return Shelf(
        origin,
        title,
        MappedTexts(files.letters, files.ends),
        np.load(files.vectors, mmap_mode="r"),
        np.load(files.lengths, mmap_mode="r"),
    )


def write_shelf(folder: Path, halves: QuestionVectors, texts: Texts) -> Iterator[int]:
    """Write a shelf into a folder, going on where an earlier attempt ended; yield what is done.

    The vectors come first piece by piece, so that whoever watches sees them grow.

    Args:
        folder: There; it may hold what an attempt with the same questions and model has left.
        halves: Makes the vectors.
        texts: N questions.
    """
    files = files_of(folder)
    done_file = folder / "done"
    size = halves.vectors(["?"]).shape[1]
    done = _done_before(done_file, files.vectors, (len(texts), size))
    mode = "r+" if done else "w+"
    vectors = np.lib.format.open_memmap(files.vectors, mode, np.float32, (len(texts), size))
    lengths = np.lib.format.open_memmap(files.lengths, mode, np.float32, (len(texts),))
    for made in halves.in_pieces(texts[done:]):
        rows = slice(done, done + len(made))
        vectors[rows] = halves.comparable(made)
        lengths[rows] = np.linalg.norm(made, axis=1)
        done += len(made)
        done_file.write_text(str(done), encoding="ascii")
        yield done
    vectors.flush()
    lengths.flush()
    write_texts(texts, files.letters, files.ends)
    done_file.unlink(missing_ok=True)


def _done_before(done: Path, vectors: Path, shape: tuple[int, int]) -> int:
    """Return how many vectors an earlier attempt has written; 0 where it left nothing of use."""
    try:
        if np.load(vectors, mmap_mode="r").shape != shape:
            return 0
        return min(int(done.read_text(encoding="ascii")), shape[0])
    except (OSError, ValueError):
        return 0
