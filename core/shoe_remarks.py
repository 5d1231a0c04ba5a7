"""What a price model does not know of a shoe, or does not read: one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from core.contracts import Token
from core.predictors import TrainedModel
from core.shoe_bag import row_of
from core.shoe_request import Shoe, columns_of
from core.shoe_table import NAMED_BRANDS, ShoeTable
from core.shoe_words import (
    AMERICAN,
    COLOURS,
    EUROPEAN,
    GENERAL,
    KINDS,
    MATERIALS,
    brand_key,
    groups_of,
    plain_letters,
    read_sizes,
)
from core.text import Vocabulary

_SHOWN, _LETTERS = 6, 30
_FAR = 4.0  # standard deviations
_COUNTS = {"categories": "categories", "colours": "colours", "sizes": "sizes"}
_NO_WORD = "There is no word in the title: the network reads a single unknown word in its place."


def shoe_remarks(model: TrainedModel, shoe: Shoe) -> list[str]:
    """Return what the model cannot make use of, in the order of the fields."""
    tokens = tokens_of(model, shoe.title)
    table: ShoeTable = model.options.table
    return [
        *([] if tokens else [_NO_WORD]),
        *_words(model, tokens),
        *_brand(table, shoe.brand),
        *_kinds(shoe.categories),
        *_colours(shoe.colors),
        *_sizes(shoe.sizes),
        *_counts(table, shoe),
    ]


def tokens_of(model: TrainedModel, title: str) -> list[Token]:
    """Return the words of a title with their ids; which of them the LSTM reads is marked."""
    vocabulary = model.artifact.vocabulary or Vocabulary((), model.options.vocabulary_size)
    return vocabulary.tokens(title, model.options.keep, model.options.length)


def is_met(model: TrainedModel, token: Token) -> bool:
    """Say whether training met a word: it has an id, or, in the wide half, a weight of its own."""
    rows = getattr(model.options, "rows", 0)
    if token.is_known or not rows:
        return token.is_known
    weights = model.artifact.network.weights("weights")[0]
    return bool(weights[row_of(token.word, rows), 0])


def quoted(texts: Sequence[str]) -> str:
    """Return texts in quotation marks, the first few of them, each isolated and short."""
    first = [f"\u201c\u2068{_short(text)}\u2069\u201d" for text in texts[:_SHOWN]]
    more = len(texts) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}\u2026"


def _words(model: TrainedModel, tokens: Sequence[Token]) -> list[str]:
    read = [token for token in tokens if token.is_read]
    unmet = list(dict.fromkeys(token.word for token in read if not is_met(model, token)))
    found = []
    if unmet:
        what = "a word" if len(unmet) == 1 else "words"
        found.append(f"{quoted(unmet)}: {what} the model never met, read as \u201cunknown\u201d.")
    if len(read) < len(tokens):
        where = "the first" if model.options.keep == "start" else "from both ends"
        found.append(
            f"The LSTM reads {len(read):,} of {len(tokens):,} words, {where}; the rest of the "
            "title is left out."
        )
    return found


def _brand(table: ShoeTable, brand: str) -> list[str]:
    key = brand_key(brand)
    if not key:
        return []
    if not table.knows(brand):
        known = f"the {len(table.brands):,} brands it met more than once"
        return [f"{quoted([brand])} is none of {known}: it is read as an unknown brand."]
    if key not in table.brands[:NAMED_BRANDS]:
        return [f"{quoted([brand])} shares the column \u201canother brand\u201d with others."]
    return []


def _kinds(categories: Sequence[str]) -> list[str]:
    unread = [
        entry
        for entry in categories
        if not groups_of(plain_letters(entry), KINDS) and not set(plain_letters(entry)) <= GENERAL
    ]
    if not unread:
        return []
    return [f"{quoted(unread)}: no kind of shoe that has a column; it is counted and not read."]


def _colours(colors: Sequence[str]) -> list[str]:
    unread = [
        entry for entry in colors if not groups_of(plain_letters(entry), {**COLOURS, **MATERIALS})
    ]
    if not unread:
        return []
    return [f"{quoted(unread)}: no colour or material that has a column."]


def _sizes(sizes: Sequence[str]) -> list[str]:
    unread = read_sizes(", ".join(sizes)).unread
    if not unread:
        return []
    ranges = f"{AMERICAN[0]:g} to {AMERICAN[1]:g} or, European, {EUROPEAN[0]:g} to {EUROPEAN[1]:g}"
    return [f"{quoted(unread)}: no size of a woman\u2019s shoe, which is {ranges}."]


def _counts(table: ShoeTable, shoe: Shoe) -> list[str]:
    """Return which lists are of a length that the products it learnt from hardly ever had."""
    scaled = table.encode(columns_of([shoe]))[0]
    far = {column.name for column, value in zip(table.columns, scaled, strict=True) if value > _FAR}
    return [
        f"Hardly any product it learnt from names so many {name}: here it guesses."
        for column, name in _COUNTS.items()
        if column in far
    ]
