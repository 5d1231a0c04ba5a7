"""What a model makes of a text after every word of it."""

from __future__ import annotations

import plotly.graph_objects as go

from components.figures.template import TEMPLATE, TEXT_FAINT, ZERO
from components.palette import model_colour

# The strip of neurons below has its columns exactly under these points.
LEFT, RIGHT = 76, 12


def opinion_curve(model: str, threshold: float) -> go.Figure:
    """Return the curve without points: `assets/opinion.js` puts in those of the current text.

    Args:
        model: Name of the model, for its colour.
        threshold: Probability from which the model says "positive".
    """
    line = go.Scatter(
        x=[],
        y=[],
        mode="lines+markers",
        line={"color": model_colour(model)},
        marker={"color": model_colour(model), "size": 5},
        hovertemplate="%{text}<br>%{y:.2f} positive<extra></extra>",
    )
    figure = go.Figure(line)
    figure.add_hline(threshold, line={"color": ZERO, "dash": "4px,4px", "width": 1})
    figure.update_layout(
        template=TEMPLATE,
        margin={"l": LEFT, "r": RIGHT, "t": 8, "b": 8},
        showlegend=False,
        xaxis={"showticklabels": False, "automargin": False, "fixedrange": True, "range": [-1, 1]},
        yaxis={
            "range": [-0.04, 1.04],
            "showgrid": False,
            "tickvals": [0, threshold, 1],
            "ticktext": ["negative", f"{threshold:.2f}", "positive"],
            "tickfont": {"color": TEXT_FAINT},
            "automargin": False,
            "fixedrange": True,
        },
    )
    return figure
