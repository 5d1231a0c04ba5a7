"""What each part of the price model is worth: every baseline and half on the same products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import registry
from core.baseline import shipped

NAME = "shoes-baseline"
_SIMPLE = ("shoes-median", "shoes-ridge", "shoes-boosting")


@dataclass(frozen=True)
class Ablation:
    """The table of figures.

    Attributes:
        rows: One entry per model, the simplest first: `model`, `title`, `parameters` and the
            figures of `core.metrics.prices` in `measured`.
        training: How they were fitted: `seed`, `rows` and `products` per part, `note`.
        command: What makes the table.
    """

    rows: tuple[Mapping[str, Any], ...] = ()
    training: Mapping[str, Any] | None = None
    command: str = ""


def ablation() -> Ablation:
    """Return the shipped figures; empty where they are missing."""
    found = shipped(NAME)
    if not found:
        return Ablation()
    return Ablation(tuple(found["models"]), found["training"], found["command"])


def simple_models() -> tuple[Mapping[str, Any], ...]:
    """Return the shipped entries of what is no network: median, ridge regression, trees."""
    return tuple(entry for entry in ablation().rows if entry["model"].startswith(_SIMPLE))


def median_price() -> float:
    """Return the middle price of the products that were learnt from, in dollars.

    Without the shipped figures it is that of the data that is there.
    """
    found = shipped(NAME)
    if found:
        return float(found["median_price"])
    return float(np.median(registry.dataset("shoes").columns["price"]))
