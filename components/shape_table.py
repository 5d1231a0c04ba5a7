"""The lecture's table of sequence shapes, and each shape as the Keras layers that make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import dash
from dash import dcc, html

from components import code_card
from components.figures_table import figures_table

_NOTE = (
    "N sequences, T_x steps in, T_y steps out, p numbers per step in, q per step out. The lecture "
    "has many to one for sentiment and stock prices, equal lengths for stock prices and entity "
    "recognition, one or many to many of different length for translation and generation."
)


class Shape(Protocol):
    """A row; see `core.sequence_shapes.SequenceShape`."""

    @property
    def title(self) -> str:
        """Its name on screen."""
        ...

    @property
    def examples(self) -> Sequence[tuple[str, str]]:
        """Input and output of examples."""
        ...

    @property
    def takes(self) -> str:
        """What goes in, in letters."""
        ...

    @property
    def gives(self) -> str:
        """What comes out, in letters."""
        ...

    @property
    def keras(self) -> str:
        """What in Keras makes it."""
        ...


def shapes_table(
    shapes: Sequence[Shape], pages: Mapping[str, Sequence[tuple[str, str]]]
) -> html.Div:
    """Return the table: examples, tensors, what in Keras decides, where in this app.

    Args:
        shapes: Its rows.
        pages: Title of a shape -> path and name of the pages with such a network.
    """
    rows = [
        [
            shape.title,
            _lines([f"{given} \u2192 {answer}" for given, answer in shape.examples]),
            html.Code(f"{shape.takes} \u2192 {shape.gives}"),
            shape.keras,
            _lines([_link(*page) for page in pages[shape.title]]),
        ]
        for shape in shapes
    ]
    heads = ["Shape", "For example", "Tensors", "In Keras", "In this app"]
    return html.Div(figures_table(heads, rows, note=_NOTE), className="shapes-table")


def layers_card(
    build: Callable[..., Any], tensors: Sequence[tuple[str, tuple[int, ...]]], sizes: str
) -> html.Div:
    """Return the code that builds a shape, and what flows between its layers.

    Args:
        build: The function that builds it.
        tensors: Layer and shape of its output, without N.
        sizes: The sizes these shapes have, in words.
    """
    flow = [
        html.Li(
            [html.Span(name, className="tensor-layer"),
             html.Code(f"(N, {', '.join(str(size) for size in shape)})")]
        )
        for name, shape in tensors
    ]  # fmt: skip
    return html.Div(
        [
            code_card.of(build, is_open=True),
            html.P(f"With {sizes}:", className="table-note"),
            html.Ol(flow, className="shape-tensors"),
        ],
        className="card",
    )


def _lines(parts: Sequence[Any]) -> html.Div:
    return html.Div([html.Div(part) for part in parts])


def _link(path: str, name: str) -> dcc.Link:
    return dcc.Link(name, href=dash.get_relative_path(path))
