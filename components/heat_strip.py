"""A matrix of numbers as cells on their heat colours, small enough to travel after every word."""

from __future__ import annotations

from collections.abc import Sequence

from components.drawing import tag
from components.heat import NEUTRAL, heat_level

_NS = "http://www.w3.org/2000/svg"


def heat_strip(values: Sequence[Sequence[float]], largest: float) -> str:
    """Return the drawing as one `<svg>` that fills the width it is given.

    Neighbours of one shade are drawn as one piece, and all pieces of a shade as one path: of a
    thousand cells little is left to send.

    Args:
        values: (rows, columns).
        largest: What is hottest; its negative is coldest, 0 neutral.
    """
    pieces: dict[int, list[str]] = {}
    for y, row in enumerate(values):
        levels = [heat_level(0.5 + value / (2 * largest)) for value in row]
        start = 0
        for x in range(1, len(levels) + 1):
            if x == len(levels) or levels[x] != levels[start]:
                width = x - start
                pieces.setdefault(levels[start], []).append(f"M{start} {y}h{width}v1h-{width}z")
                start = x
    drawn = [tag("path", class_=f"heat-{level}", d="".join(d)) for level, d in pieces.items()]
    columns = len(values[0]) if len(values) else 0
    return tag(
        "svg", *drawn, xmlns=_NS, viewBox=f"0 0 {max(columns, 1)} {max(len(values), 1)}",
        preserveAspectRatio="none", class_="heat-strip", shape_rendering="crispEdges",
    )  # fmt: skip


def level_of(value: float, largest: float) -> int:
    """Return the step of the palette of one number, as the strip draws it."""
    return heat_level(0.5 + value / (2 * largest)) if largest else NEUTRAL
