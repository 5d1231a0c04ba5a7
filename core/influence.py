"""What each word does to the answer: the probability with it minus the probability without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core import registry
from core.contracts import Floats, Token, TokenTrace
from core.contributions import contributions
from core.packing import packed_words, whole
from core.predictors import TrainedModel
from core.probes import tokens_of
from core.settings import settings

_PER = 10_000  # changes of a probability are sent in ten-thousandths
_PIECE = 128


def leave_one_out(model: TrainedModel, text: str) -> Floats:
    """Return (T,), per word read: the probability of the text minus that without this word.

    The text without a word is read as any other text: what follows moves up, and of a text that is
    longer than the model reads, one more word is read. A word that is not read changes nothing.

    Args:
        model: Answers yes or no about a text.
        text: The text, not longer than the limit.
    """
    short = _without_what_cannot_matter(text, tokens_of(model, text))
    read = [token for token in tokens_of(model, short) if token.is_read]
    without = [short[: token.start] + short[token.end :] for token in read]
    return _probability(model, [text])[0] - _probability(model, without)


def packed_influence(name: str, text: str, summed: str = "") -> dict[str, Any]:
    """Return the influence of every word on the model `name`, in units of 1 / `per`, packed.

    `most` names the words that move the answer most, strongest first, with the change. `shares` is
    what `packed_shares` returns, None without a model whose answer is a sum.

    Args:
        name: The model whose words are left out.
        text: The text.
        summed: A model whose answer is a sum over words; empty for none.
    """
    text = text[: settings().text_limit]
    model = registry.predictor(name)
    change = leave_one_out(model, text)
    read = [token for token in tokens_of(model, text) if token.is_read]
    strongest = np.argsort(-np.abs(change), kind="stable")[:5]
    return {
        "text": text,
        "influence": whole(change, _PER),
        "per": _PER,
        "shares": packed_shares(summed, text) if summed else None,
        "most": [
            [text[read[step].start : read[step].end], round(float(change[step]), 3)]
            for step in strongest.tolist()
        ],
    }


def packed_shares(name: str, text: str) -> dict[str, Any]:
    """Return the exact share of every word in the answer of `name`, packed as a trace.

    The only "neuron" of the trace is the share, in log-odds; `bias` is what the model says before
    any word. All shares and the bias add up to `log_odds`, those of `probability`.
    """
    found = contributions(registry.predictor(name), text)
    share = TokenTrace(
        found.text, found.tokens, found.shares[:, None], {}, found.opinion, found.probability
    )
    return {
        **packed_words(share),
        "neurons": 1,
        "states": whole(found.shares),
        "per": 1000,
        "opinion": whole(found.opinion),
        "probability": round(found.probability, 4),
        "bias": round(found.bias, 3),
        "log_odds": round(float(found.shares.sum()) + found.bias, 3),
    }


def _without_what_cannot_matter(text: str, tokens: Sequence[Token]) -> str:
    """Return the text with its unread stretch cut down to the words at the ends of that stretch.

    One word less moves what is read by one word at most, so nothing further inside is ever read;
    and as one word or two stay unread, what is read stays the same.
    """
    unread = [token for token in tokens if not token.is_read]
    if len(unread) <= 2:
        return text
    return f"{text[: unread[0].end]} {text[unread[-1].start :]}"


def _probability(model: TrainedModel, texts: list[str]) -> Floats:
    pieces = (texts[i : i + _PIECE] for i in range(0, len(texts), _PIECE))
    found = [model.predict({"text": np.array(piece, dtype=object)}) for piece in pieces]
    return np.concatenate(found) if found else np.zeros(0)
