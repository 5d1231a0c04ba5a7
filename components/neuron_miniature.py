"""The unrolled neuron on the card of the home page."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.formula import symbol
from components.heat import heat_level


def chain_miniature(outputs: Sequence[float]) -> html.Div:
    """Return the neuron unrolled, one circle per answer (-1 to 1) on its heat colour."""
    links = [html.Span("tanh", className=f"heat-{heat_level((y + 1) / 2)}") for y in outputs]
    answer = symbol("y\u0302", sub="T")
    return html.Div([*links, answer], className="miniature-chain")
