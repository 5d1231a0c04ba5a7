"""The word vectors of a trained model: its embedding table, a map of it, and who is near whom.

Letters: R rows of the table (padding, words, unknown), E numbers per row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core import registry
from core.contracts import Floats
from core.errors import Incompatible, InvalidInput, LessonError
from core.predictors import TrainedModel
from core.text import Vocabulary

CLOUD = 1_500
FAVOURITE = "sentiment-lstm"


@dataclass(frozen=True)
class WordVectors:
    """The vectors of one model; arrays are read-only.

    Attributes:
        model: Its name.
        vocabulary: Its words; the row of a word is its id.
        table: (R, E), as trained.
        directions: (R, E), the same at length 1: their products are cosines.
        places: (R, 2), every row on the plane of the two principal components.
        shares: Which share of the spread of the cloud lies along each of the two.
        largest: 99 % of all entries are at most this large, sign aside.
    """

    model: str
    vocabulary: Vocabulary
    table: Floats
    directions: Floats
    places: Floats
    shares: tuple[float, float]
    largest: float

    def row_of(self, word: str) -> int:
        """Return the row of a word; that of "unknown" when the model does not know it."""
        return self.vocabulary.ids.get(word, self.vocabulary.unknown)


def principal_components(points: Floats, count: int = 2) -> tuple[Floats, Floats, Floats]:
    """Return the mean (E,), the axes (E, count) and their shares of the spread (count,).

    The axes are the directions in which the points (n, E) are spread most: eigenvectors of their
    covariance. Of either sign an axis may have, it gets the one that makes its largest entry
    positive, so that a picture is not mirrored by chance.
    """
    mean = points.mean(axis=0)
    centred = points - mean
    spread, axes = np.linalg.eigh(centred.T @ centred)  # smallest first
    spread, axes = spread[::-1][:count], axes[:, ::-1][:, :count]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    total = max(float((centred**2).sum()), np.finfo(float).tiny)
    return mean, axes * np.where(signs == 0, 1, signs), spread / total


def vectors_of(model: str, vocabulary: Vocabulary, table: Floats) -> WordVectors:
    """Return the vectors with their map: fitted to the `CLOUD` most frequent words."""
    seen = table.view()  # the network's own array: looked at, not copied
    table = np.asarray(table, dtype=np.float64)
    mean, axes, shares = principal_components(table[1 : 1 + min(CLOUD, len(vocabulary.kept))])
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    made = WordVectors(
        model=model,
        vocabulary=vocabulary,
        table=seen,
        directions=(table / np.maximum(lengths, 1e-9)).astype(np.float32),
        places=(table - mean) @ axes,
        shares=(float(shares[0]), float(shares[1])),
        largest=max(float(np.percentile(np.abs(table[1:]), 99)), 1e-3),
    )
    for array in (made.table, made.directions, made.places):
        array.setflags(write=False)
    return made


@lru_cache(maxsize=16)
def word_vectors(name: str) -> WordVectors:
    """Return the vectors of the shipped model `name`, computed once per process.

    Raises:
        InvalidInput: No such model.
        NotTrained, Incompatible: It cannot be loaded, or it has no embedding of words.
    """
    return vectors_of(name, *word_table(registry.predictor(name)))


def word_table(model: TrainedModel) -> tuple[Vocabulary, Floats]:
    """Return the words of a model and the table (R, E) in which each of them has its row.

    Raises:
        Incompatible: It has no vocabulary, or no embedding with a row for every word.
    """
    vocabulary = model.artifact.vocabulary
    for step in model.card.architecture.steps:
        if step.kind == "Embedding" and vocabulary is not None:
            table = model.artifact.network.weights(step.layer)[0]
            if len(table) > vocabulary.unknown and table.shape[1] > 1:
                return vocabulary, table
    raise Incompatible(f"{model.spec.title} has no word vectors to look at.")


def embedding_models() -> Mapping[str, str]:
    """Return name -> title of every shipped model that has word vectors, the favourite first."""
    reading = [spec for spec in registry.models().values() if spec.words]
    there = [spec for spec in reading if not _why_no_vectors(spec.name)]
    there.sort(key=lambda spec: spec.name != FAVOURITE)
    return {spec.name: spec.title for spec in there}


def _why_no_vectors(name: str) -> str | None:
    """Return the reason why a model has no vectors to look at, or None when it has."""
    try:
        word_table(registry.predictor(name))
    except LessonError as error:
        return str(error)
    return None


def checked_model(name: object) -> str:
    """Return the name of a model with word vectors; raises `InvalidInput`, naming them."""
    known = embedding_models()
    if not isinstance(name, str) or name not in known:
        raise InvalidInput(
            f"There are no word vectors called {str(name)[:40]!r}. Choose one of: "
            f"{', '.join(known) or 'none is loaded'}."
        )
    return name


def nearest(vectors: WordVectors, word: str, count: int) -> list[tuple[str, float]]:
    """Return the `count` words whose vectors point most the same way, with the cosine.

    cos(u, v) = u · v / (|u| |v|): 1 for the same direction, 0 for a right angle, -1 for opposite.
    The word itself, padding and the row of "unknown" are left out.
    """
    row = vectors.row_of(word)
    cosines = vectors.directions @ vectors.directions[row]
    cosines[[0, row]] = -np.inf
    cosines[len(vectors.vocabulary.kept) + 1 :] = -np.inf
    count = min(count, len(vectors.vocabulary.kept))
    first = np.argpartition(-cosines, count - 1)[:count]
    ranked = first[np.argsort(-cosines[first], kind="stable")]
    kept = vectors.vocabulary.kept
    return [(kept[r - 1], float(cosines[r])) for r in ranked if np.isfinite(cosines[r])]


def landmarks(places: Floats, directions: int = 16) -> list[int]:
    """Return which of the places (n, 2) lie outermost, looking from the middle all around."""
    if not len(places):
        return []
    angles = np.arange(directions) * 2 * np.pi / directions
    seen = (places - places.mean(axis=0)) @ np.stack([np.cos(angles), np.sin(angles)])
    return sorted({int(place) for place in seen.argmax(axis=0)})
