"""SimpleRNN and LSTM side by side on one text, and how long each remembers one of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dash import Input, clientside_callback, dcc, html

from components.figures.memory_curve import MemoryCurve, memory_curve
from components.figures.plain_figure import PlainFigure
from components.graph import graph
from components.page import panel
from components.palette import GATES, model_colour
from components.swatch import swatch
from components.term import term

_WHAT = (
    "The size of the derivative of the state with respect to the word\u2019s vector: how far "
    "would the state move if the word were a little different? All its entries are squared and "
    "added up. Right after the word it is 100 %; above that, the words in between made the state "
    "more sensitive to it. It measures what still has an influence, not what the word meant."
)


def memory_race(ids: Callable[[str], str], names: tuple[str, str], units: int) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `race` (a store) and `memory` (the curve) of the page; its store
            `word`, beside this panel, holds whose memory is measured, counted from 1.
        names: Names of the two models, SimpleRNN first.
        units: Units of the lowest layer of both.
    """
    what = html.P(
        ["Click the word whose memory you want to follow. ", term("What is measured?", _WHAT)],
        className="race-what",
    )
    words = html.Div(
        className="race-words",
        dir="auto",
        role="group",
        **{"aria-label": "Word whose memory is measured"},
    )
    curve = graph(
        ids("memory"),
        label="Share of the word left in the state of both networks, on a logarithmic axis",
        height=360,
    )
    strips = html.Div([_strip(name, units) for name in names], className="race-strips", dir="ltr")
    return panel(
        [
            what,
            words,
            html.P("\u2013", className="race-said", role="status", **{"data-race": "said"}),
            curve,
            strips,
            dcc.Store(id=ids("race")),
        ],
        note="Rows: what the units of the first layer put out, from \u22121 (blue) to 1 (red). "
        "Columns: the words, under their points on the curve. Hatched: not read by this model. "
        "Less than 0.0001\u00a0% is not drawn.",
    )


def race_curves(
    names: tuple[str, str], words: Sequence[str], shares: dict[str, Sequence[float]]
) -> PlainFigure:
    """Return the figure.

    Args:
        names: Names of the two models, SimpleRNN first.
        words: The words in the columns.
        shares: Share kept per column, of `rnn`, `lstm` and `state`.
    """
    rnn, lstm = (model_colour(name) for name in names)
    return memory_curve(
        words,
        (
            MemoryCurve("SimpleRNN, Y\u0302", rnn, "solid", shares["rnn"]),
            MemoryCurve("LSTM, Y\u0302", lstm, "dot", shares["lstm"]),
            MemoryCurve("LSTM, state C", GATES["state"], "solid", shares["state"]),
        ),
    )


def follow_race(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    clientside_callback(
        f"(race) => window.dash_clientside.unrolled.show_race({ids('word')!r}, race)",
        Input(ids("race"), "data"),
    )


def _strip(name: str, units: int) -> html.Div:
    rows = [
        html.Div(
            [
                html.Span(str(unit), className="strip-label"),
                html.Span(className="strip-cells"),
            ],
            className="strip-row",
        )
        for unit in range(1, units + 1)
    ]
    title = "SimpleRNN" if name.endswith("rnn") else "LSTM"
    answer = html.Span("\u2013", className="race-answer", **{"data-race": f"answer-{name}"})
    return html.Div(
        [
            html.P([swatch(name, title), answer], className="race-title"),
            html.Div(rows, className="strip-rows", **{"aria-hidden": "true"}),
        ],
        className="strip",
        **{"data-model": name},
    )
