"""What a link to /next-word asks for, and what the model was measured to be worth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core import next_word
from core.artifacts import Card
from core.asked import Asked
from core.errors import LessonError
from core.next_word_training import BASELINE
from core.sampling import HOTTEST, LARGEST_SEED, MOST_WORDS, SMALLEST_SHARE, Dice
from core.settings import settings

BEGINNING = "The food was great, but the waiter"
HEBREW = (
    "\u05db\u05de\u05d0\u05d6 \u05d5\u05de\u05ea\u05de\u05d9\u05d3, "
    "\u05e0\u05d5\u05db\u05d7\u05d5\u05ea\u05e0\u05d5 \u05e2\u05dc "
    "\u05d4\u05e7\u05e8\u05e7\u05e2, \u05e9\u05dc\u05d9\u05d8\u05ea\u05e0\u05d5 "
    "\u05d1\u05de\u05e7\u05d5\u05de\u05d5\u05ea "
    "\u05d4\u05d0\u05e1\u05d8\u05e8\u05d8\u05d2\u05d9\u05d9\u05dd, "
    "\u05d5\u05e0\u05d7\u05d9\u05e9\u05d5\u05ea\u05e0\u05d5 "
    "\u05d1\u05d4\u05d2\u05e0\u05ea\u05dd \u05d4\u05d9\u05d0"
)  # the lecture's opening slide


@dataclass(frozen=True)
class NextWordVisit:
    """What the page shows at first; `remarks`: what of the link could not be used."""

    text: str
    dice: Dice
    remarks: tuple[str, ...] = ()


def next_word_visit(query: Mapping[str, Any]) -> NextWordVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon."""
    asked, usual = Asked.of(query), Dice()
    text = asked.text("text", BEGINNING, settings().link_limit)
    top_p = asked.number("p", usual.top_p, 1)
    temperature = asked.number("heat", usual.temperature, HOTTEST)
    dice = Dice(
        temperature if temperature >= 0 else usual.temperature,
        asked.whole("k", usual.top_k, MOST_WORDS, least=0),
        top_p if top_p >= SMALLEST_SHARE else usual.top_p,
        asked.whole("seed", usual.seed, min(LARGEST_SEED, 999_999_999), least=0),
    )
    return NextWordVisit(text, dice, tuple(asked.remarks))


@dataclass(frozen=True)
class Worth:
    """What the model and counting reach on the same held-out reviews.

    Attributes:
        rows: What it is, parameters or None, perplexity; the worst first.
        note: Data, protocol and command, in a sentence or two.
    """

    rows: tuple[tuple[str, int | None, float], ...]
    note: str


def worth() -> Worth | None:
    """Return the measured figures; None where the model or the counts are not there."""
    try:
        card = next_word.card()
    except LessonError:
        return None
    path = settings().trained / f"{BASELINE}.json"
    if not card.measured or not path.is_file():
        return None
    counted = json.loads(path.read_text("utf-8"))
    return _worth(card, counted)


def _worth(card: Card, counted: Mapping[str, Any]) -> Worth:
    size = int(card.options["vocabulary_size"]) + 1
    (ours,) = card.measured
    rows: list[tuple[str, int | None, float]] = [("Every word alike", None, float(size))]
    rows += [
        (f"Counting {entry['counted']}", None, entry["perplexity"]) for entry in counted["measured"]
    ]
    rows.append(("This LSTM", card.parameters, ours["perplexity"]))
    note = (
        f"Perplexity on {ours['reviews']:,} {ours['data']}: {ours['n']:,} words and marks, "
        f"{100 * ours['unknown']:.1f} % of them unknown words, which count as one word. Learnt "
        f"from {card.training['words']:,} words of {card.training['rows']['reviews']:,} other "
        f"reviews, seed {card.training['seed']}; the counts are of the same words. "
        "Commands: python -m core train next-word, python -m core baseline next-word."
    )
    return Worth(tuple(rows), note)
