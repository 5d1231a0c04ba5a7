"""How much of real text the vocabulary and the length of a trained model cover, counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import registry
from core.errors import Incompatible, LessonError
from core.settings import settings
from core.tables import read_table
from core.text import Vocabulary
from core.word_map import word_table


@dataclass(frozen=True)
class Coverage:
    """What happens to the sample texts on their way into a model; shares are between 0 and 1.

    Attributes:
        texts, tokens: How many there were.
        size: V.
        width: E.
        parameters: Weights of the embedding table.
        unknown: Share of the tokens that the vocabulary lacks.
        length: T.
        cut: Share of the texts that are longer than T.
        padding: Share of the T slots per text that hold no word.
    """

    texts: int
    tokens: int
    size: int
    width: int
    parameters: int
    unknown: float
    length: int
    cut: float
    padding: float


def covered(texts: list[str], vocabulary: Vocabulary, shape: tuple[int, int], T: int) -> Coverage:
    """Return what happens to `texts` with these words, a table of this shape, and T slots."""
    ids = [vocabulary.encode(text) for text in texts]
    lengths = np.array([len(one) for one in ids])
    tokens = int(lengths.sum())
    unknown = sum(one.count(vocabulary.unknown) for one in ids)
    return Coverage(
        texts=len(texts),
        tokens=tokens,
        size=vocabulary.size,
        width=shape[1],
        parameters=shape[0] * shape[1],
        unknown=unknown / max(1, tokens),
        length=T,
        cut=float((lengths > T).mean()),
        padding=float(1 - np.minimum(lengths, T).mean() / T),
    )


@lru_cache(maxsize=16)
def coverage(name: str) -> Coverage:
    """Return how the rows written for this product fare in the shipped model `name`.

    Raises:
        NotTrained, Incompatible: It cannot be loaded, or it does not read words.
    """
    model = registry.predictor(name)
    vocabulary, table = word_table(model)
    length = getattr(model.options, "length", None)
    sample = registry.dataset_spec(model.spec.dataset).sample
    if not sample or length is None:
        raise Incompatible(f"{model.spec.title} reads no words that could be counted.")
    rows = read_table(settings().samples / sample, model.spec.words)
    texts = [text for column in model.spec.words for text in rows[column]]
    return covered(texts, vocabulary, (table.shape[0], table.shape[1]), length)


def coverages(names: Iterable[str]) -> dict[str, Coverage]:
    """Return name -> coverage of every model for which it can be counted."""
    found = {}
    for name in names:
        try:
            found[name] = coverage(name)
        except LessonError:  # the page of the model says why
            continue
    return found
