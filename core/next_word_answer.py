"""What the next-word model makes of a text: every word's surprise, what may come, what it writes.

All that a browser needs is plain numbers and words; what is drawn from them asks nobody again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.char_lstm import State
from core.contracts import Floats, Integers
from core.errors import InvalidInput, LessonError
from core.marks import as_written
from core.next_word import NextWord, shipped
from core.next_word_texts import BOUNDARY
from core.sampling import Dice, drawn, odds
from core.settings import settings

MOST_READ, WRITTEN, BARS, UNITS = 200, 40, 12, 24
END = "\u25a0"  # the review is over


@dataclass(frozen=True)
class NextWordRequest:
    """A text and the dice; raises `InvalidInput` where the text is none."""

    text: str
    dice: Dice

    def __post_init__(self) -> None:
        """Cut the text to the limit of a typed text."""
        if not isinstance(self.text, str):
            raise InvalidInput(f"A text is words, not {type(self.text).__name__}.")
        object.__setattr__(self, "text", self.text[: settings().text_limit])


@dataclass(frozen=True)
class _Read:
    """A text as the model read it.

    Attributes:
        words: All its words and marks.
        first: Place of the first one that was read.
        ids: (T,) of those that were read.
        h: (T + 1, P) the memory before the first and after each.
        state: What is remembered at the end.
    """

    words: Sequence[str]
    first: int
    ids: Integers
    h: Floats
    state: State


def _read(model: NextWord, text: str) -> _Read:
    known = model.vocabulary
    words = known.words(text)
    first = max(0, len(words) - MOST_READ)
    ids = np.array([known.ids.get(word, known.unknown) for word in words[first:]], np.intp)
    if not len(ids):
        return _Read(words, 0, ids, model.begin.h, model.begin)
    passed = model.read(ids)
    return _Read(words, first, ids, passed.h[:, 0], passed.state)


def reading(request: NextWordRequest) -> dict[str, Any]:
    """Return what the model makes of a text.

    `tokens`: `[start, end, known, bits, rank, expected]` per word read, `unread` how many before
    them; `bits`, `perplexity` over them; `next`: what may come, see `_next`; `units`, `heat`: the
    liveliest units (counted from 1) and what each held after each word, in percent.
    """
    model = shipped()
    read = _read(model, request.text)
    log_p = model.log_probabilities(read.h)  # (T + 1, V)
    tokens, bits = _tokens(model, read, request.text, log_p)
    units = liveliest(read.h)
    return {
        "text": request.text,
        "tokens": tokens,
        "unread": read.first,
        "unknown": sum(not token[2] for token in tokens),
        "bits": round(float(bits.mean()), 2) if len(bits) else None,
        "perplexity": round(float(2 ** bits.mean()), 1) if len(bits) else None,
        "next": _next(model, log_p[-1], request.dice, read.words)[0],
        "units": [int(unit) + 1 for unit in units],
        "heat": _percent(read.h[1:, units]),
    }


def writing(request: NextWordRequest) -> dict[str, Any]:
    """Return what the model writes after a text, word by word, until it ends or has `WRITTEN`.

    `after`: the text; `steps`: per word `word`, `piece` (with the space before it), `bits`, `next`
    (what could have come after it); `heat` as in `reading`, of the written words; `is_over`.
    """
    model, dice = shipped(), request.dice
    read = _read(model, request.text)
    units = liveliest(read.h)
    words, state, log_p = list(read.words), read.state, model.log_probabilities(read.h[-1:])[0]
    steps: list[dict[str, Any]] = []
    held: list[Floats] = []
    word = _next(model, log_p, dice, words)[1]
    while len(steps) < WRITTEN and word != BOUNDARY:
        piece, bits = _piece(model, word, words), -float(log_p[word]) / np.log(2)
        words.append(_said(model, word))
        passed = model.read(np.array([word]), state)
        state, log_p = passed.state, model.log_probabilities(passed.h[1])[0]
        held.append(passed.h[1, 0, units])
        coming, taken = _next(model, log_p, dice, words)
        steps.append(
            {"word": words[-1], "piece": piece, "bits": round(bits, 2),
             "next": coming}
        )  # fmt: skip
        word = taken
    return {
        "after": request.text,
        "steps": steps,
        "heat": _percent(np.reshape(held, (-1, len(units)))),
        "is_over": word == BOUNDARY,
    }


def liveliest(h: Floats) -> Integers:
    """Return the units whose value changes most while a text is read, the liveliest first.

    Args:
        h: (T + 1, P) the memory before the first word and after each.
    """
    return np.argsort(-h.astype(np.float64).std(axis=0), kind="stable")[:UNITS]


def answer_or_reason(text: Any, dice: Sequence[Any], *, writes: bool = False) -> dict[str, Any]:
    """Return `reading` or `writing`; `missing` with the reason where there is no answer."""
    try:
        request = NextWordRequest("" if text is None else text, Dice(*dice))
        return writing(request) if writes else reading(request)
    except LessonError as error:
        return {"missing": str(error)}


def _tokens(
    model: NextWord, read: _Read, text: str, log_p: Floats
) -> tuple[list[list[Any]], Floats]:
    if not len(read.ids):
        return [], np.zeros(0)
    starts, ends = model.vocabulary.spans(text)
    rows, places = log_p[:-1], np.arange(len(read.ids))
    found = rows[places, read.ids]
    bits = -found / np.log(2)
    ranks = (rows > found[:, None]).sum(axis=1) + 1
    expected = rows.argmax(axis=1)
    unknown = model.vocabulary.unknown
    return [
        [
            starts[read.first + t],
            ends[read.first + t],
            bool(read.ids[t] != unknown),
            round(float(bits[t]), 2),
            int(ranks[t]),
            [_said(model, int(expected[t])), round(float(np.exp(rows[t, expected[t]])), 4)],
        ]
        for t in range(len(read.ids))
    ], bits


def _next(
    model: NextWord, log_p: Floats, dice: Dice, words: Sequence[str]
) -> tuple[dict[str, Any], int]:
    """Return what may come next, and the word that the dice give.

    `bars`: `[word, piece, p, p with which it is drawn]` of the most probable words; `unknown` p of
    a word it does not know; `others` p of all other words; `drawn`: word and piece that the dice
    give; `bits`: how undecided it is (entropy).
    """
    p = np.exp(log_p.astype(np.float64))
    unknown = model.vocabulary.unknown
    chances = odds(log_p, dice, (unknown,))
    known = np.delete(p, unknown)  # the unknown one is the last id
    order = np.argpartition(-known, BARS)[:BARS]
    order = order[np.argsort(-known[order], kind="stable")]
    taken = drawn(chances, dice.seed, len(words))
    told = {
        "bars": [
            [_said(model, word), _piece(model, word, words), round(float(p[word]), 4),
             round(float(chances[word]), 4)]
            for word in order.tolist()
        ],
        "unknown": round(float(p[unknown]), 4),
        "others": round(float(1 - p[order].sum() - p[unknown]), 4),
        "possible": int((chances > 0).sum()),
        "drawn": [_said(model, taken), _piece(model, taken, words)],
        "bits": round(float(-(p * log_p).sum() / np.log(2)), 2),
    }  # fmt: skip
    return told, taken


def _said(model: NextWord, word: int) -> str:
    if word == BOUNDARY:
        return END
    return model.vocabulary.kept[word - 1] if word < model.vocabulary.unknown else "\u2026"


def _piece(model: NextWord, word: int, before: Sequence[str]) -> str:
    """Return what is added to the text when a word is taken; nothing for the end."""
    return "" if word == BOUNDARY else as_written([_said(model, word)], before)


def _percent(h: Floats) -> list[list[int]]:
    return np.rint(h * 100).astype(int).tolist()
