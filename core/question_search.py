"""A question looked for among the loaded ones: the nearest, how probable, which words differ.

Letters: n questions found, P size of a vector.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from core import registry
from core.contracts import SAMPLE, Floats, Integers
from core.errors import InvalidInput, MissingData, NotTrained
from core.loaded_questions import REAL_TITLE, Waiting, loaded_shelf, waiting
from core.question_shelf import Shelf
from core.question_vectors import QuestionVectors, question_vectors, vector_models
from core.settings import settings
from core.text import spans, words
from core.word_matches import PairText, probabilities

FAVOURITE = "questions-siamese-plus"
NEAREST = 12
_LETTERS = 1_000  # of a question found
_NAMED = 5  # unknown words that are named
_NO_MODEL = (
    "No model that makes one vector of a question is on this server, so nothing can be searched."
)
_EMPTY = "Type a question, and the nearest ones appear here."


def search_model() -> str:
    """Return the name of the model whose vectors are searched.

    Raises:
        NotTrained: There is none.
    """
    names = [name for name, _ in vector_models()]
    if not names:
        raise NotTrained(_NO_MODEL)
    return FAVOURITE if FAVOURITE in names else names[0]


def standing() -> dict[str, Any]:
    """Return which questions are searched now, in words (`said`), and `waiting` for which others.

    Raises:
        NotTrained: There is no model to search with.
    """
    name = search_model()
    shelf, left = loaded_shelf(name), _left(name)
    return {"said": _said(shelf, left), "waiting": None if left is None else asdict(left)}


def search(query: Any, judge: Any) -> dict[str, Any]:
    """Return the nearest loaded questions, or what is `missing`; both with `standing`.

    Each entry of `found` has the `text`, its `pieces` with 1 for those that are not in the query,
    the words of the query it `lacks`, the `cosine` of the two vectors, and the `probability` that
    `judge` gives to both asking the same. `remarks` are sentences about the query; `ms` is how long
    it took the server.

    Args:
        query: What was typed; from a browser, so it may be anything.
        judge: Name of a model that compares two questions.

    Raises:
        InvalidInput: There is no such model.
        NotTrained, Incompatible: It cannot be loaded.
    """
    begun = time.perf_counter()
    text = query.encode("utf-8", "replace").decode("utf-8") if isinstance(query, str) else ""
    read = text[: settings().text_limit]
    if not words(read):
        return {**standing(), "query": read, "missing": _EMPTY}
    halves = question_vectors(search_model())
    shelf = loaded_shelf(halves.model.spec.name)
    made = halves.vectors([read])
    places, _ = shelf.nearest(halves.comparable(made)[0], NEAREST)
    found = [shelf.texts[place][:_LETTERS] for place in places.tolist()]
    return {
        **standing(),
        "query": read,
        "model": str(judge),
        "found": _entries(read, found, _judged(halves, shelf, places, (str(judge), read, made))),
        "remarks": _remarks(halves, read, is_cut=len(text) > len(read)),
        "ms": round(1000 * (time.perf_counter() - begun), 1),
    }


def _left(name: str) -> Waiting | None:
    try:
        return waiting(name)
    except MissingData:  # nowhere to keep them, so nobody waits
        return None


def _said(shelf: Shelf, left: Waiting | None) -> str:
    searched = f"{len(shelf):,} {shelf.title}"
    if left is None:
        missing = "; those asked on Quora are not on this server" if shelf.origin == SAMPLE else ""
        return f"Searching {searched}{missing}."
    many = f"{left.done:,} of {left.total:,}" if left.total else "The"
    return (
        f"{many} {REAL_TITLE} get their vectors, once for everybody. "
        f"Until that is done, {searched} are searched."
    )


def _judged(
    halves: QuestionVectors, shelf: Shelf, places: Integers, asked: tuple[str, str, Floats]
) -> tuple[Floats, Floats]:
    """Return cosine and probability of each question found, (n,) each.

    Args:
        halves: The model that searched.
        shelf: Where it searched.
        places: (n,) where the questions stand.
        asked: Name of the judge, the query and its vector (1, P).
    """
    judge, query, made = asked
    if registry.model_spec(judge).task != "pairs":
        raise InvalidInput(f"{judge} does not compare two questions. Choose a model that does.")
    theirs = shelf.as_made(places)
    own = np.repeat(made, len(places), axis=0)
    lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(own, axis=1)
    cosine = (theirs * own).sum(axis=1) / np.maximum(lengths, 1e-12)
    if judge == halves.model.spec.name:
        return cosine, halves.probabilities(own, theirs)
    pairs = [(query, shelf.texts[place]) for place in places.tolist()]
    return cosine, probabilities(registry.predictor(judge), pairs)


def _entries(
    query: str, found: Sequence[str], judged: tuple[Floats, Floats]
) -> list[dict[str, Any]]:
    asked = words(query)
    return [
        {
            "text": text,
            "pieces": pieces(text, set(asked)),
            "lacks": [word for word in dict.fromkeys(asked) if word not in set(words(text))][:20],
            "is_same": words(text) == asked,
            "cosine": round(float(cosine), 4),
            "probability": round(float(probability), 4),
        }
        for text, cosine, probability in zip(found, *judged, strict=True)
    ]


def pieces(text: str, shared: set[str]) -> list[tuple[str, int]]:
    """Return a text cut into pieces, 1 for a word that is not among `shared`, else 0."""
    cut: list[tuple[str, int]] = []
    end = 0
    for word, start, stop in zip(words(text), *spans(text), strict=True):
        if word in shared:
            continue
        cut += [(text[end:start], 0), (text[start:stop], 1)]
        end = stop
    return [piece for piece in [*cut, (text[end:], 0)] if piece[0]]


def _remarks(halves: QuestionVectors, query: str, *, is_cut: bool) -> list[str]:
    """Return what a learner should know about this very query: cuts and unknown words."""
    seen = PairText(halves.model, query)
    said = []
    if is_cut:
        said.append(f"Only the first {settings().text_limit:,} characters are looked at.")
    if len(seen.read) < len(seen.tokens):
        said.append(
            f"It has {len(seen.tokens):,} words, but the model reads {len(seen.read)} of a "
            "question: from its beginning and its end."
        )
    unknown = list(dict.fromkeys(token.word for token in seen.read if not token.is_known))
    if len(unknown) == len({token.word for token in seen.read}):
        said.append(
            "The model knows none of these words: what is near has little to do with what they "
            "mean. Try other words."
        )
    elif unknown:
        named = ", ".join(f"\u201c\u2068{word[:24]}\u2069\u201d" for word in unknown[:_NAMED])
        said.append(f"Unknown to the model: {named}.")
    return said
