"""The loss over w1 and w2 at one w0: a slice through the landscape that gradient descent walks in.

Every point of the grid is a neuron of its own that reads all series. In single precision and a
slab of the grid at a time, so that a slice of 41 x 41 on 502 series of 100 days takes a tenth of a
second; it is up to 2e-6 off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.contracts import Floats
from core.descent_settings import Descent, descent_from_text
from core.errors import InvalidInput, LessonError
from core.forecasts import forecast_table
from core.packing import whole

COARSE, FINE = 21, 41
FLOOR = 1e-12
_WIDEST = 1e4
_SLAB = 64


@dataclass(frozen=True)
class Window:
    """Which slice, over which rectangle, how finely.

    Attributes:
        w0: The bias that all points share.
        w1, w2: Lowest and highest value on either axis.
        points: Points on either axis, 21 or 41.

    Raises:
        InvalidInput: Not finite, empty, huge, or another number of points.
    """

    w0: float
    w1: tuple[float, float]
    w2: tuple[float, float]
    points: int = COARSE

    def __post_init__(self) -> None:
        """Check the window; raises `InvalidInput`."""
        ends = (*self.w1, *self.w2)
        if not all(abs(weight) <= _WIDEST for weight in (self.w0, *ends)):
            raise InvalidInput(f"The surface is drawn for weights between ±{_WIDEST:,.0f} only.")
        if self.w1[0] >= self.w1[1] or self.w2[0] >= self.w2[1]:
            raise InvalidInput("The surface needs a lowest and a higher weight on either axis.")
        if self.points not in (COARSE, FINE):
            raise InvalidInput(f"The surface has {COARSE} or {FINE} points on either axis.")

    def axes(self) -> tuple[Floats, Floats]:
        """Return the values of w1 and of w2, (points,) each."""
        return np.linspace(*self.w1, self.points), np.linspace(*self.w2, self.points)


def loss_surface(X: Floats, y: Floats, window: Window) -> Floats:
    """Return the MSE of every point of the window, (w2, w1).

    Args:
        X: (N, T) series.
        y: (N,) targets.
        window: Which points.
    """
    grid = np.meshgrid(*window.axes())  # (w2, w1) each
    kernel, recurrent = (axis.astype(np.float32).reshape(-1, 1) for axis in grid)  # (K, 1)
    steps = np.ascontiguousarray(X.T, dtype=np.float32)  # (T, N)
    losses = [
        _losses(steps, y, np.float32(window.w0), kernel[k : k + _SLAB], recurrent[k : k + _SLAB])
        for k in range(0, len(kernel), _SLAB)
    ]
    return np.concatenate(losses).reshape(grid[0].shape)


def _losses(
    steps: Floats, y: Floats, bias: np.float32, kernel: Floats, recurrent: Floats
) -> Floats:
    """Return the MSE of K neurons: weights (K, 1), series (T, N)."""
    answers = np.zeros((len(kernel), steps.shape[1]), np.float32)  # (K, N)
    given = np.empty_like(answers)
    for x in steps:
        np.multiply(kernel, x, given)
        np.add(given, bias, given)
        np.multiply(recurrent, answers, answers)
        np.add(given, answers, answers)
        np.tanh(answers, answers)
    return np.mean((y - answers) ** 2, axis=1)


def surface_answer(ask: Any) -> dict[str, Any]:
    """Return a slice as the browser draws it.

    Args:
        ask: From the browser: `settings`, see `core.descent_settings`; `w0`, or None for that of
            the start weights; `w1`, `w2`: lowest and highest; `points`.

    Returns:
        `problem`, a sentence, when the request makes no sense; otherwise `logs`: log10 of the MSE
        in thousandths, packed, row after row of equal w2; `w0`, `w1`, `w2`, `points` as drawn;
        `start`: the start weights of the settings; `series`: on how many.
    """
    try:
        return {"problem": None, **_answer(ask)}
    except LessonError as error:
        return {"problem": str(error)}


def _answer(ask: Any) -> dict[str, Any]:
    if not isinstance(ask, Mapping):
        raise InvalidInput("A surface is asked for by settings and a window.")
    descent = descent_from_text(ask.get("settings"))
    start = descent.weights()
    w0 = start[0] if ask.get("w0") is None else ask["w0"]
    window = _window(w0, ask.get("w1"), ask.get("w2"), ask.get("points"))
    logs, series = _packed(descent.of_rows, window)
    return {"logs": logs, **asdict(window), "start": start, "series": series}


@lru_cache(maxsize=64)
def _packed(rows: Descent, window: Window) -> tuple[str, int]:
    X, y = rows.data(forecast_table())
    return whole(np.log10(np.maximum(loss_surface(X, y, window), FLOOR))), len(y)


def _window(w0: Any, w1: Any, w2: Any, points: Any) -> Window:
    """Return the window asked for; w0 to two digits, so that visitors share slices."""
    ends = [*(w1 if isinstance(w1, list) else []), *(w2 if isinstance(w2, list) else [])]
    numbers = [w0, *ends]
    if len(ends) != 4 or not all(type(number) in (int, float) for number in numbers):
        raise InvalidInput("A surface needs w0 and the lowest and highest w1 and w2, as numbers.")
    return Window(
        round(float(w0), 2), (float(ends[0]), float(ends[1])), (float(ends[2]), float(ends[3])),
        points if isinstance(points, int) else 0,
    )  # fmt: skip
