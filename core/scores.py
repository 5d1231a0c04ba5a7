"""How much better than the last value? Skill with its uncertainty, and a test of the difference.

Letters: N series, D days that are forecast, B resamples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.contracts import Floats

RESAMPLES = 1000
_SEED = 20210222


@dataclass(frozen=True)
class Score:
    """Figures of one forecaster on N series and D days.

    Attributes:
        mse, mae: In the units the errors were given in.
        skill: 1 - MSE / MSE of the last value; None where the last value makes no error.
        low, high: Bounds of the 95 % bootstrap interval of the skill over series; None for one
            series.
        p_value: Of the Diebold-Mariano test against the last value, two-sided; None where the two
            never differ or there is one day of one series only.
        away: How far it strays from the last value, as a share of how far the truth does (root
            mean squares); None where nothing moved.
    """

    mse: float
    mae: float
    skill: float | None
    low: float | None
    high: float | None
    p_value: float | None
    away: float | None

    @property
    def is_better(self) -> bool:
        """Whether it beats the last value beyond chance, by interval and test."""
        if self.low is None:
            return False
        return self.low > 0 and self.p_value is not None and self.p_value < 0.05


def score(truth: Floats, answers: Floats, last: Floats) -> Score:
    """Return the figures of `answers`; all are (N, D) in the same units.

    The test averages the difference of the squared errors over series first, so that it counts
    days: companies move together on a day. Where there is one day only it has to count series as
    if each were on its own, and says too much.
    """
    errors, reference = (answers - truth) ** 2, (last - truth) ** 2
    beaten = float(reference.mean())
    low, high = skill_interval(errors.sum(axis=1), reference.sum(axis=1))
    differences = errors - reference
    tested = differences.mean(axis=0) if truth.shape[1] > 1 else differences[:, 0]
    strayed = float(np.mean((answers - last) ** 2))
    return Score(
        mse=float(errors.mean()),
        mae=float(np.abs(answers - truth).mean()),
        skill=1 - float(errors.mean()) / beaten if beaten else None,
        low=low,
        high=high,
        p_value=diebold_mariano(tested),
        away=math.sqrt(strayed / beaten) if beaten else None,
    )


def skill_interval(errors: Floats, reference: Floats) -> tuple[float | None, float | None]:
    """Return the 95 % percentile interval of 1 - Σ errors / Σ reference over resampled series.

    Args:
        errors: (N,) sum of squared errors of each series.
        reference: (N,) the same for the last value.
    """
    if len(errors) < 2 or not reference.sum():
        return None, None
    times = _resamples(len(errors))  # (B, N)
    below = times @ reference
    skills = 1 - (times @ errors)[below > 0] / below[below > 0]
    low, high = np.quantile(skills, [0.025, 0.975])
    return float(low), float(high)


@lru_cache(maxsize=4)
def _resamples(n: int) -> Floats:
    """Return how often each of n series was drawn in each resample, (B, n); the same every time."""
    drawn = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    times = drawn.astype(np.float32)
    times.setflags(write=False)
    return times


def diebold_mariano(differences: Floats) -> float | None:
    """Return the two-sided p-value of "both are equally good" for one-step forecasts.

    With differences d of squared errors on n days, mean d̄ and variance γ = Σ (d - d̄)² / n, the
    statistic d̄ / √(γ / n), corrected for small samples by √((n - 1) / n), is compared with
    Student's t on n - 1 degrees (Harvey, Leybourne and Newbold 1997 for one step ahead).

    Args:
        differences: (n,) loss of one forecaster less that of the other.
    """
    n = len(differences)
    if n < 2:
        return None
    mean, variance = float(np.mean(differences)), float(np.var(differences))
    if variance <= 1e-30 * max(mean * mean, 1e-300):
        return None
    return two_sided(mean / math.sqrt(variance / n) * math.sqrt((n - 1) / n), n - 1)


def two_sided(t: float, degrees: int) -> float:
    """Return P(|T| ≥ |t|) for Student's T with a whole number of degrees of freedom.

    By the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.
    """
    theta = math.atan(abs(t) / math.sqrt(degrees))
    sine, cosine = math.sin(theta), math.cos(theta)
    if degrees % 2:
        term, total = cosine, cosine if degrees > 1 else 0.0
        for j in range(3, degrees - 1, 2):
            term *= cosine * cosine * (j - 1) / j
            total += term
        inside = 2 / math.pi * (theta + sine * total)
    else:
        term = total = 1.0
        for j in range(2, degrees - 1, 2):
            term *= cosine * cosine * (j - 1) / j
            total += term
        inside = sine * total
    return min(max(1 - inside, 0.0), 1.0)
