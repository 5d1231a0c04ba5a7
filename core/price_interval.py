"""How far off a price may be: a split-conformal interval, and how many prices it really holds.

The misses on products kept from training say how wide it has to be (Papadopoulos et al. 2002); on
yet other products it is counted how often the true price lies inside.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.contracts import Columns, Floats
from core.predictors import TrainedModel

LEVEL = 0.8


def fitted_interval(model: TrainedModel, columns: Columns) -> dict[str, Any]:
    """Return level, factor and the size of what it was fitted to; nothing where no rows are.

    The interval goes from price / factor to price · factor.
    """
    hold_back = model.spec.hold_back
    rows = hold_back(columns)["interval"] if hold_back else {}
    if not len(rows.get("group", ())):
        return {}
    misses = np.abs(np.log(rows[model.spec.target]) - np.log(model.predict(rows)))
    products = len(np.unique(rows["group"]))
    return {
        "level": LEVEL,
        "factor": float(np.exp(level_quantile(misses, _once(rows["group"]), LEVEL, products))),
        "rows": len(misses),
        "products": products,
    }


def level_quantile(misses: Floats, weights: Floats, level: float, count: int) -> float:
    """Return the smallest miss below which ⌈(n + 1) · level⌉ / n of the weight lies.

    Args:
        misses: (N,) distances, at least one.
        weights: (N,) of the rows.
        level: Share to be held, 0 to 1.
        count: n, how many independent things the rows are of.
    """
    order = np.argsort(misses, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    wanted = min(np.ceil((count + 1) * level) / count, 1.0)
    place = min(int(np.searchsorted(reached, wanted - 1e-12)), len(misses) - 1)
    return float(misses[order[place]])


def bounds(model: TrainedModel, prices: Floats) -> tuple[Floats, Floats]:
    """Return the lower and the upper end of the interval around prices; themselves without one."""
    factor = model.card.interval.get("factor", 1.0)
    return prices / factor, prices * factor


def coverage(model: TrainedModel, columns: Columns, prices: Floats) -> dict[str, float]:
    """Return which share of the rows, and of the products, lies inside the interval."""
    if not model.card.interval:
        return {}
    low, high = bounds(model, prices)
    true = columns[model.spec.target]
    inside = (true >= low) & (true <= high)
    found = {"coverage": float(inside.mean())}
    if "group" in columns:
        found["coverage_of_products"] = float(np.average(inside, weights=_once(columns["group"])))
        found["products"] = len(np.unique(columns["group"]))
    return found


def _once(groups: np.ndarray) -> Floats:
    """Return weights with which every product counts once, however many rows it has."""
    _, place, counts = np.unique(groups, return_inverse=True, return_counts=True)
    weights: Floats = 1.0 / counts[place]
    return weights
