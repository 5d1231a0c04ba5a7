r"""Text to numbers, the lecture's way, but nothing is lost silently.

The lecture's tokenizer lower-cases, turns !"#$%&()*+,-./:;<=>?@[\\]^_`{|}~, tabs and line breaks
into spaces, keeps apostrophes, numbers words by frequency and then by first appearance, and drops
words it does not know. Here the last row of the embedding table, which the lecture's tokenizer
never uses, stands for every unknown word, so no token disappears (lecture section "Text as a time
series").

Two differences, both for text as people type it: curly quotes, dashes and control characters
separate words too, and a curly apostrophe counts as a plain one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.contracts import Spelling, Token
from core.marks import marked_spans, marked_words
from core.spelling import UNKNOWN_MARK, plain, plain_pattern

PADDING = 0

_LECTURE_SEPARATORS = r"!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_TYPED_SEPARATORS = "\x00-\x1f\x7f“”„«»…–—¿¡"
_LETTER = rf"[^\s{_LECTURE_SEPARATORS}{_TYPED_SEPARATORS}]"
_WORD = re.compile(rf"{_LETTER}+")
_PLAIN_WORD = plain_pattern(_LETTER)

Side = Literal["start", "end", "both"]


_LAST_SEPARATOR = 0x3000  # the ideographic space; no space and none of the marks stands higher
_IS_SEPARATOR = np.array([not _WORD.match(chr(code)) for code in range(_LAST_SEPARATOR + 2)])


def spans(text: str) -> tuple[list[int], list[int]]:
    """Return where every token starts and ends: `text[start:end]` is the token as typed."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = np.zeros(len(codes) + 2, dtype=bool)  # with a separator at either end
    inside[1:-1] = ~_IS_SEPARATOR[np.minimum(codes, _LAST_SEPARATOR + 1)]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[::2].tolist(), edges[1::2].tolist()


def words(text: str) -> list[str]:
    """Return the words the lecture's tokenizer looks up: lower case, plain apostrophes."""
    lowered = text.lower()
    if len(lowered) == len(text):  # letter by letter the same text, so all words at once
        return _WORD.findall(lowered.replace("’", "'"))
    return [typed.lower().replace("’", "'") for typed in _WORD.findall(text)]


def plain_words(text: str) -> list[str]:
    """Return the words of a text in their plain spelling (`core.spelling`)."""
    return [word for word in map(plain, _PLAIN_WORD.findall(text)) if word]


def plain_spans(text: str) -> tuple[list[int], list[int]]:
    """Return where every word of `plain_words` starts and ends: `do n't` is one of them."""
    found = [place.span() for place in _PLAIN_WORD.finditer(text) if plain(place[0])]
    return [start for start, _ in found], [end for _, end in found]


_READ = {
    "typed": (words, spans),
    "plain": (plain_words, plain_spans),
    "marked": (marked_words, marked_spans),
}


@dataclass(frozen=True)
class Vocabulary:
    """The words a model knows, most frequent first.

    Ids run as in the lecture: 0 is padding, 1 the most frequent word, and `size` - 1 words are kept
    at most. Id `size`, a row the lecture allocates and never reads, is every unknown word.

    Attributes:
        kept: Known words in the order of their ids, at most `size` - 1.
        size: V, the lecture's `num_words`; the embedding table has V + 1 rows or more.
        spelling: Whether words are looked up as typed (the lecture), in their plain spelling, or as
            typed with every mark as a word of its own.
    """

    kept: tuple[str, ...]
    size: int
    spelling: Spelling = "typed"

    @classmethod
    def fit(cls, texts: Iterable[str], size: int, spelling: Spelling = "typed") -> Vocabulary:
        """Return the vocabulary of the `size` - 1 most frequent words; ties keep text order."""
        read = _READ[spelling][0]
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(read(text))
        if spelling == "plain":
            del counts[UNKNOWN_MARK]
        return cls(tuple(word for word, _ in counts.most_common(size - 1)), size, spelling)

    def words(self, text: str) -> list[str]:
        """Return the words of `text` in the spelling in which they are looked up."""
        return _READ[self.spelling][0](text)

    def spans(self, text: str) -> tuple[list[int], list[int]]:
        """Return where each of these words starts and ends in `text`."""
        return _READ[self.spelling][1](text)

    @cached_property
    def ids(self) -> dict[str, int]:
        """Word -> id, the lecture's `word_index`."""
        return {word: rank for rank, word in enumerate(self.kept, start=1)}

    @property
    def unknown(self) -> int:
        """The id of every word that is not in the vocabulary."""
        return self.size

    def encode(self, text: str) -> list[int]:
        """Return one id per token of `text`, unknown words included."""
        ids, unknown = self.ids, self.size
        return [ids.get(word, unknown) for word in self.words(text)]

    def tokens(self, text: str, keep: Side = "start", length: int | None = None) -> list[Token]:
        """Return every token with its place in `text`.

        With a `length`, tokens outside the `reading_window` are marked as not read.
        """
        starts, ends = self.spans(text)
        is_read = np.ones(len(starts), dtype=bool)
        if length is not None:
            is_read[:] = False
            is_read[reading_window(len(starts), length, keep)] = True
        looked_up = self.words(text)
        ids = [self.ids.get(word, self.size) for word in looked_up]
        known = [id_ != self.size for id_ in ids]
        fields = zip(starts, ends, looked_up, ids, known, is_read.tolist(), strict=True)
        return list(map(partial(tuple.__new__, Token), fields))  # a third of what Token(…) costs


def reading_window(count: int, length: int, keep: Side) -> NDArray[np.intp]:
    """Return the positions of the tokens that fit into `length` when `count` are there.

    `keep` says which part of a long text survives: its "start" (the lecture), its "end", or "both"
    ends with the middle left out.
    """
    positions = np.arange(count)
    if count <= length:
        return positions
    if keep == "start":
        return positions[:length]
    if keep == "end":
        return positions[-length:]
    head = (length + 1) // 2
    return np.concatenate([positions[:head], positions[count - (length - head) :]])


def pad(
    sequences: Sequence[Sequence[int]],
    length: int,
    *,
    keep: Side = "start",
    side: Literal["before", "after"] = "after",
    value: int = PADDING,
) -> NDArray[np.int32]:
    """Return ids of equal length, (N, T) with T = `length`.

    Args:
        sequences: N lists of ids.
        length: T.
        keep: Which part of a longer sequence survives, as in `reading_window`.
        side: Whether padding stands before or after the text.
        value: The id that means "nothing here".
    """
    padded = np.full((len(sequences), length), value, dtype=np.int32)
    for row, sequence in zip(padded, sequences, strict=True):
        ids = _cut(sequence, length, keep)
        if len(ids):
            row[slice(0, len(ids)) if side == "after" else slice(length - len(ids), length)] = ids
    return padded


def _cut(sequence: Sequence[int], length: int, keep: Side) -> Sequence[int]:
    if len(sequence) <= length:
        return sequence
    window = reading_window(len(sequence), length, keep)
    return [sequence[position] for position in window]
