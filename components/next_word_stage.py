"""The stage of the next word: the text in the colours of surprise, what may come, what is written.

The server reads a text once and writes forty words in one go; the rest – stepping, taking a word,
taking it back – happens in the browser (`assets/next_word.js`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html

from components.figures.state_map import state_map
from components.figures_table import figures_table
from components.formula import formula_card, symbol
from components.graph import graph
from components.heat import LEVELS, NEUTRAL
from components.live_number import live_number
from components.number_slider import NumberRange, follow_number, number_slider
from components.page import panel
from components.step_player import follow_player, step_player
from components.term import term

Ids = Callable[[str], str]
KNOBS = ("heat", "k", "p", "seed")
_SURPRISE = (
    "\u2212log\u2082 p of the word that came, given all words before it, in bits: 1 bit is as "
    "surprising as a coin, 10 bits as one of a thousand."
)
_TEMPERATURE = "p^(1/\u03c4): below 1 the probable becomes more probable, 0 takes the first bar."
_TOP_K = "Only the k most probable words may be drawn; 0 lets all of them."
_TOP_P = "Only the fewest words that hold this share together may be drawn (nucleus sampling)."
_HEAT = (
    "The 24 of its units that change most on this text; each lies between \u22121 (blue) and 1 "
    "(red). Nobody told a unit what to stand for."
)
_WHY = (
    "Learning to guess the next word needs no labels: every text is its own teacher. What is "
    "written is drawn from p, word by word, and every drawn word is read like a typed one."
)


class Dice(Protocol):
    """How a word is drawn; see `core.sampling.Dice`."""

    temperature: float
    top_k: int
    top_p: float
    seed: int


def next_word_stage(ids: Ids, text: str, limit: int, remarks: Sequence[str] = ()) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_next_word` with the same ids.

    Args:
        ids: Names the parts of the page.
        text: What stands in the box at first.
        limit: Characters that are read.
        remarks: What was wrong with the link.
    """
    box = dmc.Textarea(
        id=ids("text"), value=text, label="Your beginning", debounce=150, minRows=3,
        placeholder="Type how it begins, or let it begin\u2026", resize="vertical",
        spellCheck=False, attributes={"input": {"dir": "auto"}},
    )  # fmt: skip
    length = html.P(id=ids("letters"), className="entry-length", **{"data-limit": str(limit)})
    said = [html.P(remark, className="entry-remark", role="status") for remark in remarks]
    problem = html.P(className="neuron-problem", role="alert", **{"data-live": "problem"})
    entry = html.Section([box, length, *said, problem, _buttons(ids)], className="card entry")
    return html.Div(
        [
            html.Div([entry, _coming()], className="next-top"),
            panel([_surprise_head(), _text(), _written_bar(ids)], note=_key()),
            _states(ids),
            dcc.Store(id=ids("reading")),
            dcc.Store(id=ids("writing")),
        ],
        id=ids("whole"),
        className="next-word",
        **{"data-state": "waiting"},
    )


def next_word_knobs(ids: Ids, dice: Dice) -> html.Section:
    """Return temperature, top-k, top-p and seed."""
    seed = dmc.NumberInput(
        id=ids("seed"), label="Seed of the dice", value=dice.seed, min=0, max=999_999_999, step=1,
        allowDecimal=False, clampBehavior="strict", size="sm",
    )  # fmt: skip
    rows = [
        _knob("Temperature \u03c4", _TEMPERATURE,
              number_slider(ids("heat"), "\u03c4", dice.temperature, NumberRange(0, 2, 0.05, 2),
                            "temperature")),
        _knob("Top-k", _TOP_K,
              number_slider(ids("k"), "k", dice.top_k, NumberRange(0, 100, 1), "top-k")),
        _knob("Top-p", _TOP_P,
              number_slider(ids("p"), "p", dice.top_p, NumberRange(0.05, 1, 0.05, 2), "top-p")),
        seed,
    ]  # fmt: skip
    return panel(html.Div(rows, className="control-stack"), title="How it throws the dice")


def next_word_formula() -> html.Section:
    """Return the network in two lines and the measure of surprise, with live numbers."""
    h, before, e = symbol("h", sub="t"), symbol("h", sub="t\u22121"), symbol("e", sub="t")
    lines = [
        [h, " = LSTM(", e, ", ", before, "),  ", symbol("p"), " = softmax(", symbol("E"), "(",
         symbol("D"), h, " + ", symbol("d"), ") + ", symbol("b"), ")"],
        [term("surprise", _SURPRISE), " = \u2212log", html.Sub("2"), " ", symbol("p"),
         "(the word that came), here on average ", live_number("mean-bits"), " bits"],
        ["perplexity = 2", html.Sup("mean surprise"), " = ", live_number("perplexity"),
         ": as undecided as among so many equal words"],
    ]  # fmt: skip
    return formula_card(lines, _WHY)


