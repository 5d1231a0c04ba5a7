"""Which neurons, and which of their gates, react to some words of a text and to no others.

LSTMVis asks for states that are on over the selected words and off elsewhere. Here every state is
put on the fixed scale of its neuron (0 coldest, 1 hottest over the reference reviews), and

    score = mean level on the selected words - mean level on all other words,

so 1 is hot on exactly these words and -1 cold on exactly these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import registry
from core.contracts import STATES, Floats, TokenTrace
from core.errors import InvalidInput
from core.probes import reference_ranges, reference_scale, trace
from core.review import OUTPUT

SHOWN = 5
NONE = "none"  # what a link says after the visitor has chosen no word at all
NOTHING = "Choose a word or more above: the neurons that are hot on exactly these appear here."
WORDLESS = "There is no word to choose from. Type a review first."
OUTSIDE = "None of the chosen words is read in this text. Choose others."
EVERYTHING = "Every word is chosen, so there is none to compare with. Leave some out."


@dataclass(frozen=True)
class Match:
    """How one state of one neuron reacts to the selected words.

    Attributes:
        state: One of `core.contracts.STATES`.
        neuron: "1" to "P", or "output".
        score: Between -1 and 1, see above.
        inside, outside: Mean level on the selected words and on the others.
        separation: Share of the pairs of a selected and another word in which the selected word is
            the hotter one; ties count half.
    """

    state: str
    neuron: str
    score: float
    inside: float
    outside: float
    separation: float


def matching_units(name: str, text: str, chosen: str) -> dict[str, Any]:
    """Return the neurons of the model `name` that react most to the chosen words of a text.

    Args:
        name: A model whose every step can be shown.
        text: The review.
        chosen: Which of the words read, counted from 1, separated by commas.

    Returns:
        `hot` and `cold`, the best matches in either direction, best first, and `said`, a sentence
        where there is nothing to rank.

    Raises:
        InvalidInput: `chosen` is not text.
    """
    traced = trace(registry.predictor(name), text)
    selected = selection(chosen, len(traced.opinion))
    said = _nothing_to_rank(chosen, selected)
    if said:
        return {"hot": [], "cold": [], "said": said}
    found = ranked(levels(name, traced), selected)
    return {
        "hot": [_plain(match) for match in found[:SHOWN] if match.score > 0],
        "cold": [_plain(match) for match in found[: -SHOWN - 1 : -1] if match.score < 0],
        "said": "",
    }


def selection(chosen: str, count: int) -> np.ndarray:
    """Return which of `count` words are chosen, (count,) of bool; numbers of no word are ignored.

    Raises:
        InvalidInput: `chosen` is not text.
    """
    if not isinstance(chosen, str):
        raise InvalidInput(f"Chosen words are numbers with commas, not {type(chosen).__name__}.")
    parts = (part.strip() for part in chosen[:5000].split(","))
    numbers = {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 6}
    selected = np.zeros(count, bool)
    selected[[number - 1 for number in numbers if 1 <= number <= count]] = True
    return selected


def levels(name: str, traced: TokenTrace) -> Floats:
    """Return every state on the fixed scale of its neuron, (S, T, P + 1), between 0 and 1."""
    ranges = {"activation": reference_scale(name), **reference_ranges(name)}
    values = {"activation": traced.activations, **traced.gates}
    return np.stack([ranges[state].apply(values[state]) for state in STATES])


def ranked(level: Floats, selected: np.ndarray) -> list[Match]:
    """Return every state of every neuron, the highest score first.

    Args:
        level: (S, T, P), between 0 and 1; the last of the P neurons is the output neuron.
        selected: (T,) of bool, neither all nor none.
    """
    on, off = level[:, selected], level[:, ~selected]
    inside, outside = on.mean(axis=1), off.mean(axis=1)
    above = on[:, :, None] - off[:, None]  # (S, selected, others, P)
    separation = ((above > 0) + 0.5 * (above == 0)).mean(axis=(1, 2))
    score = inside - outside
    count = level.shape[2]
    return [
        Match(
            STATES[state],
            OUTPUT if unit == count - 1 else str(unit + 1),
            float(score[state, unit]),
            float(inside[state, unit]),
            float(outside[state, unit]),
            float(separation[state, unit]),
        )
        for state, unit in zip(*np.unravel_index(np.argsort(-score, axis=None), score.shape),
                               strict=True)
    ]  # fmt: skip


def _nothing_to_rank(chosen: str, selected: np.ndarray) -> str:
    if not len(selected):
        return WORDLESS
    if not selected.any():
        return NOTHING if chosen.strip() in ("", NONE) else OUTSIDE
    return EVERYTHING if selected.all() else ""


def _plain(match: Match) -> dict[str, Any]:
    numbers = ("score", "inside", "outside", "separation")
    return {
        "state": match.state,
        "neuron": match.neuron,
        **{key: round(getattr(match, key), 3) for key in numbers},
    }
