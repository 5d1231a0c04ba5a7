"""Figures of merit; each is a few lines of NumPy, checked in the tests against scikit-learn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.contracts import Floats

_NEVER_CERTAIN = 1e-7
_FARTHEST = 700.0  # from 0 that σ is asked, so that exp has a value
_FEW = 100


def mse(y: Floats, predicted: Floats) -> float:
    """Return mean (y - ŷ)²."""
    return float(np.mean((np.asarray(y) - predicted) ** 2))


def mae(y: Floats, predicted: Floats) -> float:
    """Return mean |y - ŷ|."""
    return float(np.mean(np.abs(np.asarray(y) - predicted)))


def log_loss(y: Floats, probability: Floats) -> float:
    """Return the binary cross-entropy, in nats, of probabilities of class 1."""
    p = np.clip(np.asarray(probability, dtype=np.float64), _NEVER_CERTAIN, 1 - _NEVER_CERTAIN)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def accuracy(y: Floats, probability: Floats, threshold: float = 0.5) -> float:
    """Return the share of rows on the right side of the threshold."""
    return float(np.mean((np.asarray(probability) >= threshold) == (np.asarray(y) == 1)))


def best_threshold(y: Floats, probability: Floats) -> float:
    """Return the threshold between 0.3 and 0.7, in hundredths, with the highest accuracy.

    The accuracy is averaged over eleven neighbouring thresholds first, so that a few rows decide
    nothing; fewer than a hundred rows say nothing at all, and the answer is 0.5.
    """
    if len(y) < _FEW:
        return 0.5
    tried = np.arange(25, 76) / 100
    found = np.array([accuracy(y, probability, threshold) for threshold in tried])
    smooth = np.convolve(found, np.full(11, 1 / 11), mode="valid")
    level = np.flatnonzero(smooth >= smooth.max() - 1e-12)
    return float(tried[5 + int(level[len(level) // 2])])


def f1(y: Floats, probability: Floats, threshold: float = 0.5) -> float:
    """Return 2 TP / (2 TP + FP + FN); 0 where nothing is or is called positive."""
    called, true = np.asarray(probability) >= threshold, np.asarray(y) == 1
    hits = float(np.sum(called & true))
    total = float(np.sum(called) + np.sum(true))
    return 2 * hits / total if total else 0.0


def auc(y: Floats, probability: Floats) -> float:
    """Return the chance that a random positive scores above a random negative (ties count half).

    NaN when only one class is there.
    """
    true = np.asarray(y) == 1
    positives, negatives = int(true.sum()), int((~true).sum())
    if not positives or not negatives:
        return float("nan")
    ranks = pd.Series(probability).rank().to_numpy()
    return float((ranks[true].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(y: Floats, probability: Floats, bins: int = 15) -> float:
    """Return the expected calibration error over equally wide bins of probability."""
    p = np.asarray(probability, dtype=np.float64)
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [
        abs(np.mean(np.asarray(y)[place == b]) - p[place == b].mean()) * np.mean(place == b)
        for b in np.unique(place)
    ]
    return float(sum(gaps))


def classification(y: Floats, probability: Floats, threshold: float = 0.5) -> dict[str, float]:
    """Return every figure of a two-class model by name."""
    return {
        "n": len(y),
        "loss": log_loss(y, probability),
        "accuracy": accuracy(y, probability, threshold),
        "auc": auc(y, probability),
        "f1": f1(y, probability, threshold),
        "calibration_error": calibration_error(y, probability),
    }


def regression(y: Floats, predicted: Floats) -> dict[str, float]:
    """Return every figure of a forecast by name."""
    return {"n": len(y), "mse": mse(y, predicted), "mae": mae(y, predicted)}


def rmsle(y: Floats, predicted: Floats) -> float:
    """Return √ mean (log(1 + y) - log(1 + ŷ))²: how far off in proportion, large misses weigh."""
    return float(np.sqrt(mse(np.log1p(y), np.log1p(predicted))))


def r2(y: Floats, predicted: Floats) -> float:
    """Return the share of the variance that is explained, 1 - Σ (y - ŷ)² / Σ (y - ȳ)².

    NaN where every y is the same.
    """
    spread = mse(y, np.full(len(y), np.mean(y)))
    return 1 - mse(y, predicted) / spread if spread else float("nan")


def prices(y: Floats, predicted: Floats) -> dict[str, float]:
    """Return every figure of predicted prices by name, in dollars unless the name says log.

    R² is that of the logarithms: in dollars a few mistyped prices would be all there is to explain.
    """
    off = np.abs(np.asarray(y) - predicted)
    return {
        **regression(y, predicted),
        "median_error": float(np.median(off)),
        "rmsle": rmsle(y, predicted),
        "r2_log": r2(np.log(y), np.log(predicted)),
        "r2": r2(y, predicted),
    }


def fit_calibration(
    y: Floats, probability: Floats, weights: Floats | None = None
) -> tuple[float, float]:
    """Return Platt's (slope, intercept): calibrated = σ(slope · logit(p) + intercept)."""
    slope, intercept = fit_logistic(y, logit(probability)[:, None], weights)
    return float(slope), float(intercept)


def fit_logistic(y: Floats, x: Floats, weights: Floats | None = None, rounds: int = 50) -> Floats:
    """Return the weights (M + 1,) of σ(x · w + b) that minimise the (weighted) log loss; b is last.

    Fitted by Newton's method, starting at p = σ(Σ x / M).

    Args:
        y: (N,) labels.
        x: (N, M), few columns.
        weights: (N,) of the rows, or None.
        rounds: Of Newton's method at most.
    """
    design = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    w = np.ones(len(x)) if weights is None else np.asarray(weights, dtype=np.float64)
    coefficients = np.append(np.full(x.shape[1], 1 / x.shape[1]), 0.0)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(np.clip(-design @ coefficients, -_FARTHEST, _FARTHEST)))
        gradient = design.T @ (w * (p - y))
        curvature = (design * (w * p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(len(gradient))
        step = np.linalg.solve(curvature, gradient)
        coefficients = coefficients - step
        if np.abs(step).max() < 1e-9:
            break
    return coefficients


def logit(probability: Floats) -> Floats:
    """Return log(p / (1 - p)), with p kept away from 0 and 1."""
    p = np.clip(np.asarray(probability, dtype=np.float64), _NEVER_CERTAIN, 1 - _NEVER_CERTAIN)
    return np.log(p / (1 - p))


def calibrated(probability: Floats, slope: float, intercept: float) -> Floats:
    """Return σ(slope · logit(p) + intercept)."""
    return 1 / (1 + np.exp(-(slope * logit(probability) + intercept)))
