"""The opinion on two texts after every word of either, in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.figures.plain_figure import PlainFigure, plain_figure
from components.figures.template import TEXT_FAINT, ZERO
from components.palette import model_colour

_MARKED = 60
DASHES = ("solid", "dot")
NAMES = ("first", "second")


def two_opinions(
    model: str,
    threshold: float,
    opinions: Sequence[Sequence[float]],
    words: Sequence[Sequence[str]],
) -> PlainFigure:
    """Return the two curves; the first is solid, the second dotted.

    Args:
        model: Name of the model, for its colour.
        threshold: Probability from which the model says "positive".
        opinions: Of either text, one per word read.
        words: The words of either text.
    """
    longest = max(1, *(len(one) for one in opinions))
    layout: dict[str, Any] = {
        "margin": {"l": 72, "r": 12, "t": 8, "b": 44},
        "showlegend": False,
        "xaxis": {
            "range": [0.5, longest + 0.5],
            "title": {"text": "word of the text", "font": {"size": 13}},
            "automargin": False,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [-0.04, 1.04],
            "showgrid": False,
            "tickvals": [0, threshold, 1],
            "ticktext": ["negative", f"{threshold:.2f}", "positive"],
            "tickfont": {"color": TEXT_FAINT},
            "automargin": False,
            "fixedrange": True,
        },
        "shapes": [_threshold(threshold)],
    }
    drawn = zip(NAMES, DASHES, opinions, words, strict=True)
    return plain_figure([_curve(model, *each) for each in drawn], layout)


def _curve(
    model: str, name: str, dash: str, opinion: Sequence[float], words: Sequence[str]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(1, len(opinion) + 1)),
        "y": list(opinion),
        "text": list(words),
        "name": name,
        "mode": "lines+markers" if len(opinion) <= _MARKED else "lines",
        "line": {"color": model_colour(model), "dash": dash},
        "marker": {"size": 5, "color": model_colour(model)},
        "hovertemplate": "%{text}<br>%{y:.2f} positive<extra>%{fullData.name}</extra>",
    }


def _threshold(threshold: float) -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": threshold, "y1": threshold, "yref": "y"}
    return {"type": "line", **ends, "line": {"color": ZERO, "width": 1, "dash": "4px,4px"}}
