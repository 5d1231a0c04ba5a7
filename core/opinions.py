"""What every model makes of one text, word after word.

A running opinion is the answer the model would give if the words it reads ended there. Each kind of
network has its own exact way to all of them at once: see `running_opinion`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np

from core import registry
from core.contracts import Floats, Token
from core.contributions import contributions
from core.network import Signal
from core.predictors import TrainedModel
from core.probes import tokens_of, verdict
from core.settings import settings
from core.text import spans

_REMEMBERS = {"Embedding", "SimpleRNN", "LSTM"}  # what it puts out depends on nothing that follows
_BATCH = 64


def models_of(task: str) -> tuple[str, ...]:
    """Return the names of the models of a task, in the lecture's order."""
    return tuple(name for name, spec in registry.models().items() if spec.task == task)


def opinions(names: Sequence[str], text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return what each model says about a text, and the words of the text; it is cut at the limit.

    Each entry has `model` and `title`, and either `reason`, why it is unavailable, or `probability`
    of class 1, `threshold`, `verdict`, `reads` (what it reads of this text, in words), `columns`
    (which words of the text those are, counted from 0) and `opinion`, one probability per column.
    """
    text = text[: settings().text_limit]
    starts, ends = spans(text)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return [_opinion(name, text, starts) for name in names], words


def _opinion(name: str, text: str, starts: Sequence[int]) -> dict[str, Any]:
    known = {"model": name, "title": registry.model_spec(name).title}
    reason = registry.why_unavailable(name)
    if reason:
        return {**known, "reason": reason}
    model = registry.predictor(name)
    tokens = tokens_of(model, text)
    probability = float(model.predict({"text": np.array([text], dtype=object)})[0])
    return {
        **known,
        "probability": round(probability, 4),
        "threshold": model.card.threshold,
        "verdict": verdict(probability, model.card.threshold),
        "reads": what_it_reads(model, tokens),
        "columns": [bisect_right(starts, token.start) - 1 for token in tokens if token.is_read],
        "opinion": np.round(running_opinion(model, text, tokens), 4).tolist(),
    }


def running_opinion(model: TrainedModel, text: str, tokens: Sequence[Token]) -> Floats:
    """Return the answer after each word read, (T,), as if the words read ended there.

    A network that only looks back has said so on the way: one pass. A mean over word vectors is
    carried on from word to word; so are the sums that the wide-and-deep model is made of. Any other
    network reads every beginning of the text, all of them as rows of one table.

    Args:
        model: Answers yes or no about a text.
        text: The text, not longer than the limit.
        tokens: Its tokens, as this model sees them.
    """
    read = [token for token in tokens if token.is_read]
    steps = model.card.architecture.steps
    kinds = [step.kind for step in steps]
    if not read:
        return np.zeros(0)
    if set(kinds) <= _REMEMBERS and steps[0].options.get("mask_zero"):
        run = model.run({"text": np.array([text], dtype=object)})
        raw = run.signals[steps[-1].name].values[0, : len(read), 0]
        return model.calibrate(raw.astype(np.float64))
    if model.spec.mixed:
        return contributions(model, text).opinion
    if kinds[:2] == ["Embedding", "GlobalAveragePooling1D"] and set(kinds[2:]) == {"Dense"}:
        return _by_means(model, text, len(read))
    return _by_beginnings(model, [text[token.start : token.end] for token in read])


def _by_means(model: TrainedModel, text: str, count: int) -> Floats:
    """Return the answers after the means over the first 1, 2, … word vectors."""
    network, steps = model.artifact.network, model.card.architecture.steps
    ids = model.encode({"text": np.array([text], dtype=object)})
    vectors = network.run(ids).signals[steps[0].name].values[0, :count]  # (T, E)
    means = np.cumsum(vectors, axis=0) / np.arange(1, count + 1, dtype=np.float32)[:, None]
    answers = network.run(ids, {steps[1].name: Signal(means)}).answer
    return model.calibrate(answers.reshape(-1).astype(np.float64))


def _by_beginnings(model: TrainedModel, words: Sequence[str]) -> Floats:
    """Return the answers to the first 1, 2, … words."""
    beginnings = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
    pieces = (beginnings[i : i + _BATCH] for i in range(0, len(beginnings), _BATCH))
    return np.concatenate([model.predict({"text": np.array(p, dtype=object)}) for p in pieces])


def what_it_reads(model: TrainedModel, tokens: Sequence[Token]) -> str:
    """Return, in words, how many words of a text a model reads and with what it fills up."""
    length, read = model.options.length, sum(token.is_read for token in tokens)
    most = f"Reads up to {length} words"
    if not tokens:
        return f"{most}."
    if len(tokens) > length:
        which = {"start": "the first", "end": "the last", "both": "half from either end"}
        kept = which[model.options.keep]
        return f"{most}: {kept}, so {len(tokens) - read:,} of {len(tokens):,} are left out."
    if read == length:
        return f"{most}: all of these."
    filled = f"{length - read} padding"
    if getattr(model.options, "padding", "after") == "before":
        return f"{most}: {filled}, which it reads too, then these {read}."
    return f"{most}: these {read}, then {filled}, which a mask skips."
