"""Why a gradient vanishes, explodes or stays on its way back, in one sentence with its numbers."""

from __future__ import annotations

from math import floor, isfinite

import numpy as np

from core.unrolling import Backward, Forward

VANISHES, STAYS, EXPLODES, NOTHING = "vanishes", "stays", "explodes", "nothing"
_FAR = 2.0  # powers of ten that make a gradient vanish or explode
_NEAR = 0.05  # an average factor this close to 1 keeps it
_SUPERSCRIPTS = str.maketrans(
    "0123456789-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b"
)


def fate(back: Backward) -> str:
    """Return what becomes of the gradient between the last step and the first."""
    size = float(back.sizes[0])
    if not isfinite(size):
        return NOTHING
    if abs(size) < _FAR:
        return STAYS
    return EXPLODES if size > 0 else VANISHES


def gradient_story(there: Forward, back: Backward) -> str:
    """Return what arrives at step 1 of a gradient at step T, and why."""
    T = len(there.x)
    if T == 1:
        return "With one step there is no way back: add steps."
    if fate(back) == NOTHING:
        return (
            f"Of the gradient at step {T} nothing at all arrives at step 1: {_why_nothing(there)}."
        )
    size = float(back.sizes[0])
    each = 10 ** (size / (T - 1))
    times = f"{T - 1} times, by {_plain(each)} on average" if T > 2 else f"once, by {_plain(each)}"
    return (
        f"On its way from step {T} back to step 1 the gradient is multiplied {times}, so "
        f"{in_powers(size)} of it arrives: {_told(fate(back), each)}, {_why(there, each)}."
    )


def in_powers(size: float) -> str:
    """Return 10^size as it is written by hand: 0.21, 1.3·10⁻¹³."""
    if -2 <= size < 4:
        return _plain(10**size)
    power = floor(size)
    digits = f"{10 ** (size - power):.1f}"
    if digits == "10.0":
        digits, power = "1.0", power + 1
    return f"{digits}\u00b710{str(power).translate(_SUPERSCRIPTS)}"


def _told(what: str, each: float) -> str:
    if what != STAYS:
        return f"it {what}"
    if _is_near_one(each):
        return "it stays"
    return f"over so few steps it only {'grows' if each > 1 else 'shrinks'}"


def _why(there: Forward, each: float) -> str:
    """Return the reason: how large w2 is, and how flat tanh is where the answers lie."""
    w2 = abs(float(there.w[2]))
    slope = each / w2
    known = f"|w\u2082| = {_plain(w2)}"
    flat = f"1 \u2212 \u0177\u00b2 is {_plain(slope)} on average"
    if _is_near_one(each):
        return f"because {known} times the slope of tanh is close to 1 ({flat})"
    if each > 1:
        return (
            f"because {known} is more than 1 and the answers stay so near 0 that tanh hardly "
            f"lessens it ({flat})"
        )
    if w2 < 1:
        return f"because {known} alone lessens it at every step, and tanh adds to that ({flat})"
    return (
        f"because tanh is flat where the answers lie ({flat}) and {known} does not make up for it"
    )


def _is_near_one(each: float) -> bool:
    return abs(each - 1) < _NEAR


def _why_nothing(there: Forward) -> str:
    if there.w[2] == 0:
        return "w\u2082 is 0, so no step knows of the one before"
    flat = int(np.flatnonzero(there.slopes[:-1] == 0)[-1]) + 1
    return f"at step {flat} the answer is \u00b11 to the last digit, where tanh is perfectly flat"


def _plain(value: float) -> str:
    if value >= 100 or value == round(value, 0):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"
