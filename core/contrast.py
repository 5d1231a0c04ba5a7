"""Pairs of texts that differ in a word or two and mean the opposite: where memory is visible.

Written for Unrolled. A bag of words gets many of them wrong, because the words hardly change; a
model that keeps what it has read can get both texts of a pair right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import metrics, registry
from core.contracts import Floats, Predictor
from core.errors import InvalidInput
from core.settings import settings
from core.tables import binary_labels, read_table


@dataclass(frozen=True)
class Pair:
    """Two texts of one kind of contrast: one that is positive, one that is negative."""

    kind: str
    positive: str
    negative: str


@lru_cache(maxsize=2)
def contrast_pairs(path: Path | None = None) -> tuple[Pair, ...]:
    """Return the pairs of a file (None: the shipped one), in its order.

    Raises:
        InvalidInput: A pair that is not one positive and one negative text of one kind.
    """
    path = path or settings().samples / "contrast.csv"
    table = read_table(path, ["pair", "kind", "text", "label"])
    table["label"] = binary_labels(table["label"], "label").astype(int)
    found = []
    for name, rows in table.groupby("pair", sort=False):
        texts = dict(zip(rows["label"], rows["text"], strict=True))
        if len(rows) != 2 or set(texts) != {0, 1} or rows["kind"].nunique() != 1:
            raise InvalidInput(
                f"{path.name}: pair {name} needs one positive and one negative text of one kind."
            )
        found.append(Pair(rows["kind"].iloc[0], texts[1], texts[0]))
    return tuple(found)


def probabilities(model: Predictor, pairs: Sequence[Pair]) -> Floats:
    """Return (pairs, 2): the probability of "positive" for the positive and the negative text."""
    texts = [text for pair in pairs for text in (pair.positive, pair.negative)]
    return model.predict({"text": np.array(texts, dtype=object)}).reshape(-1, 2)


def is_right(answers: Floats, threshold: float) -> NDArray[np.bool_]:
    """Return (pairs, 2): whether each text is on its side of the threshold."""
    return np.asarray((answers >= threshold) == np.array([True, False]))


def contrast_entry(model: Predictor, threshold: float) -> dict[str, Any]:
    """Return what a model makes of the shipped pairs, as one of its measurements.

    Beside the figures over all texts: how many pairs are right in both texts, also by kind.
    """
    pairs = contrast_pairs()
    answers = probabilities(model, pairs)
    both = np.asarray(is_right(answers, threshold).all(axis=1))
    labels = np.tile([1.0, 0.0], len(pairs))
    kinds = np.array([pair.kind for pair in pairs])
    return {
        "data": "contrast pairs written for this product",
        "role": "contrast",
        **metrics.classification(labels, answers.reshape(-1), threshold),
        "pairs": len(pairs),
        "pairs_right": int(both.sum()),
        "kinds": {
            str(kind): {
                "pairs": int((kinds == kind).sum()), "pairs_right": int(both[kinds == kind].sum())
            }
            for kind in dict.fromkeys(kinds.tolist())
        },
    }  # fmt: skip


def kinds_of_contrast() -> tuple[str, ...]:
    """Return the kinds of the shipped pairs, in their order."""
    return tuple(dict.fromkeys(pair.kind for pair in contrast_pairs()))


@lru_cache(maxsize=64)
def judged(kind: str, names: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """Return every shipped pair of a kind with what each model says about it.

    One entry per pair: `texts`, the positive and the negative one; and for every model that is
    available, by name, for each of the two texts its probability of "positive" (`answers`) and
    whether that is right (`right`).

    Raises:
        InvalidInput: No such kind or model.
    """
    pairs = [pair for pair in contrast_pairs() if pair.kind == kind]
    if not pairs:
        kinds = ", ".join(kinds_of_contrast())
        raise InvalidInput(f"There is no kind {kind[:40]!r}. Choose one of: {kinds}.")
    found: list[dict[str, Any]] = [
        {"texts": (pair.positive, pair.negative), "answers": {}, "right": {}} for pair in pairs
    ]
    answering = [name for name in names if registry.why_unavailable(name) is None]
    for name in answering:
        model = registry.predictor(name)
        answers = probabilities(model, pairs)
        right = is_right(answers, model.card.threshold)
        for entry, two, sides in zip(found, answers.tolist(), right.tolist(), strict=True):
            entry["answers"][name] = two
            entry["right"][name] = sides
    return tuple(found)
