"""The loaded questions on the plane along which their vectors are spread most, and two more on it.

Letters: n questions of the sample, P size of a vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.contracts import Floats
from core.loaded_questions import loaded_shelf
from core.packing import whole
from core.pair_words import missing
from core.pairs import PairRequest
from core.question_search import search_model
from core.question_shelf import Shelf
from core.question_vectors import question_vectors
from core.word_map import principal_components

MOST = 3_000
PER = 10_000  # places are sent in such parts
_LETTERS = 160
_SEED = 0


@dataclass(frozen=True)
class QuestionMap:
    """A sample of questions on a plane.

    Attributes:
        key: Names the questions and the model; another key, another map.
        texts: (n,) the questions of the sample.
        places: (n, 2) on the plane.
        mean, axes: (P,) and (P, 2), which lay any vector on it.
        shares: Which share of the spread of the sample lies along each of the two.
        total: Questions that the sample was drawn from.
        title: What they are.
    """

    key: str
    texts: tuple[str, ...]
    places: Floats
    mean: Floats
    axes: Floats
    shares: tuple[float, float]
    total: int
    title: str


def map_of(shelf: Shelf, model: str) -> QuestionMap:
    """Return the map of a sample of at most `MOST` questions of a shelf, drawn with a fixed seed.

    The plane is fitted to the sample; vectors are as `QuestionVectors.comparable` makes them.
    """
    drawn = np.random.default_rng(_SEED).permutation(len(shelf))[:MOST]
    drawn.sort()
    vectors = np.asarray(shelf.vectors[drawn], dtype=np.float64)
    mean, axes, shares = principal_components(vectors)
    return QuestionMap(
        key=f"{model} {shelf.origin} {len(shelf)}",
        texts=tuple(shelf.texts[place][:_LETTERS] for place in drawn.tolist()),
        places=(vectors - mean) @ axes,
        mean=mean,
        axes=axes,
        shares=(float(shares[0]), float(shares[1])),
        total=len(shelf),
        title=shelf.title,
    )


def question_map(request: PairRequest, known: Any = None) -> dict[str, Any]:
    """Return the map (`cloud`, None where the browser knows it) and the `pair` on it.

    All places count 1 / `PER`. `pair` is None without words to compare; else it has both `places`
    and how far the two are `apart`, in all numbers and on the plane.

    Args:
        request: The two questions.
        known: The `key` of the map that the browser has.

    Raises:
        NotTrained: There is no model that makes one vector of a question.
    """
    name = search_model()
    shelf = loaded_shelf(name)
    found = _map(name, shelf.origin, len(shelf))
    return {
        "key": found.key,
        "per": PER,
        "cloud": None if found.key == known else _told(found),
        "pair": None if missing(request) else _pair(found, name, request),
    }


@lru_cache(maxsize=2)
def _map(name: str, _origin: str, _count: int) -> QuestionMap:
    return map_of(loaded_shelf(name), name)


def _told(found: QuestionMap) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "places": whole(found.places, PER),
        "shares": found.shares,
        "total": found.total,
        "title": found.title,
    }


def _pair(found: QuestionMap, name: str, request: PairRequest) -> dict[str, Any]:
    halves = question_vectors(name)
    vectors = halves.comparable(halves.vectors(request.read)).astype(np.float64)
    places = (vectors - found.mean) @ found.axes
    apart = [float(np.linalg.norm(two[0] - two[1])) for two in (vectors, places)]
    return {
        "texts": [text[:_LETTERS] for text in request.read],
        "places": places.round(4).tolist(),
        "apart": [round(distance, 4) for distance in apart],
        "numbers": vectors.shape[1],
    }
