"""An LSTM of one unit that reads one number at a time, its twelve weights set by hand.

Every gate is squash(w0 + w1 x_t + w2 ŷ_{t-1}), as the lecture's one neuron is (lecture sections
"A Single Neuron RNN" and "LSTM"). Nobody trained it: the weights are whatever the visitor chose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from core.cells import GATES, LSTMStates, Recurrent
from core.contracts import Floats
from core.errors import InvalidInput
from core.lstm_stack import LSTMLayer, lstm_stack

LIMIT = 20.0
STEP = 0.05
_PER_GATE = 3
_COUNT = _PER_GATE * len(GATES)


@dataclass(frozen=True)
class OneUnit:
    """The weights (w0, w1, w2) of each gate, gate after gate in the order of `GATES`.

    Raises:
        InvalidInput: Not twelve numbers, or one beyond ±`LIMIT`.
    """

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check the weights; raises `InvalidInput`."""
        if len(self.weights) != _COUNT:
            raise InvalidInput(
                f"An LSTM of one unit has {_COUNT} weights, not {len(self.weights)}."
            )
        for weight in self.weights:
            if not (isfinite(weight) and abs(weight) <= LIMIT):
                raise InvalidInput(
                    f"A weight lies between -{LIMIT:g} and {LIMIT:g}, not at {weight:g}."
                )

    @classmethod
    def of(cls, values: Any) -> OneUnit:
        """Return the unit with these weights: a list of numbers, or text "1,0,0.5,…"."""
        if isinstance(values, str):
            values = values[: 20 * _COUNT].split(",")
        if not isinstance(values, Sequence):
            raise InvalidInput(f"Weights are a list of {_COUNT} numbers, not {values!r:.40}.")
        return cls(tuple(_number(value) for value in values[: _COUNT + 1]))

    def layer(self) -> LSTMLayer:
        """Return the unit as a layer of one unit, weights as Keras stores them."""
        bias, kernel, recurrent = np.array(self.weights, np.float32).reshape(-1, _PER_GATE).T
        return LSTMLayer(Recurrent(kernel[None], recurrent[None], bias))

    def read(self, series: Floats) -> LSTMStates:
        """Return what happens in the unit while it reads a series (T,); arrays are (1, T, 1)."""
        (states,) = lstm_stack(np.asarray(series, np.float32)[None, :, None], [self.layer()])
        return states

    def text(self) -> str:
        """Return the weights as a link carries them."""
        return ",".join(f"{weight:g}" for weight in self.weights)


class Recipe(NamedTuple):
    """Weights to try: a name, the weights, a series that shows what they do, and why."""

    title: str
    weights: tuple[float, ...]
    source: str
    why: str


def _gates(*, i: Any, f: Any, candidate: Any, o: Any) -> tuple[float, ...]:
    return (*i, *f, *candidate, *o)


_OPEN, _SHUT = (10, 0, 0), (-10, 0, 0)
_LEARNT = (-0.05, 1.15, 0.25)

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "forget": Recipe(
            "Forget everything",
            _gates(i=_OPEN, f=_SHUT, candidate=(0, 2, 0), o=_OPEN),
            "wave",
            "The forget gate is shut: the state is the candidate of this step and nothing else.",
        ),
        "remember": Recipe(
            "Remember everything",
            _gates(i=(-10, 20, 0), f=_OPEN, candidate=(0, 2, 0), o=_OPEN),
            "pulse",
            "The forget gate is open, and the input gate opens for a large value only: the pulse "
            "goes in, the noise after it does not, and the state stands still.",
        ),
        "integrate": Recipe(
            "Integrate",
            _gates(i=_OPEN, f=_OPEN, candidate=(0, 0.2, 0), o=_OPEN),
            "wave",
            "Both gates are open: the state adds up all that was read and may leave \u22121 to 1.",
        ),
        "lecture": Recipe(
            "Lecture-like",
            _gates(i=_LEARNT, f=_LEARNT, candidate=_LEARNT, o=_LEARNT),
            "step",
            "Every gate has the three weights that the lecture\u2019s one neuron learnt on the "
            "stock prices, rounded: \u22120.05, 1.15, 0.25.",
        ),
    }
)
DEFAULT = OneUnit(tuple(float(weight) for weight in RECIPES["remember"].weights))


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InvalidInput(f"A weight is a number, not {str(value)[:20]!r}.") from None
