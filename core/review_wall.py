"""Many reviews under each other, every one a heat map: the lecture's wall.

The lecture prints one neuron over review after review; what it does shows only there. All reviews
are read in one pass and travel as one packed answer, so that another neuron or scale asks nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import registry
from core.errors import InvalidInput
from core.packing import packed_words, whole
from core.probes import reference_scale, trace_of, verdict
from core.settings import settings

MOST_REVIEWS = 100
MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class Wall:
    """Reviews to hang: at most `MOST_REVIEWS`, in the order they were given.

    Attributes:
        reviews: The reviews, one per line of what was typed, without blank lines.
        remarks: What was left out, one sentence each.
    """

    reviews: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def wall_of(text: str) -> Wall:
    """Return the reviews in `text`, one per line; what is too much is left out and told.

    Raises:
        InvalidInput: It is not text.
    """
    if not isinstance(text, str):
        raise InvalidInput(f"Reviews are text, one per line, not {type(text).__name__}.")
    remarks = []
    if len(text) > MOST_CHARACTERS:
        remarks.append(f"Only the first {MOST_CHARACTERS:,} of {len(text):,} characters are used.")
    lines = [line.strip() for line in text[:MOST_CHARACTERS].splitlines()]
    reviews = [line for line in lines if line]
    if len(reviews) > MOST_REVIEWS:
        remarks.append(
            f"{len(reviews):,} reviews were given; the wall has room for {MOST_REVIEWS}. "
            "For more, upload a CSV below."
        )
    limit = settings().text_limit
    long = sum(len(review) > limit for review in reviews[:MOST_REVIEWS])
    if long:
        remarks.append(f"{long} cut to the first {limit:,} characters.")
    return Wall(tuple(review[:limit] for review in reviews[:MOST_REVIEWS]), tuple(remarks))


def packed_wall(name: str, text: str) -> dict[str, Any]:
    """Return what the model `name` makes of every review in `text`.

    `reviews` is a list of packed traces (see `core.packing`) that hold the activations only; the
    number of neurons and their fixed range, the same for all, stand beside the list.

    Raises:
        InvalidInput: `text` is not text, or there is no such model.
        Incompatible: The model has no layer whose every step can be shown.
    """
    wall = wall_of(text)
    scale, model = reference_scale(name), registry.predictor(name)
    packed = []
    if wall.reviews:
        run = model.run({"text": np.array(wall.reviews, dtype=object)})
        for row, review in enumerate(wall.reviews):
            traced = trace_of(model, review, run, row)
            packed.append(
                {
                    **packed_words(traced),
                    "states": whole(traced.activations),
                    "per": 1000,
                    "opinion": "",
                    "probability": round(traced.probability, 4),
                    "verdict": verdict(traced.probability, model.card.threshold),
                }
            )
    return {
        "reviews": packed,
        "remarks": list(wall.remarks),
        "neurons": len(scale.low),
        "low": np.round(scale.low, 3).tolist(),
        "high": np.round(scale.high, 3).tolist(),
    }
