"""Figures as plain dictionaries: what plotly draws, without the 30 ms that its checks take.

A figure that a callback makes anew for every visitor is worth it. The tests let plotly check them.
"""

from __future__ import annotations

from typing import Any

from components.figures.template import TEMPLATE

PlainFigure = dict[str, Any]

_TEMPLATE = TEMPLATE.to_plotly_json()


def plain_figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> PlainFigure:
    """Return the figure with the template of Unrolled."""
    return {"data": data, "layout": {"template": _TEMPLATE, **layout}}
