"""How much of one input is still in the state later on: the size of d state_t / d x_k.

The derivative is carried forward in time through the recurrences themselves, exactly: with x_k
wiggled a little, how far would the state of P cells move t - k steps later? Its size is the
Frobenius norm, the root of the sum of the squares of its P · M entries (lecture section "LSTM": the
vanishing gradient, and what the path C_t = f C_{t-1} + … does about it).

Shapes: T time steps, M inputs per step, P cells; one text or series at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from core.cells import ACTIVATIONS, LSTMStates, Recurrent
from core.contracts import Floats
from core.errors import Incompatible, InvalidInput

# Of an activation's value y: dy/dz.
SLOPES: Mapping[str, Callable[[Floats], Floats]] = {
    "tanh": lambda y: 1 - y**2,
    "sigmoid": lambda y: y * (1 - y),
    "linear": np.ones_like,
}


def rnn_memory(outputs: Floats, weights: Recurrent, k: int, activation: str = "tanh") -> Floats:
    """Return the size of dŶ_t/dx_k for t = k … T - 1, (T - k,).

    Args:
        outputs: (T, P), what a SimpleRNN put out at every step.
        weights: Its kernel (M, P) and recurrent kernel (P, P).
        k: The input whose memory is measured, counted from 0.
        activation: Name in `SLOPES`.

    Raises:
        InvalidInput: There is no step k.
        Incompatible: The activation has no slope here.
    """
    slopes = _slope(activation)(outputs.astype(np.float64))  # (T, P)
    _check_step(k, len(outputs))
    pull = weights.recurrent.T.astype(np.float64)
    inside = weights.kernel.T.astype(np.float64)  # (P, M), d of the sum inside the tanh
    sizes = np.empty(len(outputs) - k)
    for step, slope in enumerate(slopes[k:]):
        moved = slope[:, None] * inside  # (P, M)
        sizes[step] = np.linalg.norm(moved)
        inside = pull @ moved
    return sizes


def lstm_memory(
    states: LSTMStates, weights: Recurrent, k: int, activation: str = "tanh"
) -> tuple[Floats, Floats]:
    """Return the sizes of dC_t/dx_k and of dŶ_t/dx_k for t = k … T - 1, each (T - k,).

    Args:
        states: What happened in the layer; of N texts the first is taken.
        weights: Its kernel (M, 4P) and recurrent kernel (P, 4P).
        k: The input whose memory is measured, counted from 0.
        activation: Of candidate and output, a name in `SLOPES`.

    Raises:
        InvalidInput, Incompatible: As in `rnn_memory`.
    """
    by_gate, kept, shown = _slopes(states, activation)
    _check_step(k, len(kept))
    P = kept.shape[1]
    pull = weights.recurrent.T.astype(np.float64)  # (4P, P)
    inside = weights.kernel.T.astype(np.float64)  # (4P, M), d of the sums inside the gates
    C = np.zeros((P, inside.shape[1]))
    sizes = np.empty((2, len(kept) - k))
    for step in range(k, len(kept)):
        i, f, candidate, o = by_gate[:, step, :, None] * inside.reshape(4, P, -1)
        C = kept[step, :, None] * C + i + f + candidate
        Y = shown[step, :, None] * C + o
        sizes[:, step - k] = np.linalg.norm(C), np.linalg.norm(Y)
        inside = pull @ Y
    return sizes[0], sizes[1]


def _slopes(states: LSTMStates, activation: str) -> tuple[Floats, Floats, Floats]:
    """Return how C_t and Ŷ_t follow each gate's sum (4, T, P), C_{t-1} and C_t (both (T, P)).

    dC_t = f dC_{t-1} + C_{t-1} df + C̃ di + i dC̃ and dŶ_t = o φ'(C_t) dC_t + φ(C_t) do.
    """
    slope, sigmoid_slope = _slope(activation), SLOPES["sigmoid"]
    gates = (states.input, states.forget, states.candidate, states.output, states.state)
    i, f, candidate, o, C = (values[0].astype(np.float64) for values in gates)
    before = np.vstack([np.zeros_like(C[:1]), C[:-1]])
    squashed = ACTIVATIONS[activation](C)
    by_gate = np.stack(
        [
            candidate * sigmoid_slope(i),
            before * sigmoid_slope(f),
            i * slope(candidate),
            squashed * sigmoid_slope(o),
        ]
    )
    return by_gate, f, o * slope(squashed)


def _slope(activation: str) -> Callable[[Floats], Floats]:
    if activation not in SLOPES:
        raise Incompatible(f"The memory of a layer with {activation} cannot be measured here.")
    return SLOPES[activation]


def _check_step(k: int, T: int) -> None:
    if not 0 <= k < T:
        raise InvalidInput(f"There is no step {k + 1}; the sequence has {T}.")
