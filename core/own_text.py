"""A visitor's own text on its way to a network: size checked, letters counted, tail kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.contracts import Integers
from core.errors import InvalidInput
from core.uploaded_text import from_browser, shown_name

LEAST, MOST = 1_000, 200_000  # bytes in UTF-8
MOST_CHARACTERS = 1_000
STAND_IN = "\ufffd"
_CHECK, _TAIL = 0.05, 0.10
_UNPACKED = 2**20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_ROUGH = 500


@dataclass(frozen=True)
class OwnText:
    """A text as a network reads it.

    Attributes:
        alphabet: Its V characters, the commonest first.
        ids: (n,) place of every character in the alphabet.
        remarks: What was changed or should be known, one sentence each.
    """

    alphabet: str
    ids: Integers
    remarks: tuple[str, ...] = ()

    @property
    def learnt(self) -> Integers:
        """What the network learns from: the first 85 %."""
        return self.ids[: self._end(1 - _CHECK - _TAIL)]

    @property
    def check(self) -> Integers:
        """What says when to stop: the next 5 %."""
        return self.ids[self._end(1 - _CHECK - _TAIL) : self._end(1 - _TAIL)]

    @property
    def before_tail(self) -> Integers:
        """Everything before the tail."""
        return self.ids[: self._end(1 - _TAIL)]

    @property
    def tail(self) -> Integers:
        """What is only for measuring: the last 10 %."""
        return self.ids[self._end(1 - _TAIL) :]

    def as_text(self, ids: Integers | list[int]) -> str:
        """Return the characters that ids stand for."""
        return "".join(self.alphabet[place] for place in ids)

    def _end(self, share: float) -> int:
        return round(share * len(self.ids))


def own_text(contents: Any, filename: Any, pasted: Any) -> OwnText:
    """Return what a visitor gave: a file, or else what was pasted.

    Args:
        contents: What `dcc.Upload` sends; None where a text was pasted.
        filename: Name of the file.
        pasted: The text, where there is no file.

    Raises:
        InvalidInput: It is too long or too short, no text, or one character over and over.
    """
    text, remarks = _from_file(contents, filename) if contents else (pasted, ())
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput("There is no text yet. Paste one, or choose a file.")
    size = len(text.encode("utf-8", "replace"))
    if size > MOST:
        raise too_long(size)
    text = _tidy(text)
    kinds = Counter(text)
    if len(kinds) == 1 and len(text) > 1:
        raise InvalidInput(
            f"Your text is one character, {_quoted(text[0])}, {len(text):,} times. What comes next "
            "is never in doubt, so there is nothing to learn. Give a text with different letters."
        )
    if size < LEAST:
        many = "one character" if len(text) == 1 else f"{len(text):,} characters"
        raise InvalidInput(
            f"Your text has {many}. A network that learns letter by letter needs at least "
            f"{LEAST / 1000:.0f} kB, about half a page. Give more of it."
        )
    return _counted(text, kinds, remarks)


def too_long(size: int) -> InvalidInput:
    """Return the error for a text of `size` bytes."""
    shown = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1000:,.0f} kB"
    return InvalidInput(
        f"Your text is too long: {shown}, and at most {MOST / 1000:.0f} kB are read. "
        "Give a part of it."
    )


def ids_of(text: str, alphabet: str) -> list[int]:
    """Return the places of the characters that are in the alphabet; others are left out."""
    places = {character: place for place, character in enumerate(alphabet)}
    return [places[character] for character in _tidy(text) if character in places]


def _from_file(contents: Any, filename: Any) -> tuple[str, tuple[str, ...]]:
    name = shown_name(filename)
    if isinstance(contents, str) and len(contents) > 2 * MOST:  # base64 is a third longer
        raise too_long(round(len(contents) * 3 / 4))
    if isinstance(contents, str) and not contents.partition(",")[2]:
        raise InvalidInput(f"{name} is empty. Choose a file with text in it.")
    found = from_browser(contents, filename, _UNPACKED)
    return found.text, found.remarks


def _tidy(text: str) -> str:
    """Return a text in which every letter is one character and every line ends alike."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines.encode("utf-8", "replace").decode("utf-8")  # half a character is none
    return _CONTROL.sub("", unicodedata.normalize("NFC", lines))


def _counted(text: str, kinds: Counter[str], remarks: tuple[str, ...]) -> OwnText:
    ordered = sorted(kinds, key=lambda character: (-kinds[character], character))
    kept = ordered[:MOST_CHARACTERS]
    if len(ordered) > MOST_CHARACTERS:
        rest = sum(kinds[character] for character in ordered[MOST_CHARACTERS - 1 :])
        kept = [*ordered[: MOST_CHARACTERS - 1], STAND_IN]
        remarks += (
            f"It has {len(ordered):,} different characters. The {MOST_CHARACTERS - 1} commonest "
            f"are learnt; {STAND_IN} stands for the others, {rest:,} in the text.",
        )
    places = {character: place for place, character in enumerate(kept)}
    last = len(kept) - 1
    found = OwnText("".join(kept), np.array([places.get(c, last) for c in text], np.int64))
    if len(found.tail) < _ROUGH:
        remarks += (f"Only {len(found.tail)} characters are left to measure on: rough figures.",)
    return OwnText(found.alphabet, found.ids, remarks)


def _quoted(character: str) -> str:
    return f"\u201c{character}\u201d" if character.isprintable() else "a line break or a space"
