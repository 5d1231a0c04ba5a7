"""How many bits per character a network needs while it learns a text, beside plain counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import TEXT, ZERO
from components.palette import BASELINE, PREDICTION

Point = Sequence[float | None]
_NAMED = {"0": "uniform", "1": "single", "2": "pairs", "3": "triples"}


def bits_curve(curve: Sequence[Point], counted: Mapping[Any, float] | None = None) -> PlainFigure:
    """Return the curve.

    Args:
        curve: Characters read, bits per character while learning, bits on the check or None.
        counted: Order of counting -> bits per character on the tail: a line each.
    """
    learning = [(x, y) for x, y, _ in curve]
    check = [(x, z) for x, _, z in curve if z is not None]
    lines = [_line(learning, PREDICTION, "while learning"), _line(check, BASELINE, "check")]
    lines[1]["mode"] = "lines+markers"
    named = {str(order): bits for order, bits in (counted or {}).items()}
    known = sorted(named.items(), key=lambda one: one[1])
    layout: dict[str, Any] = {
        "margin": {"l": 8, "r": 84, "t": 8, "b": 8},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"title": {"text": "characters read"}, "rangemode": "tozero", "fixedrange": True},
        "yaxis": {
            "title": {"text": "bits per character", "standoff": 4},
            "rangemode": "tozero",
            "fixedrange": True,
        },
        "shapes": [_across(bits) for _, bits in known],
        "annotations": _labels(known),
    }
    return plain_figure(lines, layout)


def _line(points: Sequence[tuple[Any, Any]], shade: str, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [x for x, _ in points],
        "y": [float(f"{y:.4g}") for _, y in points],
        "mode": "lines",
        "line": {"color": shade, "width": 2},
        "name": name,
        "hovertemplate": f"%{{x:,}} characters<br>{name} %{{y:.2f}} bits<extra></extra>",
    }


def _across(bits: float) -> dict[str, Any]:
    line = {"color": ZERO, "dash": "4px,4px", "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": bits, "y1": bits, "line": line}


def _labels(known: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    """Return the name of every line at its right end, none on top of another."""
    labels, below = [], float("-inf")
    for name, bits in known:
        place = max(bits, below + 0.38)
        labels.append(
            {
                "x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": place,
                "text": _NAMED.get(name, f"runs of {name}"), "showarrow": False,
                "font": {"color": TEXT, "size": 12},
            }
        )  # fmt: skip
        below = place
    return labels
