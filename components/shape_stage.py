"""The stage of the sequence shapes: which shape, its network unrolled, what flows between layers.

The server sends one drawing per wish into a store; `assets/shapes.js` lets its steps appear one
after the other and asks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import dash
import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html

from components.drawing import drawing
from components.formula import formula_card, symbol
from components.live_number import live_number
from components.number_slider import NumberRange, follow_number, number_slider
from components.page import panel
from components.shape_drawing import Step, loop_svg, shape_svg, spoken
from components.step_player import follow_player, step_player, step_store

_KEY = (
    "Time runs from left to right; every copy of the cell has the same weights. A stripe in a cell "
    "is one of its units, blue low, red high. Below stands what is read, above what is answered; "
    "what came in truth is blue. A dashed way carries an answer back in as the next input."
)
_WHY = (
    "The weights b, W, U, c and V are the same at every step, so their number does not depend on "
    "T: one network serves every length. The shape is decided outside the cell, by which x are "
    "given and which \u0177 are kept."
)


class Answer(Protocol):
    """What is shown; see `core.shape_answer.ShapeAnswer`."""

    @property
    def shape(self) -> str:
        """Name of the shape."""
        ...

    @property
    def carrier(self) -> Any:
        """What carries it: `page`, `reads`."""
        ...

    @property
    def carried(self) -> Any:
        """`steps`, `tensors`, `said`."""
        ...

    @property
    def reason(self) -> str:
        """Why there are no numbers."""
        ...


@dataclass(frozen=True)
class ShapeTile:
    """One shape to choose: its name, title, what it is for, and its small picture."""

    name: str
    title: str
    question: str
    sketch: str


def shape_choice(radio_id: str, tiles: Sequence[ShapeTile], chosen: str) -> html.Section:
    """Return the row of shapes; the value of `radio_id` is the name of the one chosen."""
    cards = [
        dmc.RadioCard(
            [
                html.Div(className="shape-tile-sketch", **{"data-svg": tile.sketch}),
                html.Strong(tile.title),
                html.Span(tile.question),
            ],
            value=tile.name,
            className="shape-tile",
        )
        for tile in tiles
    ]
    group = dmc.RadioGroup(
        html.Div(cards, className="shape-tiles"),
        id=radio_id,
        value=chosen,
        **{"aria-label": "Shape of the sequences"},
    )
    return html.Section(group, className="shape-choice")


def shape_stage(
    ids: Callable[[str], str], step: int, options: Sequence[Mapping[str, str]], carrier: str
) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_shapes` with the same ids.

    Args:
        ids: Names the parts `unrolled`, `carrier`, `player` and the store `answer`.
        step: Where the player stands at first, counted from 1.
        options: What can carry the shape that is chosen at first.
        carrier: The one that is chosen.
    """
    choice = dmc.SegmentedControl(
        id=ids("carrier"),
        data=list(options),
        value=carrier,
        className="shape-carrier",
        **{"aria-label": "Which network carries the shape"},
    )
    player = step_player(ids("player"), step=step, what="step")
    problem = html.P("", className="neuron-problem", role="alert", **{"data-live": "problem"})
    track = html.Div(
        className="shape-track", dir="ltr", role="img", tabIndex=0,
        **{"aria-label": "The network unrolled; each step is read aloud as it is reached"},
    )  # fmt: skip
    loop = drawing(loop_svg(has_loop=True), label="One cell with its loop", class_name="shape-loop")
    return html.Div(
        [
            panel(
                [
                    html.Div([choice, player], className="shape-bar"),
                    problem,
                    html.Div([_figure("The network", loop), _figure("Unrolled", track)],
                             className="shape-drawing"),
                    html.P("\u2013", className="shape-story", role="status",
                           **{"data-live": "story"}),
                    html.P(className="only-read", role="status", **{"data-live": "spoken"}),
                    dcc.Link("", href=dash.get_relative_path("/"), id=ids("page"),
                             className="shape-page"),
                    html.Ol(className="shape-tensors", **{"aria-label": "What flows"}),
                ],
                note=_KEY,
            ),
            dcc.Store(id=ids("answer")),
        ],
        id=ids("unrolled"),
        className="shape-stage",
        **{"data-state": "waiting"},
    )  # fmt: skip


