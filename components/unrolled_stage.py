"""The stage of one neuron: player, direction, drawing, formula of the step, curves.

The server sends one packed answer per series and weights into a store; the browser draws it and
steps through it (`assets/unrolled_neuron.js`) and asks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

from components.figures.unrolled_curves import unrolled_curves
from components.graph import graph
from components.page import panel
from components.step_player import follow_player, step_player, step_store
from components.unrolled_drawing import unrolled_drawing
from components.unrolled_formula import step_formula

_KEY = (
    "A neuron is blue at \u22121 and red at 1. The thicker a black or grey arrow, the larger its "
    "share of the sum; the thicker a green one, the more of the gradient is left, in powers of ten."
)
_DIRECTIONS = (("forward", "Forward \u2192"), ("backward", "\u2190 Backward"))


def unrolled_stage(
    ids: Callable[[str], str], direction: str, step: int, remarks: Sequence[str]
) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_neuron` with the same ids.

    Args:
        ids: Names the parts `unrolled`, `direction`, `player`, `curves`, and the stores `typed`
            (numbers as the server gets them), `kept` (as the link does), `asked`, `answer`.
        direction: `forward` or `backward`.
        step: Where the player stands at first, counted from 1.
        remarks: What in the link could not be used.
    """
    choice = dmc.SegmentedControl(
        id=ids("direction"),
        value=direction,
        data=[{"value": value, "label": label} for value, label in _DIRECTIONS],
        className="direction",
        **{"aria-label": "Which way through time"},
    )
    bar = html.Div(
        [choice, step_player(ids("player"), step=step, what="step")], className="neuron-bar"
    )
    problem = html.P(
        " ".join(remarks), className="neuron-problem", role="alert", **{"data-live": "problem"}
    )
    spoken = html.P(className="only-read", role="status", **{"data-live": "spoken"})
    return html.Div(
        [
            panel([bar, problem, unrolled_drawing(), step_formula(), spoken], note=_KEY),
            panel([_curves(ids), _story()]),
            *(dcc.Store(id=ids(name)) for name in ("typed", "kept", "asked", "answer")),
        ],
        id=ids("unrolled"),
        className="unrolled-stage",
        **{"data-state": "waiting", "data-direction": direction},
    )


def _curves(ids: Callable[[str], str]) -> Any:
    return graph(
        ids("curves"),
        unrolled_curves(),
        label="The series, the answers, and how much of the gradient is left at every step",
        height=330,
        clear_on_unhover=True,
    )


def _story() -> html.P:
    return html.P("\u2013", className="gradient-story", role="status", **{"data-live": "story"})


def follow_neuron(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({"stage": ids("unrolled"), "player": ids("player"), "curves": ids("curves")})
    namespace = "window.dash_clientside.unrolled"
    follow_player(ids("player"))
    clientside_callback(
        f"(...shown) => {namespace}.show_unrolled({plan}, ...shown)",
        Input(ids("answer"), "data"),
        Input(ids("direction"), "value"),
    )
    clientside_callback(
        f"(...drawn) => {namespace}.neuron_figure({plan}, ...drawn)",
        Output(ids("curves"), "figure"),
        Input(ids("answer"), "data"),
        State(ids("curves"), "figure"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(...asked) => {namespace}.ask_neuron({ids('asked')!r}, ...asked)",
        Input(ids("source"), "value"),
        Input(ids("typed"), "data"),
        *(Input(ids(name), "value") for name in ("steps", "w0", "w1", "w2")),
    )
    for kind in ("click", "hover"):
        clientside_callback(
            f"(event) => {namespace}.step_on_curves({plan}, {kind!r}, event)",
            Input(ids("curves"), f"{kind}Data"),
            prevent_initial_call=True,
        )
    clientside_callback(
        ClientsideFunction("unrolled", "last_numbers"),
        Output(ids("typed"), "data"),
        Output(ids("kept"), "data"),
        Input(ids("numbers"), "value"),
    )


def kept_of_neuron(ids: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Return what of the stage and its controls a link keeps, for `keep_in_link`."""
    return {
        "source": (ids("source"), "value"),
        "numbers": (ids("kept"), "data"),
        "T": (ids("steps"), "value"),
        **{name: (ids(name), "value") for name in ("w0", "w1", "w2", "direction")},
        "step": (step_store(ids("player")), "data"),
    }
