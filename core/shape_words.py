"""Words in sequence shapes: the lecture's LSTM reads a review and answers once, or always.

Letters: T_x steps in, P units.
"""

from __future__ import annotations

import numpy as np

from core import probes, registry
from core.sequence_shapes import EQUAL, MANY_TO_ONE, SHAPES, unrolled_columns
from core.shape_carried import Carried, CarriedStep, Wish, counted, number, plain, shapes_of

READER = "sentiment-lstm"


def sentiment(wish: Wish) -> Carried:
    """Return the lecture's LSTM on the first T_x words, answering once at the end."""
    return _read_words(wish, answers_always=False)


def running_opinion(wish: Wish) -> Carried:
    """Return the lecture's LSTM on the first T_x words, answering after each of them."""
    return _read_words(wish, answers_always=True)


def _read_words(wish: Wish, *, answers_always: bool) -> Carried:
    model = registry.predictor(READER)
    tokens = [t for t in probes.tokens_of(model, wish.text) if t.is_read][: wish.T_x]
    if not tokens:
        told = "There is no word to read yet. Type a text beside the drawing."
        return Carried(plain(EQUAL if answers_always else MANY_TO_ONE, wish).steps, said=told)
    text = wish.text[: tokens[-1].end]
    traced = probes.trace(model, text)
    warm = probes.reference_scale(READER).apply(traced.activations)[:, :-1]
    shape = EQUAL if answers_always else MANY_TO_ONE
    columns = unrolled_columns(SHAPES[shape], len(tokens), len(tokens) if answers_always else 1)
    steps = tuple(
        CarriedStep(
            column,
            wish.text[token.start : token.end],
            number(opinion) if column.y else "",
            states=tuple(state),
        )
        for column, token, opinion, state in zip(
            columns, tokens, traced.opinion.tolist(), warm.tolist(), strict=True
        )
    )
    run = model.run({"text": np.array([text], dtype=object)})
    answer = probes.verdict(traced.probability, model.card.threshold)
    unknown = [wish.text[t.start : t.end] for t in tokens if not t.is_known]
    said = (
        f"After {counted(len(tokens), 'word')} the LSTM gives {number(traced.probability)} "
        f"for positive: {answer}."
    )
    if unknown:
        said += f" It does not know {', '.join(unknown[:4])}."
    return Carried(steps, shapes_of(run, model, every=answers_always), said)
