"""What the browser gets of typed sentences and of word vectors: packed answers that it draws."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from core.cells import embedding
from core.contracts import Floats
from core.errors import InvalidInput
from core.packing import packed_words, whole
from core.text import PADDING
from core.token_table import TRAINED, TokenRequest, TokenTable, as_csv, token_table, word_index
from core.word_map import CLOUD, WordVectors, landmarks, nearest, word_vectors

ROWS, WORDS = 40, 400
HEATED, ON_MAP, NEIGHBOURS = 40, 400, 12
_FINE = 10_000  # entries of an embedding are sent in ten-thousandths
_FINER = 100_000  # those of an untrained one are within 0.05
_SEED = 18
_LONGEST_WORD = 200


def table_of(request: TokenRequest, model: str | None) -> TokenTable:
    """Return the sentences as a table, with the words of `model` when they are asked for."""
    wanted = request.source == TRAINED and model is not None
    return token_table(request, word_vectors(str(model)).vocabulary if wanted else None)


def typed_answer(text: Any, choices: Mapping[str, Any], model: str | None) -> dict[str, Any]:
    """Return what becomes of the sentences; `missing` says why nothing does.

    Args:
        text: What was typed, one sentence per line.
        choices: The fields of `TokenRequest` besides, as the controls give them.
        model: The trained model whose words may be asked for.
    """
    try:
        return sentences_answer(TokenRequest(text or "", **choices), model)
    except InvalidInput as error:
        return {"missing": str(error)}


def saved_matrix(text: Any, choices: Mapping[str, Any], model: str | None) -> str:
    """Return the whole matrix of ids as CSV; raises `InvalidInput`."""
    return as_csv(table_of(TokenRequest(text or "", **choices), model))


def sentences_answer(request: TokenRequest, model: str | None) -> dict[str, Any]:
    """Return what becomes of the sentences.

    Beside the keys of `core.packing.packed_words`: `words` (word, id, count) of up to `WORDS`
    different words and `word_of` the place of every token's word among them (-1: further down);
    `ids` of every token; `lines` the sentences as (first token, token after the last); `slots`
    (N', T) token numbers of the first N' = `ROWS` sentences, -1 for padding; `lecture` the same as
    the lecture's tokenizer has it; `lookup` (rows, E) the rows of the embedding table that `words`
    point to, then that of padding, in units of 1 / `per`.
    """
    table = table_of(request, model)
    index = word_index(table)
    shown = index[:WORDS]
    numbered = {word: place for place, (word, _, _) in enumerate(shown)}
    weights = _weights(table, model)
    per = _FINE if request.source == TRAINED else _FINER
    ids = np.array([[id_ for _, id_, _ in shown] + [PADDING]])
    return {
        **packed_words(table),
        "word_of": whole(np.array([numbered.get(token.word, -1) for token in table.tokens]), 1),
        "ids": whole(np.array([token.id for token in table.tokens]), 1),
        "words": shown,
        "different": len(index),
        "known": sum(entry[1] != table.vocabulary.unknown for entry in index),
        "lines": table.lines[:ROWS],
        "sentences": len(table.lines),
        "slots": whole(table.slots[:ROWS], 1),
        "lecture": whole(table.lecture_slots[:ROWS], 1),
        "size": table.vocabulary.size,
        "length": request.length,
        "rows": len(weights),
        "width": weights.shape[1],
        "lookup": whole(embedding(ids, weights)[0], per),
        "per": per,
        "source": request.source,
        "is_trained": request.source == TRAINED,
    }


def _weights(table: TokenTable, model: str | None) -> Floats:
    """Return the embedding table that the ids point into, (V + 1, E) or larger."""
    if table.request.source == TRAINED:
        return word_vectors(str(model)).table
    return untrained(table.vocabulary.size, table.request.width)


@lru_cache(maxsize=4)
def untrained(size: int, width: int) -> Floats:
    """Return the table (V + 1, E) of an embedding as Keras starts it: uniform within ±0.05."""
    made = np.random.default_rng(_SEED).uniform(-0.05, 0.05, (size + 1, width))
    made.setflags(write=False)
    return made


@lru_cache(maxsize=16)
def cloud_answer(model: str) -> dict[str, Any]:
    """Return the map of the most frequent words: their names and places, computed once."""
    vectors = word_vectors(model)
    shown = vectors.vocabulary.kept[:CLOUD]
    return {
        "model": model,
        "words": list(shown),
        "places": _places(vectors, list(range(1, len(shown) + 1))),
        "landmarks": landmarks(vectors.places[1 : 1 + len(shown)]),
        "shares": [round(share, 4) for share in vectors.shares],
        "known": len(vectors.vocabulary.kept),
        "rows": len(vectors.table),
        "width": vectors.table.shape[1],
    }


def text_vectors_answer(model: str, text: str) -> dict[str, Any]:
    """Return the vectors of the words of a text and where they lie on the map.

    `words` up to `ON_MAP` different words in their order, `known` which of them the model knows,
    `places` (n, 2); `vectors` (n', E) of the first n' = `HEATED` of them; `largest` the end of the
    scale; `lines` the words of every sentence as numbers into `words`.
    """
    vectors = word_vectors(model)
    read = [vectors.vocabulary.tokens(line) for line in text.split("\n") if line.strip()]
    lines = [[token.word for token in line] for line in read]
    found = list(dict.fromkeys(word for line in lines for word in line))
    shown = found[:ON_MAP]
    numbered = {word: place for place, word in enumerate(shown)}
    rows = [vectors.row_of(word) for word in shown]
    return {
        "words": shown,
        "different": len(found),
        "known": [row != vectors.vocabulary.unknown for row in rows],
        "places": _places(vectors, rows),
        "vectors": whole(embedding(np.array(rows[:HEATED], int), vectors.table), _FINE),
        "heated": len(rows[:HEATED]),
        "width": vectors.table.shape[1],
        "largest": round(vectors.largest, 4),
        "lines": [[numbered[word] for word in line if word in numbered] for line in lines[:ROWS]],
    }


def neighbours_answer(model: str, typed: Any) -> dict[str, Any]:
    """Return the words whose vectors are nearest to that of a word, with cosine and place."""
    vectors = word_vectors(model)
    read = vectors.vocabulary.tokens(str(typed or "")[:_LONGEST_WORD])
    if not read:
        return {"word": "", "near": [], "said": "Type a word to see which words are near it."}
    word, row = read[0].word, read[0].id
    is_known = row != vectors.vocabulary.unknown
    near = nearest(vectors, word, NEIGHBOURS)
    rows = [row, *(vectors.vocabulary.ids[other] for other, _ in near)]
    return {
        "word": word,
        "is_known": is_known,
        "near": [[other, round(cosine, 3)] for other, cosine in near],
        "places": _places(vectors, rows),
        "said": _said(vectors, word, row),
    }


def _said(vectors: WordVectors, word: str, row: int) -> str:
    if row == vectors.vocabulary.unknown:
        return (
            f"The model does not know \u201c{word[:40]}\u201d. Every such word is row {row:,} of "
            "the table, so all unknown words have these same neighbours."
        )
    return f"Row {row:,} of {len(vectors.table):,}: the {_ordinal(row)} most frequent word."


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if number % 100 in (11, 12, 13) else ends.get(number % 10, "th")
    return f"{number:,}{end}"


def _places(vectors: WordVectors, rows: list[int]) -> str:
    return whole(vectors.places[rows].reshape(-1, 2) if rows else np.zeros((0, 2)))
