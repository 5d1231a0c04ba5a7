"""Sentences to one matrix of numbers: words, ids, cut and padded to one length.

The lecture's way (section "Text as a time series"), beside ours: where its tokenizer silently drops
a word it does not know, ours keeps the place and writes the id of "unknown" there.

Letters: N sentences, T slots per sentence, V words that are kept and the padding.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast

import numpy as np

from core.contracts import Integers, Token
from core.errors import InvalidInput
from core.settings import settings
from core.text import PADDING, Side, Vocabulary, pad

LECTURE_SENTENCES = ("I love Stats so much", "I love ML too", "I love DS", "I love NN")
LECTURE_TEXT = "\n".join(LECTURE_SENTENCES)
TYPED, LECTURE, TRAINED = "typed", "lecture", "model"
SOURCES = (TYPED, LECTURE, TRAINED)
PAD_SIDES = ("after", "before")
KEPT_SIDES = ("start", "end", "both")
LARGEST, LONGEST, WIDEST = 10_000, 100, 16
EMPTY = -1


@dataclass(frozen=True)
class TokenRequest:
    """What is done to the sentences, checked.

    Attributes:
        text: One sentence per line, cut to the limit of a typed text.
        source: Where the words come from: these sentences, the lecture's four, a trained model.
        size: V, the lecture's `num_words`; a trained model brings its own.
        length: T.
        pad_side: Where zeros are put: `after` or `before` the words.
        keep: Which part of a longer sentence stays: its `start`, its `end`, or `both` ends.
        width: E, how many numbers stand for a word in an embedding that nobody trained.
    """

    text: str
    source: str = TYPED
    size: int = 10
    length: int = 4
    pad_side: str = "after"
    keep: str = "start"
    width: int = 3

    def __post_init__(self) -> None:
        """Check every part; raises `InvalidInput`."""
        if not isinstance(self.text, str):
            raise InvalidInput(f"Sentences are text, not {type(self.text).__name__}.")
        object.__setattr__(self, "text", self.text[: settings().text_limit])
        _is_one_of("source of words", self.source, SOURCES)
        _is_one_of("side to pad", self.pad_side, PAD_SIDES)
        _is_one_of("part to keep", self.keep, KEPT_SIDES)
        _is_within("vocabulary size", self.size, 2, LARGEST)
        _is_within("length", self.length, 1, LONGEST)
        _is_within("embedding size", self.width, 1, WIDEST)


def _is_one_of(what: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        known = ", ".join(choices)
        raise InvalidInput(f"There is no {what} {str(value)[:20]!r}. Choose one of: {known}.")


def _is_within(what: str, value: Any, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InvalidInput(
            f"The {what} must be a whole number from {least} to {most:,}, not {str(value)[:20]!r}."
        )


@dataclass(frozen=True)
class TokenTable:
    """N sentences as tokens, and which token stands in which of the T slots.

    Attributes:
        request: What was asked for.
        vocabulary: The words that have an id.
        tokens: Every token of the text, in its order.
        lines: Per sentence the numbers of its first token and of the first one after it.
        slots: (N, T) number of the token in every slot, or `EMPTY`.
        lecture_slots: The same as the lecture's tokenizer fills them: unknown words are gone
            before anything is cut or padded.
    """

    request: TokenRequest
    vocabulary: Vocabulary
    tokens: tuple[Token, ...]
    lines: tuple[tuple[int, int], ...]
    slots: Integers
    lecture_slots: Integers

    @property
    def text(self) -> str:
        """The sentences as they were typed, as far as they are read."""
        return self.request.text

    @property
    def sequences(self) -> list[list[int]]:
        """One list of ids per sentence, unknown words included."""
        return [[token.id for token in self.tokens[a:b]] for a, b in self.lines]

    @property
    def padded(self) -> Integers:
        """The matrix of ids, (N, T)."""
        return self._ids(self.slots)

    @property
    def lecture_padded(self) -> Integers:
        """The matrix of ids as the lecture's tokenizer gives it, (N, T)."""
        return self._ids(self.lecture_slots)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Word -> how often it stands in the text, in the order of first appearance."""
        return Counter(token.word for token in self.tokens)

    def _ids(self, slots: Integers) -> Integers:
        ids = np.array([token.id for token in self.tokens] + [PADDING], dtype=np.int32)
        return ids[slots]  # EMPTY is -1: the last entry, the padding


def token_table(request: TokenRequest, trained: Vocabulary | None = None) -> TokenTable:
    """Return the sentences as a table.

    Args:
        request: What to do; blank lines are no sentences.
        trained: The vocabulary of a trained model, for the source `model`.
    """
    vocabulary = _vocabulary(request, trained)
    tokens = tuple(vocabulary.tokens(request.text))
    lines = _lines(request.text, tokens)
    numbers = [list(range(first, after)) for first, after in lines]
    known = [[number for number in line if tokens[number].is_known] for line in numbers]
    return TokenTable(
        request, vocabulary, tokens, lines, _filled(numbers, request), _filled(known, request)
    )


def _vocabulary(request: TokenRequest, trained: Vocabulary | None) -> Vocabulary:
    if request.source == TRAINED:
        if trained is None:
            raise InvalidInput("No trained model is here whose words could be used.")
        return trained
    learnt_from = LECTURE_SENTENCES if request.source == LECTURE else [request.text]
    return Vocabulary.fit(learnt_from, request.size)


def _lines(text: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Return the token numbers of every line that has something on it."""
    ends = np.cumsum([len(line) + 1 for line in text.split("\n")])
    after = np.searchsorted([token.start for token in tokens], ends).tolist()
    first = [0, *after[:-1]]
    spans = zip(text.split("\n"), first, after, strict=True)
    return tuple((a, b) for line, a, b in spans if line.strip())


def _filled(numbers: list[list[int]], request: TokenRequest) -> Integers:
    return pad(
        numbers,
        request.length,
        keep=cast(Side, request.keep),
        side=cast(Literal["before", "after"], request.pad_side),
        value=EMPTY,
    )


def word_index(table: TokenTable) -> list[tuple[str, int, int]]:
    """Return (word, id, count in the text), known words by id and then the unknown ones.

    Also the words of the lecture that the text does not have, when they were learnt from. The
    lecture's `word_index` gives every word a number and its tokenizer then leaves out those from V
    on; here these have the id of "unknown".
    """
    ids, unknown = table.vocabulary.ids, table.vocabulary.unknown
    named = dict(table.counts)
    if table.request.source == LECTURE:
        named |= {word: 0 for word in ids if word not in named}
    found = [(word, ids.get(word, unknown), count) for word, count in named.items()]
    return sorted(found, key=lambda entry: entry[1])


def as_csv(table: TokenTable) -> str:
    """Return the padded matrix as CSV: the number of the sentence, then its T ids."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["sentence", *(f"t{step + 1}" for step in range(table.request.length))])
    for number, row in enumerate(table.padded.tolist(), start=1):
        writer.writerow([number, *row])
    return written.getvalue()
