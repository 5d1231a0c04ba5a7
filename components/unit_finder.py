"""Find the neuron: choose words in the text and see which neurons react to exactly these.

The words are toggle buttons that the browser draws from the trace of the probe; the server ranks
(`core.unit_search`); `assets/unit_finder.js` draws the ranking. A click on one of its rows shows
that neuron and gate in the probe.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dash import Input, Output, callback, clientside_callback, dcc, html

from components.page import panel
from components.probe import ProbeIds
from components.term import term
from components.when_seen import hand_on_when_seen

_SCORE = (
    "Every value is put on the scale over all reviews: 0 is the coldest, 1 the hottest this neuron "
    "gets. The score is the mean over your words minus the mean over all others. Beside it: in "
    "how many of the pairs of one of yours and one other yours is the hotter (or colder) one."
)


def unit_finder(ids: Callable[[str], str], chosen: str) -> html.Section:
    """Return the panel, waiting for the trace of the probe.

    Args:
        ids: Names the parts `finder`, `chosen`, `matches` and `matches-asked` of the page.
        chosen: The words chosen at first, counted from 1, separated by commas.
    """
    words = html.Div(
        className="pick-words",
        role="group",
        dir="auto",
        **{"aria-label": "Words to choose; arrow keys go through them, space chooses"},
    )
    head = html.Div(
        [
            html.P(
                "Choose words: click or drag over them, or use the arrow keys and space.",
                className="panel-lead",
            ),
            html.Button("Choose none", type="button", className="preset pick-none"),
        ],
        className="pick-head",
    )
    lists = html.Div(
        [_list("hot", "Hot on exactly these"), _list("cold", "Cold on exactly these")],
        className="match-lists",
    )
    whole = panel(
        [
            head,
            words,
            html.P(className="match-said", role="status"),
            lists,
            dcc.Store(id=ids("chosen"), data=chosen),
            dcc.Store(id=ids("matches-asked")),
            dcc.Store(id=ids("matches")),
        ],
        note=[
            "A ", term("score", _SCORE), " of 1 would mean: hottest on exactly these words, "
            "coldest on all others. Click a row to see that neuron above.",
        ],
    )  # fmt: skip
    whole.id = ids("finder")
    whole.className += " finder"
    return whole


def _list(direction: str, title: str) -> html.Div:
    heads = [html.H3(title), html.Span("score"), html.Span("pairs")]
    return html.Div(
        [
            html.Div(heads, className="match-head"),
            html.Ol(className="matches", **{"data-direction": direction}),
        ],
        className="match-list",
    )


def follow_finder(
    ids: Callable[[str], str],
    probe: ProbeIds,
    typed: tuple[Input, ...],
    rank: Callable[..., dict[str, Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `unit_finder`.
        probe: The probe on the same page.
        typed: Where the text and the run that is shown come from.
        rank: (text, run, chosen words) -> what `core.unit_search.matching_units` returns.
    """
    names = {name: ids(name) for name in ("finder", "chosen")}
    plan = json.dumps({**names, "neuron": probe.neuron, "gate": probe.gate})
    chosen = Input(ids("chosen"), "data")
    hand_on_when_seen(ids("finder"), ids("matches-asked"), *typed, chosen)
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_finder({plan}, ...shown)",
        Input(probe.trace, "data"),
        chosen,
        Input(ids("matches"), "data"),
        Input(probe.neuron, "data"),
        Input(probe.gate, "value"),
    )

    @callback(
        Output(ids("matches"), "data"),
        Input(ids("matches-asked"), "data"),
        prevent_initial_call=True,
    )
    def find_neurons(asked: list[Any]) -> dict[str, Any]:
        """Rank all neurons by how exactly they react to the chosen words."""
        *typed, chosen = asked
        return rank(*typed, chosen or "")
