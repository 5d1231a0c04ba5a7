"""The lecture's wall: many reviews under each other, every word on its heat colour.

The server answers once for all reviews; `assets/review_wall.js` draws, colours and sorts them. The
wall shows the neuron and the scale of the probe on the same page, and choosing another one here
chooses it there too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, clientside_callback, dcc, html

from components.heat import heat_legend
from components.icon import icon

_PAUSE = 400
_SCALES = (("fixed", "All reviews"), ("review", "Each review"), ("raw", "Raw"))
_ORDERS = (("typed", "As typed"), ("positive", "Positive first"), ("negative", "Negative first"))
ORDERS = tuple(order for order, _ in _ORDERS)


@dataclass(frozen=True)
class WallIds:
    """Ids of a wall: of the whole and of its parts, and of what it shares with the probe.

    Attributes:
        whole: The whole wall; its parts are named after it.
        text: The text area of the probe; a review that is clicked goes there.
        neuron: The store of the chosen neuron.
        scale: The control of the chosen scale.
    """

    whole: str
    text: str
    neuron: str
    scale: str

    def part(self, name: str) -> str:
        """Return the id of one part: `reviews`, `request`, `answer`, `neuron`, `scale`, `order`."""
        return f"{self.whole}-{name}"


def review_wall(ids: WallIds, reviews: str, neurons: int, *, order: str = ORDERS[0]) -> html.Div:
    """Return the wall, waiting for its first answer.

    Args:
        ids: Its ids; `follow_wall` must have been called with the same ones.
        reviews: What stands in the box at first, one review per line.
        neurons: How many neurons the model has below the output neuron.
        order: One of `ORDERS`; anything else is as typed.
    """
    return html.Div(
        [
            _entry(ids, reviews),
            html.Div(
                [
                    _neuron(ids, neurons),
                    _choice(ids.part("scale"), "Scale over", _SCALES, "fixed"),
                    _choice(ids.part("order"), "Order", _ORDERS, _known(order)),
                    heat_legend("low", "middle", "high"),
                ],
                className="wall-controls",
            ),
            html.Div(
                [html.P(className="wall-said", role="status"), _link()], className="wall-head"
            ),
            html.Ol(className="wall-reviews"),
            dcc.Store(id=ids.part("request")),
            dcc.Store(id=ids.part("answer")),
        ],
        id=ids.whole,
        className="card wall",
        **{"data-state": "waiting"},
    )


def follow_wall(ids: WallIds) -> None:
    """Register what happens in the browser; call it once per page.

    The page itself answers: its callback reads the store `request` and writes the store `answer`.
    """
    plan = json.dumps(
        {
            "wall": ids.whole,
            "text": ids.text,
            "reviews": ids.part("reviews"),
        }
    )
    unrolled = "window.dash_clientside.unrolled"
    clientside_callback(
        f"(typed) => {unrolled}.ask_for_wall({plan}, typed)",
        Output(ids.part("request"), "data"),
        Input(ids.part("reviews"), "value"),
    )
    clientside_callback(
        f"(...shown) => {unrolled}.show_wall({plan}, ...shown)",
        Input(ids.part("answer"), "data"),
        Input(ids.neuron, "data"),
        Input(ids.scale, "value"),
        Input(ids.part("order"), "value"),
    )
    # One callback for both directions: two that answer each other would never come to rest.
    for name, (shared, prop) in {
        "neuron": (ids.neuron, "data"),
        "scale": (ids.scale, "value"),
    }.items():
        clientside_callback(
            f"(...values) => {unrolled}.choose_alike(...values)",
            Output(ids.part(name), "value"),
            Output(shared, prop),
            Input(ids.part(name), "value"),
            Input(shared, prop),
        )


def _known(order: str) -> str:
    return order if order in ORDERS else ORDERS[0]


def _entry(ids: WallIds, reviews: str) -> dmc.Textarea:
    return dmc.Textarea(
        id=ids.part("reviews"),
        value=reviews,
        label="Your reviews, one per line",
        placeholder="Paste reviews here, one per line\u2026",
        debounce=_PAUSE,
        autosize=True,
        minRows=3,
        maxRows=8,
        spellCheck=False,
        className="wall-entry",
        attributes={"input": {"dir": "auto"}},
    )


def _neuron(ids: WallIds, neurons: int) -> dmc.Select:
    names = [{"value": str(n), "label": f"Neuron {n}"} for n in range(1, neurons + 1)]
    return dmc.Select(
        id=ids.part("neuron"),
        label="Colour by",
        data=[*names, {"value": "output", "label": "Output neuron"}],
        allowDeselect=False,
        w=148,
    )


def _choice(
    choice_id: str, label: str, options: tuple[tuple[str, str], ...], chosen: str
) -> html.Div:
    control = dmc.SegmentedControl(
        id=choice_id,
        value=chosen,
        data=[{"value": value, "label": words} for value, words in options],
        **{"aria-label": label},
    )
    return html.Div(
        [html.Span(label, className="wall-label", **{"aria-hidden": "true"}), control],
        className="wall-choice",
    )


def _link() -> Any:
    return dmc.Button(
        "Copy link",
        leftSection=icon("link"),
        variant="default",
        size="sm",
        className="copy-link",
        **{"data-copy-link": "Copied"},
    )
