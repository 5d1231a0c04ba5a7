"""What a link to the page of tokens asks to see; links are written by anyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.asked import Asked
from core.settings import settings
from core.token_table import (
    KEPT_SIDES,
    LARGEST,
    LECTURE_TEXT,
    LONGEST,
    PAD_SIDES,
    SOURCES,
    WIDEST,
    TokenRequest,
)

_MOST_LINES = 40
_WORD = 60
DEFAULT = TokenRequest(LECTURE_TEXT)


@dataclass(frozen=True)
class TokenVisit:
    """What is on show, checked.

    Attributes:
        request: The sentences and what is done to them.
        model: Whose word vectors are looked at; empty when there are none.
        word: Whose neighbours are listed.
        line: The sentence whose path is drawn, counted from 1.
        remarks: What in the link could not be used, one sentence each.
    """

    request: TokenRequest
    model: str
    word: str = "love"
    line: int = 1
    remarks: tuple[str, ...] = ()


def token_visit(query: Mapping[str, Any], models: Sequence[str]) -> TokenVisit:
    """Return what a link asks for; what makes no sense in it is replaced and remarked upon.

    Args:
        query: Parameters of the link.
        models: Names of the models with word vectors, the favourite first.
    """
    asked = Asked.of(query)
    request = TokenRequest(
        text=asked.text("text", LECTURE_TEXT, settings().link_limit),
        source=asked.choice("from", SOURCES, DEFAULT.source),
        size=asked.whole("v", DEFAULT.size, LARGEST, least=2),
        length=asked.whole("t", DEFAULT.length, LONGEST),
        pad_side=asked.choice("pad", PAD_SIDES, DEFAULT.pad_side),
        keep=asked.choice("keep", KEPT_SIDES, DEFAULT.keep),
        width=asked.whole("e", DEFAULT.width, WIDEST),
    )
    return TokenVisit(
        request=request,
        model=asked.choice("model", models, models[0]) if models else "",
        word=asked.text("word", "love", _WORD),
        line=asked.whole("line", 1, _MOST_LINES),
        remarks=tuple(asked.remarks),
    )
