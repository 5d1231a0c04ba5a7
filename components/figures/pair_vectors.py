"""Two vectors as strips of coloured cells, and the products that add up to their dot product."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from components.fold import fold
from components.heat import heat_legend
from components.live_number import live_number

BY_NUMBER, BY_PRODUCT = "number", "product"


def pair_vectors(units: int, order: str) -> html.Div:
    """Return the figure, to be filled by the browser.

    A slider in disguise: pointing or the arrow keys choose a neuron, whose values are read out.

    Args:
        units: P, cells of each strip.
        order: Id of the switch between the neurons' own order and that of their products.
    """
    strips = html.Div(
        className="vector-columns",
        role="slider",
        tabIndex=0,
        **{
            "aria-label": "Neuron",
            "aria-valuemin": "1",
            "aria-valuemax": str(units),
            "aria-valuenow": "1",
            "aria-valuetext": "no neuron chosen",
        },
    )
    return html.Div(
        [
            html.Div([_order(order), heat_legend("−1", "0", "+1")], className="vector-tools"),
            html.Div([_names(), strips], className="vector-strips"),
            html.Div([_readout(), _sums()], className="vector-words"),
            fold(
                "The same as a table",
                html.Div(
                    className="vector-table", tabIndex=0, role="region", **{"aria-label": "Values"}
                ),
                class_name="vector-fold",
            ),
        ],
        className="pair-vectors",
    )


def _order(component_id: str) -> dmc.SegmentedControl:
    choices = [
        {"value": BY_NUMBER, "label": "By neuron"},
        {"value": BY_PRODUCT, "label": "By product"},
    ]
    return dmc.SegmentedControl(
        id=component_id, data=choices, value=BY_NUMBER, **{"aria-label": "Order of the neurons"}
    )


def _names() -> html.Div:
    names = [
        html.Span([html.I("u"), html.Small("first question")]),
        html.Span([html.I("v"), html.Small("second question")]),
        html.Span(
            [html.I("u × v"), html.Small(["bars up to ±", html.B("–", className="vector-top")])]
        ),
    ]
    return html.Div(names, className="vector-names", **{"aria-hidden": "true"})


def _readout() -> html.P:
    """Return the line about the neuron that is pointed at."""
    return html.P("Point at a neuron to read its values.", className="vector-readout")


def _sums() -> html.P:
    return html.P(
        [
            "Products above zero ",
            live_number("plus", digits=2, sign=True),
            ", below zero ",
            live_number("minus", digits=2, sign=True),
            ", all together the dot product ",
            html.Strong(live_number("dot")),
        ],
        className="vector-sums",
    )
