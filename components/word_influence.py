"""What the answer hangs on: the text in the colours of leaving each word out.

Above it stands the same text in the colours of the chosen neuron, below it, where a model can tell
them, the exact shares of every word; `assets/word_influence.js` draws all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dash import Input, Output, callback, clientside_callback, dcc, html

from components.heat import heat_legend
from components.page import panel
from components.probe import ProbeIds
from components.swatch import swatch
from components.term import term
from components.when_seen import hand_on_when_seen

_WHY = (
    "The two differ because a neuron shows what it holds after a word, with all words before it in "
    "memory, while leaving a word out asks what the answer owes to this word alone: a hot neuron "
    "may not count for the answer, later words may overwrite it, and where two words say the same, "
    "leaving out one changes little."
)
_SHARES = (
    "This model\u2019s answer is a sum over the words, so each has an exact share: positive shares "
    "push towards positive. Together with a constant they add up to the log-odds of the answer."
)

_ENDS = ("negative", "", "positive")


def word_influence(
    ids: Callable[[str], str], model: tuple[str, str], summed: tuple[str, str] | None
) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `influence`, `influence-asked` and `influence-found` of the page.
        model: Name and title of the model whose words are left out.
        summed: Name and title of a model whose answer is a sum over words; None without one.
    """
    most = html.P(className="influence-most", role="status")
    rows = [
        _row("neuron", html.Span(className="influence-neuron"), ("low", "middle", "high")),
        html.Div([_row("left-out", [swatch(*model), ": each word left out"], _ENDS), most]),
    ]
    if summed:
        title = [swatch(*summed), ": ", term("exact shares", _SHARES)]
        total = html.P(className="influence-sum", role="status")
        rows.append(html.Div([_row("shares", title, _ENDS), total]))
    whole = panel(
        [
            *rows,
            dcc.Store(id=ids("influence-asked")),
            dcc.Store(id=ids("influence-found")),
        ],
        note=_WHY,
    )
    whole.id = ids("influence")
    whole.className += " influence"
    return whole


def _row(name: str, title: Any, ends: tuple[str, str, str]) -> html.Div:
    return html.Div(
        [
            html.Div([html.H3(title), heat_legend(*ends)], className="influence-head"),
            html.Div(className="review-text", dir="auto"),
        ],
        className="influence-row",
        **{"data-row": name},
    )


def follow_influence(
    ids: Callable[[str], str],
    probe: ProbeIds,
    typed: tuple[Input, ...],
    ask: Callable[..., dict[str, Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `word_influence`.
        probe: The probe on the same page.
        typed: Where the text and the run that is shown come from.
        ask: (text, run) -> what `core.influence.packed_influence` returns.
    """
    plan = json.dumps({"part": ids("influence")})
    hand_on_when_seen(ids("influence"), ids("influence-asked"), *typed)
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_influence({plan}, ...shown)",
        Input(probe.trace, "data"),
        Input(ids("influence-found"), "data"),
        Input(probe.neuron, "data"),
        Input(probe.scale, "value"),
        Input(probe.gate, "value"),
    )

    @callback(
        Output(ids("influence-found"), "data"),
        Input(ids("influence-asked"), "data"),
        prevent_initial_call=True,
    )
    def leave_words_out(asked: list[str | None]) -> dict[str, Any]:
        """Measure what each word does to the answer."""
        return ask(*asked)
