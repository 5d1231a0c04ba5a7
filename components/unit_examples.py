"""What else moves a neuron: the sample reviews that excite it most and silence it most."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from dash import Input, Output, callback, dcc, html

from components.heat import heat_level
from components.page import panel
from components.probe import ProbeIds
from components.token_text import STATES
from components.when_seen import hand_on_when_seen

# A review, where the word in it starts and ends, the value after it, and that value between 0 and 1
# on the scale over all reviews.
Example = tuple[str, int, int, float, float]
_AROUND = 42
_LETTERS = {state: f"{name} {letter}" for state, letter, name in STATES}


def unit_examples(ids: Callable[[str], str]) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `moved`, `moved-asked` and `moved-shown` of the page.
    """
    whole = panel(
        [
            html.Div(id=ids("moved-shown"), className="moved"),
            dcc.Store(id=ids("moved-asked")),
        ],
        note="From the reviews written for this product, one word each. Click one to read it "
        "above.",
    )
    whole.id = ids("moved")
    return whole


def moved_by(
    neuron: str, state: str, text_id: str, examples: tuple[Sequence[Example], Sequence[Example]]
) -> list[Any]:
    """Return what fills the panel.

    Args:
        neuron: "1" to "P", or "output".
        state: Which of its states.
        text_id: Id of the box that a click puts the review into.
        examples: Those that excite it, those that silence it.
    """
    who = "the output neuron" if neuron == "output" else f"neuron {neuron}"
    titles = ("Excited most by", "Silenced most by")
    lists = [
        html.Div([html.H3(title), html.Ol([_example(text_id, *one) for one in found])])
        for title, found in zip(titles, examples, strict=True)
    ]
    return [
        html.H3(f"What else moves {who}, {_LETTERS[state]}?", className="panel-title"),
        html.Div(lists, className="example-lists"),
    ]


def follow_examples(
    ids: Callable[[str], str],
    probe: ProbeIds,
    text_id: str,
    run: Input,
    find: Callable[..., tuple[Sequence[Example], Sequence[Example]]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `unit_examples`.
        probe: The probe on the same page; its neuron and gate are shown.
        text_id: Id of the box that a click puts a review into.
        run: Where the run that is shown comes from.
        find: (neuron, state, run) -> what excites it and what silences it.
    """
    shown = (Input(probe.neuron, "data"), Input(probe.gate, "value"), run)
    hand_on_when_seen(ids("moved"), ids("moved-asked"), *shown)

    @callback(
        Output(ids("moved-shown"), "children"),
        Input(ids("moved-asked"), "data"),
        prevent_initial_call=True,
    )
    def show_what_moves_it(asked: list[str]) -> list[Any]:
        """Show the reviews at either end of this neuron's range."""
        neuron, state, _ = asked
        return moved_by(neuron, state, text_id, find(*asked))


def _example(text_id: str, text: str, start: int, end: int, value: float, level: float) -> html.Li:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    word = html.Span(text[start:end], className=f"token heat-{heat_level(level)}")
    cut = "\u2026" if start > _AROUND else "", "\u2026" if end + _AROUND < len(text) else ""
    button = html.Button(
        [
            html.Span([cut[0], before, word, after, cut[1]], dir="auto"),
            html.Span(f"{value:.2f}".replace("-", "\u2212"), className="live-number"),
        ],
        type="button",
        className="example",
        title=text if len(text) < 400 else f"{text[:400]}\u2026",
        **{"data-set": json.dumps({text_id: {"value": text}})},
    )
    return html.Li(button)
