"""From reviews to a next-word model that can be shipped, and what counting reaches on the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.artifacts import Artifact
from core.contracts import EpochRecord, Floats, Integers, Weights
from core.kneser_ney import Counting
from core.next_word import Options, opened, pack, parts_of, perplexity
from core.next_word_course import Course, Recipe
from core.next_word_texts import Reviews, load, stream, vocabulary
from core.text import Vocabulary

BASELINE, BASELINE_TITLE = "next-word-baseline", "Counting words in a row"
_COUNTED = {1: "single words", 2: "pairs, Kneser\u2013Ney", 3: "triples, Kneser\u2013Ney"}


@dataclass(frozen=True)
class Streams:
    """The reviews as ids, in three parts, and the words they are made of."""

    reviews: Reviews
    known: Vocabulary
    train: Integers
    check: Integers
    held_out: Integers

    @classmethod
    def of(cls, reviews: Reviews, size: int) -> Streams:
        """Return the streams of reviews; the vocabulary is learnt from the training part."""
        known = vocabulary(reviews.train, size)
        parts = (stream(p, known) for p in (reviews.train, reviews.check, reviews.held_out))
        return cls(reviews, known, *parts)

    @property
    def where(self) -> str:
        """What is measured, in words."""
        return f"reviews ({self.reviews.origin}) that nothing was fitted to or chosen on"


class Teaching:
    """Teaches and keeps the best look so far; `finish` measures it on the held-out reviews."""

    def __init__(
        self, seed: int, rows: int | None = None, recipe: Recipe | None = None,
        options: Options | None = None,
    ) -> None:  # fmt: skip
        self.seed, self.recipe = seed, recipe or Recipe()
        self.options = options or Options()
        self.streams = Streams.of(load(seed, rows), self.options.vocabulary_size)
        self.records: list[EpochRecord] = []
        self.best: tuple[EpochRecord, Weights] | None = None

    def run(self) -> Iterator[EpochRecord]:
        """Teach to the end, yielding every look; `packed` gives the best one so far.

        Raises:
            InvalidInput: The texts are too short for the recipe.
        """
        s = self.streams
        course = Course(s.train, s.check, s.known, self.options, self.recipe, self.seed)
        for record, weights in course.run():
            self.records.append(record)
            if self.best is None or (record.val_loss or 0) < (self.best[0].val_loss or 0):
                self.best = record, weights
            yield record

    def packed(self, measured: tuple[Mapping[str, Any], ...] = ()) -> Artifact:
        """Return the best weights so far, and their story."""
        if self.best is None:
            raise RuntimeError("nothing has been learnt yet")
        s = self.streams
        story = {
            "seed": self.seed,
            "dataset": "reviews",
            "origin": s.reviews.origin,
            "note": s.reviews.note,
            "rows": {"reviews": len(s.reviews.train)},
            "words": len(s.train),
            "validation_rows": len(s.reviews.check),
            "recipe": asdict(self.recipe),
            "looks_per_epoch": self.recipe.looks,
            "best_look": self.best[0].epoch,
            "loss": [record.loss for record in self.records],
            "val_loss": [record.val_loss for record in self.records],
        }
        lecture = {"protocol": "not in the lecture"}
        return pack(
            self.best[1], s.known, self.options, training=story, measured=measured, lecture=lecture
        )

    def finish(self) -> Artifact:
        """Return the best model with its figures on the held-out reviews."""
        model = opened(self.packed())
        s = self.streams
        found = np.concatenate([model.surprises(part) for part in parts_of(s.held_out)])
        return self.packed((_entry(s, found),))


def fit_counting(seed: int, rows: int | None = None) -> dict[str, Any]:
    """Return what counting reaches on the held-out reviews, with the same words and split.

    Args:
        seed: Of the split, as in teaching.
        rows: Reviews at most; None takes all.
    """
    s = Streams.of(load(seed, rows), Options().vocabulary_size)
    size = s.known.size + 1
    measured, kept = [], 0
    for n, said in _COUNTED.items():
        counted = Counting.of(s.train, size, n)
        kept = counted.kept
        found = -np.log2(counted.probabilities(s.held_out))
        measured.append({"counted": said, "order": n, **_entry(s, found)})
    return {
        "model": BASELINE,
        "title": BASELINE_TITLE,
        "task": "words",
        "parameters": kept,
        "training": {
            "seed": seed, "dataset": "reviews", "origin": s.reviews.origin,
            "rows": {"reviews": len(s.reviews.train)}, "words": len(s.train),
        },
        "measured": measured,
    }  # fmt: skip


def _entry(s: Streams, surprises: Floats) -> dict[str, Any]:
    wanted = s.held_out[1:]
    return {
        "data": s.where,
        "role": "held_out",
        "n": len(wanted),
        "reviews": len(s.reviews.held_out),
        "unknown": float((wanted == s.known.unknown).mean()),
        "perplexity": perplexity(surprises),
        "bits": float(surprises.mean()),
    }
