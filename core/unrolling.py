"""One neuron and one series, every number on the way there and back (lecture: BPTT).

    o_t = w0 + w1 x_t + w2 ŷ_{t-1},  ŷ_t = tanh(o_t),  ŷ_0 = 0,  L = (y - ŷ_T)²

`core.neuron` does the same for many series at once and keeps only what training needs; here
nothing is thrown away. Letters: T steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.contracts import Floats
from core.errors import InvalidInput

# With weights this large a gradient over `MOST_STEPS` steps, 5^400, still is a finite number.
LARGEST_WEIGHT = 5.0
MOST_STEPS = 400
_NUDGE = 1e-5


@dataclass(frozen=True)
class Forward:
    """The way there.

    Attributes:
        x: (T,) what the neuron reads.
        w: (3,) bias, input weight, recurrent weight.
        sums: (T,) o_t, the sum inside the tanh.
        outputs: (T + 1,) ŷ_0 = 0 to ŷ_T.
    """

    x: Floats
    w: Floats
    sums: Floats
    outputs: Floats

    @property
    def slopes(self) -> Floats:
        """The slope of tanh at every step, dŷ_t/do_t = 1 - ŷ_t², (T,)."""
        return 1 - self.outputs[1:] ** 2

    @property
    def inputs(self) -> Floats:
        """What each weight is multiplied with at every step: (1, x_t, ŷ_{t-1}), (T, 3)."""
        return np.column_stack([np.ones_like(self.x), self.x, self.outputs[:-1]])


@dataclass(frozen=True)
class Backward:
    """The way back, for one target y.

    Attributes:
        factors: (T - 1,) do_{t+1}/do_t = w2 (1 - ŷ_t²): what a gradient is multiplied with on its
            way from step t + 1 back to step t.
        products: (T,) do_T/do_t, the product of all factors from t to T - 1; 1 at T.
        sizes: (T,) log10 |do_T/do_t|, also where the product itself is too small for a number;
            minus infinity where a factor is 0.
        deltas: (T,) δ_t = dL/do_t.
        parts: (T, 3) δ_t (1, x_t, ŷ_{t-1}), what step t adds to dL/dw.
        sums: (T, 3) the parts of step t and of all later ones; the first row is dL/dw.
        J: (T, 3) do_t/dw, carried forward in time as in the lecture.
    """

    factors: Floats
    products: Floats
    sizes: Floats
    deltas: Floats
    parts: Floats
    sums: Floats
    J: Floats

    @property
    def gradient(self) -> Floats:
        """dL/dw, (3,)."""
        return self.sums[0]


def forward(x: Floats, w: Sequence[float] | Floats) -> Forward:
    """Return every sum and every answer of the neuron while it reads `x`.

    Args:
        x: (T,) series, T at least 1.
        w: (3,) bias, input weight, recurrent weight.
    """
    sums, outputs = np.empty(len(x)), np.zeros(len(x) + 1)
    for t, value in enumerate(x):
        sums[t] = w[0] + w[1] * value + w[2] * outputs[t]
        outputs[t + 1] = np.tanh(sums[t])
    return Forward(x, np.asarray(w, dtype=np.float64), sums, outputs)


def backward(there: Forward, y: float) -> Backward:
    """Return every number of back-propagation through time.

        δ_T = -2 (y - ŷ_T) (1 - ŷ_T²),   δ_t = δ_{t+1} w2 (1 - ŷ_t²)
        dL/dw = Σ_t δ_t (1, x_t, ŷ_{t-1})

    Args:
        there: The way there.
        y: The target.
    """
    factors = there.w[2] * there.slopes[:-1]  # (T - 1,)
    products = np.append(np.cumprod(factors[::-1])[::-1], 1.0)  # (T,)
    with np.errstate(divide="ignore"):
        sizes = np.append(np.cumsum(np.log10(np.abs(factors[::-1])))[::-1], 0.0)  # (T,)
    deltas = -2 * (y - there.outputs[-1]) * there.slopes[-1] * products
    parts = deltas[:, None] * there.inputs  # (T, 3)
    sums = np.cumsum(parts[::-1], axis=0)[::-1]
    return Backward(factors, products, sizes, deltas, parts, sums, carried_forward(there))


def carried_forward(there: Forward) -> Floats:
    """Return J_t = do_t/dw for every step, (T, 3), in the lecture's order: from the past on.

        J_t = (1, x_t, ŷ_{t-1}) + w2 (1 - ŷ_{t-1}²) J_{t-1},   J_0 = 0

    dL/dw is then -2 (y - ŷ_T) (1 - ŷ_T²) J_T.
    """
    J = there.inputs
    for t in range(1, len(J)):
        J[t] += there.w[2] * (1 - there.outputs[t] ** 2) * J[t - 1]
    return J


def loss(x: Floats, y: float, w: Sequence[float] | Floats) -> float:
    """Return L = (y - ŷ_T)² of the neuron with weights `w` after it has read `x` (T,)."""
    return float((y - forward(x, w).outputs[-1]) ** 2)


def central_differences(x: Floats, y: float, w: Sequence[float] | Floats, J: Floats) -> Floats:
    """Return dL/dw, (3,), measured: every weight is moved a little to both sides.

        dL/dw_i ≈ (L(w_i + h) - L(w_i - h)) / 2h

    h is 10⁻⁵, and smaller where o_T answers strongly, so that o_T itself moves by 10⁻⁵ at most.
    NaN where even the smallest step that changes a weight would be too large.

    Args:
        x: (T,) series.
        y: The target.
        w: Bias, input weight, recurrent weight.
        J: (3,) do_T/dw, how strongly o_T answers.
    """
    measured = np.full(3, np.nan)
    for place, answer in enumerate(J):
        h = _NUDGE / max(1.0, abs(answer))
        above, below = np.array(w, dtype=np.float64), np.array(w, dtype=np.float64)
        above[place] += h
        below[place] -= h
        moved = above[place] - below[place]  # 2h, as far as the weight can hold it
        if moved > h:
            measured[place] = (loss(x, y, above) - loss(x, y, below)) / moved
    return measured


def checked_weights(*given: object) -> tuple[float, ...]:
    """Return weights that a visitor set; raises `InvalidInput` unless they are -5 to 5."""
    numbers = [w for w in given if isinstance(w, int | float) and not isinstance(w, bool)]
    if len(numbers) < len(given) or not all(abs(w) <= LARGEST_WEIGHT for w in numbers):
        most = f"{LARGEST_WEIGHT:g}"
        raise InvalidInput(
            f"Each weight must be a number from \u2212{most} to {most}; one of them is not."
        )
    return tuple(float(w) for w in numbers)
