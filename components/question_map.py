"""The loaded questions on a plane, the two typed ones among them: `assets/question_map.js`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dash import Input, Output, State, callback, clientside_callback, dcc, html

from components.figures.question_map import question_map as picture
from components.graph import graph
from components.page import panel
from components.term import term
from components.when_seen import hand_on_when_seen

Ids = Callable[[str], str]
_PCA = (
    "Principal component analysis finds the directions along which points are spread most. The two "
    "best ones span this plane; the axes have no other meaning, and their sign is a convention."
)
_NOTE = (
    "What lies off the plane is lost, so near here need not be near in truth: the search counts "
    "all numbers. Point at a question to read it; choose it, and it becomes the second one."
)


def question_map(ids: Ids) -> html.Section:
    """Return the panel, waiting for its first answer; see `follow_question_map`.

    Args:
        ids: Names the parts `map` and those that begin with `map-`.
    """
    said = html.P(
        [html.Span("\u2013", className="map-count"), " ", term("Which plane?", _PCA)],
        className="map-said",
    )
    whole = panel(
        [
            said,
            graph(
                ids("map-picture"),
                picture(),
                label="Map of loaded questions with the two that are compared",
                height=520,
                clear_on_unhover=True,
            ),
            html.P("\u2013", className="map-said map-apart", role="status"),
            *(dcc.Store(id=ids(f"map-{name}")) for name in ("asked", "told", "key")),
        ],
        note=_NOTE,
    )
    whole.id = ids("map")
    return whole


def follow_question_map(
    ids: Ids,
    boxes: tuple[str, str],
    changes: Input,
    ask: Callable[[str, str, Any], dict[str, Any]],
) -> None:
    """Register what keeps the map up to date; call it once per page.

    Args:
        ids: As given to `question_map`.
        boxes: Ids of the boxes of the two questions.
        changes: What changes when other questions are loaded.
        ask: Both questions and the key of the map that is there -> what
            `core.question_map.question_map` returns.
    """
    typed = (Input(box, "value") for box in boxes)
    hand_on_when_seen(ids("map"), ids("map-asked"), *typed, changes)
    plan = json.dumps({"part": ids("map"), "second": boxes[1]})

    @callback(
        Output(ids("map-told"), "data"),
        Output(ids("map-key"), "data"),
        Input(ids("map-asked"), "data"),
        State(ids("map-key"), "data"),
        prevent_initial_call=True,
    )
    def lay_them_on_the_plane(asked: list[Any], key: Any) -> tuple[dict[str, Any], str]:
        """Place the pair, and all loaded questions where the browser does not know them."""
        first, second, _ready = asked
        told = ask(first or "", second or "", key)
        return told, told["key"]

    namespace = "window.dash_clientside.unrolled"
    clientside_callback(
        f"(told, figure) => {namespace}.show_question_map({plan}, told, figure)",
        Output(ids("map-picture"), "figure"),
        Input(ids("map-told"), "data"),
        State(ids("map-picture"), "figure"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(clicked) => {namespace}.choose_on_map({plan}, clicked)",
        Input(ids("map-picture"), "clickData"),
        prevent_initial_call=True,
    )
