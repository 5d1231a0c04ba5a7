"""What else moves a neuron: the sample reviews that excite it most and silence it most."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from core import registry
from core.contracts import STATES
from core.errors import InvalidInput
from core.predictors import TrainedModel
from core.probes import (
    ReferenceStates,
    neurons,
    reference_ranges,
    reference_scale,
    reference_states,
    tokens_of,
)  # fmt: skip
from core.review import OUTPUT

SHOWN = 4


class Example(NamedTuple):
    """A review and the word in it, `text[start:end]`, after which a state is most extreme.

    `level` is `value` on the fixed scale of the neuron, between 0 and 1.
    """

    text: str
    start: int
    end: int
    value: float
    level: float


def extreme_examples(
    name: str, neuron: Any, state: Any, count: int = SHOWN
) -> tuple[list[Example], list[Example]]:
    """Return the sample reviews that excite one state of one neuron most, and that silence it most.

    Each review counts once, with the word after which the value is highest (or lowest) in it.

    Args:
        name: A model whose every step can be shown.
        neuron: "1" to "P", or "output".
        state: One of `core.contracts.STATES`.
        count: How many of either kind.

    Raises:
        InvalidInput: No such neuron or state.
    """
    model, reference = registry.predictor(name), reference_states(name)
    if state not in STATES:
        raise InvalidInput(f"There is no gate {str(state)[:20]!r}; choose one of {STATES}.")
    column = _column(neuron, neurons(model))
    values = reference.values[state][:, column]
    scale = reference_scale(name) if state == "activation" else reference_ranges(name)[state]
    low, high = float(scale.low[column]), float(scale.high[column])

    def example(place: int) -> Example:
        start, end = _word(model, reference, place)
        value = float(values[place])
        level = min(1.0, max(0.0, (value - low) / (high - low)))
        return Example(reference.texts[reference.rows[place]], start, end, value, level)

    hottest = _most_extreme(reference.rows, values, count)
    coldest = _most_extreme(reference.rows, -values, count)
    return [example(place) for place in hottest], [example(place) for place in coldest]


def _column(neuron: Any, count: int) -> int:
    known = [*(str(place) for place in range(1, count + 1)), OUTPUT]
    if neuron not in known:
        raise InvalidInput(f"There is no neuron {str(neuron)[:20]!r}; there are 1 to {count}.")
    return known.index(neuron)


def _most_extreme(rows: np.ndarray, values: np.ndarray, count: int) -> list[int]:
    """Return the place of the highest value in each of the `count` reviews with the highest one."""
    best: dict[int, int] = {}
    for place in np.argsort(-values, kind="stable").tolist():
        best.setdefault(int(rows[place]), place)
        if len(best) == count:
            break
    return list(best.values())


def _word(model: TrainedModel, reference: ReferenceStates, place: int) -> tuple[int, int]:
    """Return where the word of one token of the reference reviews starts and ends in its review."""
    tokens = tokens_of(model, reference.texts[reference.rows[place]])
    read = [token for token in tokens if token.is_read]
    token = read[reference.steps[place]]
    return token.start, token.end
