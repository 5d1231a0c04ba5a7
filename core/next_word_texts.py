"""The reviews that the next-word model learns from, and those it never sees, as one stream each.

Id 0 stands between two reviews: it is what comes before the first word and after the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.contracts import REAL, SAMPLE, Integers
from core.errors import MissingData
from core.marks import marked_words, without_tags
from core.settings import settings
from core.tables import read_table
from core.text import Vocabulary

BOUNDARY = 0
_FILES = ("yelp_reviews", "imdb_train")
_TEST = "yelp_polarity_test_sample"
_HELD_OUT = 0.03  # of the reviews for choosing, and as many for measuring
_BEGINNING = 60


@dataclass(frozen=True)
class Reviews:
    """Texts in three parts, and where they come from.

    Attributes:
        train, check, held_out: What is learnt; what says which weights to keep; what measures.
        origin: `real` or `sample`.
        note: Which texts these are, in a sentence.
    """

    train: tuple[str, ...]
    check: tuple[str, ...]
    held_out: tuple[str, ...]
    origin: str
    note: str


def load(seed: int, rows: int | None = None) -> Reviews:
    """Return whole reviews in three parts; those that stand in a test file are left out.

    Args:
        seed: Of the split.
        rows: Reviews at most; None takes all.
    """
    try:
        texts, origin = _real(), REAL
        note = "Yelp reviews and the training split of the IMDB film reviews, each text once."
    except MissingData:
        texts, origin = _sample(), SAMPLE
        note = f"{len(texts)} reviews written for this product."
    drawn = np.random.default_rng(seed).permutation(len(texts))[:rows]
    apart = max(1, round(_HELD_OUT * len(drawn)))
    parts = drawn[2 * apart :], drawn[:apart], drawn[apart : 2 * apart]
    train, check, held_out = (tuple(texts[place] for place in part) for part in parts)
    return Reviews(train, check, held_out, origin, note)


def _real() -> list[str]:
    folder = settings().data_root / "reviews"
    tables = [read_table(folder / f"{name}.csv.gz", ["text"])["text"] for name in _FILES]
    texts = pd.concat(tables, ignore_index=True).map(without_tags)
    beginnings = texts.map(_beginning)
    is_kept = ~beginnings.duplicated() & (beginnings != "")
    test_file = folder / f"{_TEST}.csv.gz"
    if test_file.is_file():
        tested = set(read_table(test_file, ["text"])["text"].map(_beginning))
        is_kept &= ~beginnings.isin(tested)
    return texts[is_kept].tolist()


def _beginning(text: str) -> str:
    """Return the first letters, so that two copies of a review look the same."""
    letters = (letter for letter in text[: 3 * _BEGINNING].lower() if letter.isalpha())
    return "".join(letters)[:_BEGINNING]


def _sample() -> list[str]:
    return read_table(settings().samples / "reviews.csv", ["text"])["text"].tolist()


def vocabulary(texts: Iterable[str], size: int) -> Vocabulary:
    """Return the `size` − 1 most frequent words and marks."""
    return Vocabulary.fit(texts, size, "marked")


def stream(texts: Iterable[str], known: Vocabulary) -> Integers:
    """Return the ids of all texts in one row (n,), a `BOUNDARY` before each and one at the end."""
    ids = known.ids
    found = [BOUNDARY]
    for text in texts:
        found += [ids.get(word, known.unknown) for word in marked_words(text)]
        found.append(BOUNDARY)
    return np.array(found, np.int32)
