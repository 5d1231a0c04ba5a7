"""Words and marks: a text as one writes it on, and back into a text one can read.

A language model that is to write needs its full stops. So here every mark is a word of its own;
words are lower case and keep their apostrophes (`don't` is one word).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\.\.\.|…|[^\w\s]")
_SIMPLE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CLINGS = set(".,!?;:)%…") | {"...", "'s"}  # no space before them
_OPENS = set("($#@")  # no space after them
_ENDS = {".", "!", "?"}
_NAMED = {"i", "i'm", "i've", "i'll", "i'd"}


def marked_words(text: str) -> list[str]:
    """Return every word, in lower case, and every mark of a text, in order."""
    return [_simple(found) for found in _TOKEN.findall(text)]


def marked_spans(text: str) -> tuple[list[int], list[int]]:
    """Return where every one of `marked_words` starts and ends in `text`."""
    places = [place.span() for place in _TOKEN.finditer(text)]
    return [start for start, _ in places], [end for _, end in places]


def without_tags(text: str) -> str:
    """Return a review without the line breaks of the page it was copied from."""
    return _TAG.sub(" ", text)


def as_written(tokens: Sequence[str], before: Sequence[str] = ()) -> str:
    """Return tokens as a text: spaces where they belong, capitals where a sentence begins.

    Args:
        tokens: Words and marks as `marked_words` gives them.
        before: The tokens that stand before; they decide about the first space and capital.
    """
    parts: list[str] = []
    previous = before[-1] if before else None
    is_quoting = sum(word == '"' for word in before) % 2 == 1
    for word in tokens:
        closes = word == '"' and is_quoting
        clings = word in _CLINGS or closes or word == "-" or previous == "-"
        follows_opening = previous in _OPENS or (previous == '"' and is_quoting)
        space = "" if previous is None or clings or follows_opening else " "
        if word == '"':
            is_quoting = not is_quoting
        parts.append(space + _cased(word, begins=previous is None or previous in _ENDS))
        previous = word
    return "".join(parts)


def _cased(word: str, *, begins: bool) -> str:
    return word[:1].upper() + word[1:] if begins or word in _NAMED else word


def _simple(found: str) -> str:
    word = found.lower().translate(_SIMPLE)
    return "..." if word == "…" else word
