"""What the liveliest units hold after every word: one row per unit, one column per word."""

from __future__ import annotations

from components.figures.plain_figure import PlainFigure, plain_figure
from components.heat import heat_colorscale


def state_map() -> PlainFigure:
    """Return the empty figure; the browser fills z, x and y (`assets/next_word.js`)."""
    cells = {
        "type": "heatmap",
        "z": [],
        "x": [],
        "y": [],
        "zmin": -1,
        "zmax": 1,
        "colorscale": heat_colorscale(),
        "xgap": 1,
        "ygap": 1,
        "showscale": False,
        "hovertemplate": "unit %{y} after %{customdata}: %{z:.2f}<extra></extra>",
    }
    axis = {"fixedrange": True, "showgrid": False, "type": "category"}
    return plain_figure(
        [cells],
        {
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": {**axis, "tickangle": -60},
            "yaxis": {**axis, "title": {"text": "unit"}, "autorange": "reversed", "dtick": 1},
        },
    )
