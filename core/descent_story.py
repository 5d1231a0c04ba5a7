"""What happened to a run of gradient descent, in sentences made of its own numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from core import neuron, registry
from core.contracts import Floats
from core.descent_settings import ALL, Descent
from core.settings import settings

LECTURE_WEIGHTS, LECTURE_MSE = (-0.07161043, 1.15476269, 0.25800392), 0.03900926
_SATURATED = 1e-3  # largest slope 1 - ŷ² at the last step
_FLAT = 1e-3  # share of the loss that 100 further epochs would take off
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG = 1.0  # a step of this length crosses the valley


@dataclass(frozen=True)
class Story:
    """What there is to tell: the settings, where the run stands, why it ended before its time.

    Attributes:
        descent: The settings.
        progress: See `core.descent.Progress`.
        diverged: Why no further epoch is possible, or None.
        series: On how many series.
        naive: MSE of the last value on the same series.
    """

    descent: Descent
    progress: Any
    diverged: str | None
    series: int
    naive: float


def story(told: Story, X: Floats, y: Floats) -> str:
    """Return two to four sentences: how far, why so, and what the lecture or a naive guess says.

    Args:
        told: The run.
        X: (N, T) series it is trained on.
        y: (N,) targets.
    """
    now = told.progress
    epochs = f"{now.epoch:,} epoch{'' if now.epoch == 1 else 's'}"
    far = f"After {epochs} the MSE is {_short(now.loss)}; it began at {_short(now.first)}."
    if told.diverged:
        return f"{far} {_why_diverged(told)}"
    outputs, gradient = _gradient(X, y, now.weights)
    largest = float(np.max(1 - outputs[:, -1] ** 2))
    reasons = [far]
    if largest < _SATURATED:
        reasons.append(_why_saturated(told, largest, gradient))
    elif now.loss > 1.05 * now.lowest and now.lowest_epoch < now.epoch:
        reasons.append(_why_worse(told))
    else:
        reasons.append(_what_next(told, gradient))
    reasons.append(_beside(told))
    return " ".join(reason.strip() for reason in reasons if reason)


def is_lecture_run(descent: Descent) -> bool:
    """Say whether the settings are the lecture's."""
    asked = (descent.epochs, descent.rate, descent.start, descent.rows)
    return asked == (1000, 0.01, (1.0, 1.0, 1.0), ALL)


@cache
def is_lecture_file() -> bool:
    """Say whether the loaded series are, byte for byte, the lecture's file."""
    (remote,) = registry.dataset_spec("stocks").remote
    path = settings().data_root / remote.path
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == remote.sha256


def _gradient(X: Floats, y: Floats, w: Any) -> tuple[Floats, Floats]:
    with np.errstate(over="ignore", invalid="ignore"):
        outputs = neuron.forward(X, w)
        return outputs, neuron.backward(X, y, outputs, w)


def _why_diverged(told: Story) -> str:
    w2 = abs(told.progress.weights[2])
    grown = (
        f" On the way back the gradient is multiplied by up to |w₂| = {_length(w2)} at every step."
        if w2 > 1
        else ""
    )
    return (
        f"In the next epoch a weight is no longer a finite number, so the run ends here.{grown} "
        f"α is {told.descent.rate:g}: choose a smaller one, or start nearer to 0."
    )


def _why_saturated(told: Story, largest: float, gradient: Floats) -> str:
    now, size = told.progress, float(np.max(np.abs(gradient)))
    every = "Every answer is" if told.series > 1 else "The answer is"
    before = f"{_best(now)}. " if now.loss > 1.05 * now.lowest else ""
    so = (
        f"{every} 1 or −1 to three digits or more: the slope 1 − ŷ² is at most {_tiny(largest)}, "
        f"the largest part of the gradient {_tiny(size)}, and α times that moves a weight by "
        f"{_tiny(told.descent.rate * size)}."
    )
    stuck = "The loss no longer moves; start nearer to 0, or choose a smaller α."
    return f"{before}{_jumped(told)}{so} {stuck}"


def _why_worse(told: Story) -> str:
    now = told.progress
    return f"{_best(now)}. {_jumped(told) or 'The steps are too long for this place. '}"


def _best(now: Any) -> str:
    if now.lowest_epoch == 0:
        return "Nowhere was it lower than at the start"
    return f"It had been down to {_short(now.lowest)} after epoch {now.lowest_epoch:,}"


def _jumped(told: Story) -> str:
    now = told.progress
    if now.longest < _LONG:
        return ""
    return (
        f"In epoch {now.longest_epoch:,} one step moved the weights by {_length(now.longest)}: "
        "α times the gradient was too long. "
    )


def _what_next(told: Story, gradient: Floats) -> str:
    """Return what 100 further epochs would bring by the gradient of now: ΔL ≈ -α |dL/dw|²."""
    now = told.progress
    share = 100 * told.descent.rate * float(gradient @ gradient) / max(now.loss, 1e-300)
    if now.loss < 1e-9:
        return "Three weights can hit one number exactly; many other weights hit it as well."
    if share < _FLAT:
        size = _tiny(float(np.max(np.abs(gradient))))
        return (
            f"It hardly moves any more: the gradient is down to {size}, and "
            f"100 more epochs would take off less than {100 * _FLAT:g} % of the loss."
        )
    if not share <= 0.5:  # also where the gradient is no number any more
        return "It is still on its way: the gradient is steep."
    return f"It is still falling: 100 more epochs would take off about {100 * share:.2g} %."


def _beside(told: Story) -> str:
    now, descent = told.progress, told.descent
    if is_lecture_run(descent) and now.epoch == descent.epochs:
        return _beside_lecture(now)
    verdict = "better than this neuron" if told.naive < now.loss else "worse than this neuron"
    same = "the same series" if told.series > 1 else "this series"
    return f"On {same} “like the last day” has {_short(told.naive)}: {verdict}."


def _beside_lecture(now: Any) -> str:
    printed = "(" + ", ".join(_real(f"{w:.8f}") for w in LECTURE_WEIGHTS) + ")"
    said = f"The lecture printed w = {printed} and MSE {LECTURE_MSE:.8f}"
    if not is_lecture_file():
        return f"{said}, for its own file; other series are loaded here, so other weights are due."
    apart = max(
        abs(ours - theirs)
        for ours, theirs in zip(
            (*now.weights, now.loss), (*LECTURE_WEIGHTS, LECTURE_MSE), strict=True
        )
    )
    same = "the same to the last printed digit" if apart <= 1e-8 else f"we are {_tiny(apart)} off"
    return f"{said}: {same}."


def _short(value: float) -> str:
    return f"{value:.5f}" if value >= 0.001 else _tiny(value)


def _tiny(value: float) -> str:
    """Return a number such as 8.2·10⁻⁹."""
    if not value or not np.isfinite(value):
        return f"{value:g}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits}·10{str(int(power)).translate(_RAISED)}"


def _length(value: float) -> str:
    return f"{value:,.1f}" if value < 1e6 else _tiny(value)


def _real(written: str) -> str:
    return written.replace("-", "−")
