"""A trace as the browser gets it: small enough to be sent after every keystroke.

Numbers travel as whole thousandths (hundredths where a state has grown large), two bytes each, in
base64: a tenth of the time and a third of the size of written-out JSON. `assets/trace.js` is the
other side of this file.
"""

from __future__ import annotations

import base64
from typing import Any, Protocol

import numpy as np

from core import registry
from core.contracts import STATES, Floats, Integers, Token, TokenTrace
from core.probes import ReferenceScale, reference_ranges, reference_scale, trace, verdict

_KNOWN, _READ = 1, 2
_LARGEST = 32_767


class Tokenised(Protocol):
    """A text and its tokens."""

    @property
    def text(self) -> str:
        """The text as shown."""
        ...

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All its tokens."""
        ...


def packed_answer(name: str, text: str) -> dict[str, Any]:
    """Return what the model `name` makes of `text`: the packed trace and its answer in a word.

    `ranges` holds, per gate, the lowest and the highest value of every neuron over the reference
    reviews; those of the activations are `low` and `high`.
    """
    model = registry.predictor(name)
    traced = trace(model, text)
    said = verdict(traced.probability, model.card.threshold)
    return {
        **packed(traced, reference_scale(name)),
        "verdict": said,
        "ranges": {
            state: [_thousandths(reference.low), _thousandths(reference.high)]
            for state, reference in reference_ranges(name).items()
        },
    }


def packed(traced: TokenTrace, scale: ReferenceScale) -> dict[str, Any]:
    """Return a trace as JSON.

    `places` is, per token, the characters between it and the token before and its own length;
    `flags` 1 for known plus 2 for read; `states` the values of every neuron, (S, T, P), in the
    order of `STATES`, in units of 1 / `per`.
    """
    states = np.stack([traced.activations, *(traced.gates[name] for name in STATES[1:])])
    per = 1000 if np.abs(states).max(initial=0) < _LARGEST / 1000 else 100
    return {
        **packed_words(traced),
        "neurons": traced.activations.shape[1],
        "states": whole(states, per),
        "per": per,
        "opinion": whole(traced.opinion),
        "probability": round(traced.probability, 4),
        "low": _thousandths(scale.low),
        "high": _thousandths(scale.high),
    }


def packed_words(traced: Tokenised) -> dict[str, str]:
    """Return a text, where its words are and what is known of them."""
    flags = [_flag(token.is_known, token.is_read) for token in traced.tokens]
    return {
        "text": traced.text,
        "places": _places(traced),
        "flags": _base64(np.array(flags, np.uint8)),
    }


def _thousandths(values: Floats) -> list[float]:
    return [round(value, 3) for value in values.tolist()]


def whole(values: Floats | Integers, per: int = 1000) -> str:
    """Return values as whole parts of 1 / `per`, 16 bit, base64; what is too large is cut.

    All low bytes come first, then all high ones: these are nearly all alike, so that the whole is
    a third smaller once it is compressed.
    """
    numbers = np.clip(np.rint(values * per), -_LARGEST, _LARGEST).astype("<i2")
    return _base64(np.ascontiguousarray(numbers.reshape(-1)).view(np.uint8).reshape(-1, 2).T)


def doubles(values: Floats) -> str:
    """Return values in full precision, 64 bit, row after row, base64."""
    return _base64(np.ascontiguousarray(values, dtype="<f8"))


def _places(traced: Tokenised) -> str:
    ends = np.array([(token.start, token.end) for token in traced.tokens], np.int64).reshape(-1)
    return _base64(np.diff(ends, prepend=0).astype("<u2"))


def _flag(is_known: bool, is_read: bool) -> int:
    return _KNOWN * is_known + _READ * is_read


def _base64(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode()