def worth_table(worth: Any) -> Any:
    """Return perplexities of the model and of counting; None where they are not known."""
    if worth is None:
        return None
    rows = [
        [title, parameters, f"{perplexity:,.1f}"] for title, parameters, perplexity in worth.rows
    ]
    return figures_table(["", "Weights", "Perplexity"], rows, note=worth.note)


def follow_next_word(ids: Ids) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({name: ids(name) for name in ("whole", "text", "player", "seed")})
    namespace = "window.dash_clientside.unrolled"
    follow_player(ids("player"))
    for name in ("heat", "k", "p"):
        follow_number(ids(name))
    clientside_callback(
        f"(...shown) => {namespace}.show_next_word({plan}, ...shown)",
        Output(ids("states"), "figure"),
        Input(ids("reading"), "data"),
        Input(ids("writing"), "data"),
        State(ids("states"), "figure"),
        prevent_initial_call=True,
    )


def kept_of_next_word(ids: Ids) -> dict[str, tuple[str, str]]:
    """Return what a link keeps, for `keep_in_link`."""
    return {name: (ids(name), "value") for name in ("text", *KNOBS)}


def _buttons(ids: Ids) -> html.Div:
    def button(name: str, label: str, kind: str) -> Any:
        return dmc.Button(label, id=ids(name), size="sm", variant=kind)

    return html.Div(
        [
            button("one", "Take one word", "filled"),
            button("write", "Write on", "default"),
            html.Button("Take back", type="button", className="preset", disabled=True,
                        **{"data-next": "back"}),
            html.Button("Clear", type="button", className="preset", **{"data-next": "clear"}),
        ],
        className="job-buttons",
    )  # fmt: skip


def _coming() -> html.Section:
    head = [html.Span("word"), html.Span("p"), html.Span("drawn with")]
    bars = html.Ol(className="next-bars", **{"aria-label": "What may come next"})
    rest = html.P("\u2013", className="next-rest", **{"data-live": "rest"})
    whole = panel(
        [html.Div(head, className="next-bars-head", **{"aria-hidden": "true"}), bars, rest],
        title="What may come next",
    )
    whole.className += " next-coming"
    return whole


def _surprise_head() -> html.Div:
    strip = [html.Span(className=f"heat-{level}") for level in range(NEUTRAL, LEVELS)]
    legend = html.Div(
        [
            html.Div(strip, className="heat-legend-strip", **{"aria-hidden": "true"}),
            html.Div([html.Span("0 bits"), html.Span("6"), html.Span("12 and more")],
                     className="heat-legend-words"),
        ],
        className="heat-legend",
    )  # fmt: skip
    title = html.H2(["How much each word surprised it ", term("?", _SURPRISE)],
                    className="panel-title")  # fmt: skip
    return html.Div([title, legend], className="probe-head")


def _text() -> html.Div:
    shown = html.Div(
        className="review-text next-text", dir="auto", tabIndex=0, role="group",
        **{"aria-label": "The text, word by word; left and right go through the words"},
    )  # fmt: skip
    read_out = html.P("\u2013", className="readout next-readout", **{"data-live": "pointed"})
    spoken = html.P(className="only-read", role="status", **{"data-live": "spoken"})
    return html.Div([shown, read_out, spoken])


def _written_bar(ids: Ids) -> html.Div:
    keep = html.Button(
        "Keep what is written", type="button", className="preset", **{"data-next": "keep"}
    )
    said = html.P(className="job-said", role="status", **{"data-live": "written"})
    return html.Div(
        [html.Div([step_player(ids("player"), what="word"), keep], className="next-bar"), said],
        className="next-written",
    )


def _key() -> list[Any]:
    return [
        html.Span("dotted", className="token is-unknown"),
        ": a word it does not know; it reads every such word as the same one. ",
        html.Span("framed", className="token is-written"), ": written by it. ",
        html.Span(**{"data-live": "unknown"}),
    ]  # fmt: skip


def _states(ids: Ids) -> html.Section:
    figure = graph(
        ids("states"), state_map(), label="What 24 units of the LSTM hold after every word",
        height=380,
    )  # fmt: skip
    return panel(figure, title="What it keeps in memory", note=_HEAT)


def _knob(label: str, what: str, control: Any) -> html.Div:
    return html.Div([html.Span([label, " ", term("?", what)], className="control-label"), control],
                    className="control")  # fmt: skip
