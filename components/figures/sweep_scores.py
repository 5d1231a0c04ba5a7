"""A score against one setting of a sweep: every run a dot, the mean over the seeds a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from components.figures.descent import DASHES, SYMBOLS
from components.figures.plain_figure import PlainFigure, plain_figure
from components.palette import RUNS

_MANY = 20.0  # a setting whose largest value is so many times its smallest has a log axis


class Group(Protocol):
    """Runs that differ in their seed only; see `core.swept.SeedGroup`."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Return setting -> value."""
        ...

    @property
    def found(self) -> Sequence[float]:
        """Return the scores."""
        ...

    @property
    def mean(self) -> float:
        """Return their mean."""
        ...

    @property
    def spread(self) -> float | None:
        """Return their standard deviation."""
        ...


def sweep_scores(groups: Sequence[Group], x: str, score: str) -> PlainFigure:
    """Return the figure: a line for every combination of the other settings, six at most.

    Args:
        groups: Runs that differ in their seed only.
        x: The setting on the axis; empty where only the seed varies.
        score: What is on the other axis, in words.
    """
    lines: dict[str, list[Group]] = {}
    for group in groups:
        others = {name: value for name, value in group.values.items() if name != x}
        lines.setdefault(said_of(others), []).append(group)
    shown = list(lines.items())[: len(RUNS)]
    traces = [
        trace for slot, (name, line) in enumerate(shown) for trace in _line(slot, name, line, x)
    ]
    return plain_figure(traces, _layout(groups, x, score, has_names=len(shown) > 1))


def said_of(values: Mapping[str, Any]) -> str:
    """Return settings in words: `units 5, mask True`."""
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())


def _line(slot: int, name: str, groups: Sequence[Group], x: str) -> list[dict[str, Any]]:
    at = [group.values.get(x, "") for group in groups]
    dots = [
        (place, score) for place, group in zip(at, groups, strict=True) for score in group.found
    ]
    colour = RUNS[slot]
    order = sorted(range(len(at)), key=lambda i: at[i]) if _is_numeric(at) else range(len(at))
    return [
        {
            "type": "scatter", "mode": "markers", "showlegend": False, "hoverinfo": "y",
            "x": [place for place, _ in dots], "y": [score for _, score in dots], "opacity": 0.5,
            "marker": {"color": colour, "size": 6, "symbol": f"{SYMBOLS[slot]}-open"},
        },
        {
            "type": "scatter", "mode": "lines+markers", "name": name or "mean over the seeds",
            "x": [at[i] for i in order], "y": [groups[i].mean for i in order],
            "error_y": {
                "type": "data", "array": [groups[i].spread or 0 for i in order], "color": colour,
                "thickness": 1.5, "width": 5,
            },
            "line": {"color": colour, "width": 2, "dash": DASHES[slot]},
            "marker": {"color": colour, "size": 9, "symbol": SYMBOLS[slot]},
            "hovertemplate": "%{x}: mean %{y:.4~g}",
        },
    ]  # fmt: skip


def _is_numeric(values: Sequence[Any]) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _layout(groups: Sequence[Group], x: str, score: str, *, has_names: bool) -> dict[str, Any]:
    at = [group.values.get(x, "") for group in groups]
    axis: dict[str, Any] = {"title": {"text": x.replace("_", " ")}, "fixedrange": True}
    if not _is_numeric(at):
        axis |= {"type": "category"}
    elif at and min(at) > 0 and max(at) / min(at) >= _MANY:
        axis |= {"type": "log", "tickvals": sorted(set(at)), "ticktext": _words(at)}
    else:
        axis |= {"tickvals": sorted(set(at)), "ticktext": _words(at)}
    return {
        "showlegend": has_names,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "xaxis": axis,
        "yaxis": {"title": {"text": score, "standoff": 4}, "fixedrange": True},
    }


def _words(values: Sequence[Any]) -> list[str]:
    return [f"{value:g}" for value in sorted(set(values))]
