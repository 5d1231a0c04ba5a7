"""How much of one word is left in the states of two networks, word after word."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10
from typing import Any, NamedTuple

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import ZERO

# The strips below have their columns exactly under these points.
LEFT, RIGHT = 76, 12
_LOWEST = -6  # powers of ten; less than that is not drawn
_LEGIBLE = 40  # columns that have room for their word
_LONGEST_WORD = 12


class MemoryCurve(NamedTuple):
    """A curve: its name, colour, dash, and the share kept at every column (NaN: nothing there)."""

    name: str
    colour: str
    dash: str
    shares: Sequence[float]


def memory_curve(words: Sequence[str], curves: Sequence[MemoryCurve]) -> PlainFigure:
    """Return the curves on a logarithmic axis; 100 % is the state right after the word.

    Args:
        words: The words in the columns.
        curves: One per state.
    """
    low, high = _decades([share for curve in curves for share in curve.shares])
    ticks = _ticks(low, high)
    has_room = len(words) <= _LEGIBLE
    layout: dict[str, Any] = {
        "margin": {"l": LEFT, "r": RIGHT, "t": 32, "b": 84 if has_room else 8},
        "hovermode": "x",
        "xaxis": {
            "range": [-0.5, max(1, len(words)) - 0.5],
            "showticklabels": has_room,
            "tickvals": list(range(len(words))) if has_room else [],
            "ticktext": [_short(word) for word in words] if has_room else [],
            "tickangle": -90,
            "automargin": False,
            "fixedrange": True,
        },
        "yaxis": {
            "type": "log",
            "range": [low - 0.08, high + 0.08],
            "tickvals": ticks,
            "ticktext": [percentage(tick) for tick in ticks],
            "automargin": False,
            "fixedrange": True,
        },
        "shapes": [_whole()],
    }
    return plain_figure([_curve(curve, words) for curve in curves], layout)


def percentage(share: float) -> str:
    """Return a share as a percentage with as few digits as it takes: 100 %, 0.1 %."""
    digits = max(0, -floor(log10(share) + 1e-9) - 2)
    return f"{100 * share:,.{digits}f} %"


def _ticks(low: int, high: int) -> list[float]:
    """Return the shares that are named on the axis: few, whatever the range."""
    if high - low > 2:
        return [10.0**power for power in range(low, high + 1)]
    between = [step * 10.0**power for power in range(low, high) for step in (1, 2, 5)]
    return [*between, 10.0**high]


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[: _LONGEST_WORD - 1]}…"


def _curve(curve: MemoryCurve, words: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(len(words))),
        "y": [_shown(share) for share in curve.shares],
        "text": list(words),
        "name": curve.name,
        "mode": "lines+markers" if len(words) <= _LEGIBLE else "lines",
        "line": {"color": curve.colour, "dash": curve.dash},
        "marker": {"size": 5},
        "hovertemplate": "%{y:.2%}",
    }


def _shown(share: float) -> float | None:
    """Return a share with four digits; None where a logarithmic axis has no place for it."""
    return float(f"{share:.4g}") if isfinite(share) and share >= 10.0**_LOWEST else None


def _decades(shares: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which all shares lie, at least from 10 % to 100 %."""
    there = [share for share in shares if isfinite(share) and share >= 10.0**_LOWEST]
    low = floor(log10(min(there))) if there else -1
    high = ceil(log10(max(there)) - 1e-6) if there else 0
    return min(low, -1), max(high, 0)


def _whole() -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": 1, "y1": 1, "yref": "y"}
    return {"type": "line", **ends, "line": {"color": ZERO, "width": 1, "dash": "4px,4px"}}
