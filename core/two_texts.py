"""Two texts beside each other: what the model makes of both, and which words differ."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from core import registry
from core.contracts import TokenTrace
from core.packing import packed_answer
from core.probes import trace, verdict


def compared(name: str, first: str, second: str) -> dict[str, Any]:
    """Return what the model `name` makes of the second text, beside the first.

    `model` is its name, `second` its packed answer; `first` the first text as it was read, with
    `probability` and `verdict`; `opinions` holds the opinion after each word of both; `words` the
    words read of both; `differs` which of these, counted from 0, do not stand in the other text in
    this order.
    """
    model = registry.predictor(name)
    traces = [trace(model, text) for text in (first, second)]
    read = [_read(traced) for traced in traces]
    lowered = [[word.lower() for word in words] for words in read]
    return {
        "second": packed_answer(name, second),
        "first": {
            "text": traces[0].text,
            "probability": round(traces[0].probability, 4),
            "verdict": verdict(traces[0].probability, model.card.threshold),
        },
        "model": name,
        "threshold": model.card.threshold,
        "opinions": [[round(value, 4) for value in traced.opinion.tolist()] for traced in traces],
        "words": read,
        "differs": list(differing(*lowered)),
    }


def differing(first: Sequence[str], second: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the places of either sequence that have no partner in the other, in order."""
    places: tuple[list[int], list[int]] = ([], [])
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            places[0].extend(range(start, end))
            places[1].extend(range(other_start, other_end))
    return places


def _read(traced: TokenTrace) -> list[str]:
    return [traced.text[token.start : token.end] for token in traced.tokens if token.is_read]
