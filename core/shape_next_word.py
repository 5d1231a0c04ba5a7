"""One word in, many out: the next-word model goes on by itself from the first word of a text.

Letters: T_y steps out, V words, E numbers per word, P units.
"""

from __future__ import annotations

import numpy as np

from core.marks import as_written
from core.next_word import NextWord, shipped
from core.next_word_answer import liveliest
from core.next_word_texts import BOUNDARY
from core.sampling import Dice, drawn, odds
from core.sequence_shapes import ONE_TO_MANY, SHAPES, unrolled_columns
from core.shape_carried import Carried, CarriedStep, Tensors, Wish, plain

_SHOWN = 10  # units


def words_from_one(wish: Wish) -> Carried:
    """Return the language model on the first word of a text and then on its own words."""
    model, dice = shipped(), Dice()
    given = model.vocabulary.words(wish.text)[:1]
    if not given:
        told = "There is no word to begin with yet. Type a text beside the drawing."
        return Carried(plain(ONE_TO_MANY, wish).steps, said=told)
    never = (model.vocabulary.unknown, BOUNDARY)
    words, states, state = list(given), [], None
    for t in range(wish.T_y):
        read = model.read(np.array([_id(model, words[-1])]), state)
        state = read.state
        states.append(state.h[0])
        chances = odds(model.log_probabilities(state.h)[0], dice, never)
        words.append(model.vocabulary.kept[drawn(chances, dice.seed, t + 1) - 1])
    held = np.array(states)
    shown = held[:, liveliest(held)[:_SHOWN]]
    columns = unrolled_columns(SHAPES[ONE_TO_MANY], 1, wish.T_y)
    steps = tuple(
        CarriedStep(column, words[t], words[t + 1], states=tuple(((shown[t] + 1) / 2).tolist()))
        for t, column in enumerate(columns)
    )
    return Carried(steps, _tensors(model, wish.T_y), _told(model, words, dice))


def _id(model: NextWord, word: str) -> int:
    return model.vocabulary.ids.get(word, model.vocabulary.unknown)


def _tensors(model: NextWord, T_y: int) -> Tensors:
    options = model.card.options
    V, E, P = options["vocabulary_size"] + 1, options["embedding"], options["units"]
    return (
        ("Input", (1, 1)),
        ("Embedding", (1, T_y, E)),
        ("LSTM, sequences", (1, T_y, P)),
        ("Dense", (1, T_y, E)),
        ("softmax over all words", (1, T_y, V)),
    )


def _told(model: NextWord, words: list[str], dice: Dice) -> str:
    first = words[0]
    unknown = "" if first in model.vocabulary.ids else f" It does not know \u201c{first}\u201d."
    return (
        f"It is given \u201c{first}\u201d; every word it draws is its next input (temperature "
        f"{dice.temperature:g}, top-p {dice.top_p:g}, seed {dice.seed}): "
        f"\u201c{as_written(words)}\u201d.{unknown}"
    )