def length_sliders(ids: Callable[[str], str], T_x: int, T_y: int, most: int) -> html.Section:
    """Return the sliders `T-x` and `T-y`; which of them counts is said by the shape."""
    limits = NumberRange(1, most, 1)
    rows = [
        html.Div(number_slider(ids("T-x"), symbol("T", sub="x"), T_x, limits, "T x, steps in"),
                 className="only-x"),
        html.Div(number_slider(ids("T-y"), symbol("T", sub="y"), T_y, limits, "T y, steps out"),
                 className="only-y"),
    ]  # fmt: skip
    said = html.P("\u2013", className="panel-note", **{"data-live": "lengths"})
    return panel([*rows, said], title="How many steps")


def shape_formula() -> html.Section:
    """Return what happens at every step, and what goes in and comes out with its live sizes."""
    h_t, h_before = symbol("h", sub="t"), symbol("h", sub="t\u22121")
    cell = [h_t, " = tanh(", symbol("b"), " + ", symbol("W"), symbol("x", sub="t"), " + ",
            symbol("U"), h_before, ")"]  # fmt: skip
    out = [symbol("\u0177", sub="t"), " = ", symbol("c"), " + ", symbol("V"), symbol("h", sub="t")]
    sizes = [live_number("flow", echo=False), " here ", live_number("here", echo=False)]
    return formula_card([cell, out, sizes], _WHY)


def drawn_shape(answer: Answer | str, letters: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return what the browser gets: drawings as text, words, shapes; or why there is nothing.

    Args:
        answer: The answer, or why there is none.
        letters: What goes in and what comes out, in letters.
    """
    if isinstance(answer, str):
        return {"missing": answer}
    steps: Sequence[Step] = answer.carried.steps
    has_loop = answer.shape != "one-to-one"
    path, title = answer.carrier.page
    tensors = [[name, _shape_text(shape)] for name, shape in answer.carried.tensors]
    takes, gives = letters or ("", "")
    return {
        "shape": answer.shape,
        "svg": shape_svg(steps, has_loop=has_loop),
        "loop": loop_svg(has_loop=has_loop),
        "spoken": [spoken(step, t, len(steps)) for t, step in enumerate(steps, start=1)],
        "story": answer.reason or answer.carried.said,
        "page": [dash.get_relative_path(path), title] if path else None,
        "reads": answer.carrier.reads,
        "tensors": tensors,
        "flow": f"{takes} \u2192 {gives}",
        "here": _here(answer.carried.tensors),
    }


def follow_shapes(ids: Callable[[str], str], choices: Mapping[str, Any]) -> None:
    """Register what happens in the browser; call it once per page.

    Args:
        ids: Those of the stage, and of the page's `shape`.
        choices: Per shape, what can carry it.
    """
    plan = json.dumps({name: ids(name) for name in ("unrolled", "player", "page")})
    namespace = "window.dash_clientside.unrolled"
    follow_player(ids("player"))
    follow_number(ids("T-x"))
    follow_number(ids("T-y"))
    clientside_callback(
        f"(...shown) => {namespace}.show_shape({plan}, ...shown)",
        Output(ids("page"), "children"),
        Output(ids("page"), "href"),
        Input(ids("answer"), "data"),
    )
    clientside_callback(
        f"(...asked) => {namespace}.offer_carriers({json.dumps(choices)}, ...asked)",
        Output(ids("carrier"), "data"),
        Output(ids("carrier"), "value"),
        Input(ids("shape"), "value"),
        State(ids("carrier"), "value"),
        prevent_initial_call=True,
    )


def kept_of_shapes(ids: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Return what of the stage a link keeps, for `keep_in_link`."""
    return {
        "shape": (ids("shape"), "value"),
        "carrier": (ids("carrier"), "value"),
        "Tx": (ids("T-x"), "value"),
        "Ty": (ids("T-y"), "value"),
        "text": (ids("text"), "value"),
        "ticker": (ids("ticker"), "value"),
        "step": (step_store(ids("player")), "data"),
    }


def _figure(caption: str, content: Any) -> html.Figure:
    return html.Figure([html.Figcaption(caption), content])


def _here(tensors: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Return what the first layer with a loop reads and what comes out at the end."""
    loops = [place for place, (name, _) in enumerate(tensors) if "RNN" in name or "LSTM" in name]
    if not tensors:
        return "\u2013"
    read = tensors[loops[0] - 1] if loops else tensors[0]
    return f"{_shape_text(read[1])} \u2192 {_shape_text(tensors[-1][1])}"


def _shape_text(shape: Sequence[int]) -> str:
    return f"({', '.join(str(size) for size in shape)}{',' if len(shape) == 1 else ''})"
