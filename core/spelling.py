"""One spelling for what people spell in several ways: `don't`, `dont` and `do n't` are one word.

The lecture's tokenizer takes words as they are typed (`core.text.words`). Reviews come tokenised
(`it 's`), without apostrophes, in capitals, with drawn-out letters and with numbers replaced by
`_num_`; a model that shall answer all of these alike reads the plain spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNKNOWN_MARK = "unk"  # what remains of `<unk>`, which stands for an unknown word
NUMBER = "num"  # what remains of `_num_`

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_APOSTROPHES = ("'", "’", "`")
_LONGEST_NUMBER = 2


def plain_pattern(letter: str) -> re.Pattern[str]:
    """Return the pattern of one word as typed, the pieces that tokenizers split off included.

    Args:
        letter: Character class of what a word is made of.
    """
    split_off = rf"n(?:['’]|\s)?t|['’](?:s|re|ve|ll|d|m|t)|(?<=n\s)t(?=\s+{letter})"
    return re.compile(rf"{letter}+(?:\s(?:{split_off})(?!{letter}))*", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def plain(typed: str) -> str:
    """Return the plain spelling of one word as typed; empty when nothing but apostrophes is there.

    Lower case, no apostrophe, no letter more than twice in a row, long numbers as one word.
    """
    word = "".join(typed.lower().split())
    for mark in _APOSTROPHES:
        word = word.replace(mark, "")
    word = _DRAWN_OUT.sub(r"\1\1", word)
    return NUMBER if word.isdigit() and len(word) > _LONGEST_NUMBER else word
