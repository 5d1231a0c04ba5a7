"""Which words matched: each word left out, and every word beside every other.

`assets/word_matches.js` draws both from one packed answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, callback, clientside_callback, dcc, html

from components.heat import heat_legend
from components.page import panel
from components.term import term
from components.when_seen import hand_on_when_seen

_FIXED = 0.3
_LEFT_OUT = (
    "Each word is left out in turn and the pair is asked again; red words make the model surer "
    f"that both ask the same, blue ones less sure. {_FIXED} or more has the full colour. "
    "This says what the answer owes to one word alone, not to words together: where two words "
    "say the same, leaving out one changes little."
)
_COSINE = (
    "The cosine of two vectors is 1 when they point the same way, 0 when they have nothing in "
    "common, and negative when they point apart. Their lengths do not count."
)
_MATRIX = (
    "A frame marks, for each word of the first question, the nearest one of the second. The table "
    "shows what the model holds to be alike before it reads: the vectors do not know the words "
    "around them, and the answer is not made from this table. Words unknown to the model may share "
    "one vector, and then match whatever they mean."
)


def word_matches(
    ids: Callable[[str], str], models: Sequence[tuple[str, str]], asked: Any = None
) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `matches`, `matches-model`, `matches-asked`, `matches-found`.
        models: Name and title of every model that can answer.
        asked: The model that a link asks for; without one of these, the first is chosen.
    """
    whole = panel(
        [
            _choice(ids("matches-model"), models, asked),
            html.P(className="pair-words-missing", role="status"),
            html.Div([_left_out(), _matrix()], className="pair-words-parts"),
            dcc.Store(id=ids("matches-asked")),
            dcc.Store(id=ids("matches-found")),
        ]
    )
    whole.id = ids("matches")
    whole.className += " pair-words"
    return whole


def _choice(place: str, models: Sequence[tuple[str, str]], asked: Any) -> html.Div:
    data: Any = [{"value": name, "label": title} for name, title in models]
    names = [name for name, _ in models]
    chosen = asked if asked in names else names[0]
    switch = dmc.SegmentedControl(id=place, value=chosen, data=data)
    is_one = " is-one" if len(models) == 1 else ""
    return html.Div(
        [html.Span("Model", className="presets-label"), switch],
        className=f"pair-words-choice{is_one}",
        role="group",
        **{"aria-label": "Model whose words are shown"},
    )


def _left_out() -> html.Div:
    legend = heat_legend(f"\u2212{_FIXED}: not the same", "0", f"+{_FIXED}: the same")
    rows = [
        html.Div(
            [
                html.Span(name, className="pair-words-name"),
                html.Div(className="review-text", dir="auto", **{"data-side": str(side)}),
            ],
            className="pair-words-question",
        )
        for side, name in enumerate(("First", "Second"))
    ]
    key = html.P(
        [
            html.Span("framed", className="token is-alone"),
            " stands in one question only \u00b7 ",
            html.Span("dotted", className="token is-unknown"),
            " unknown to the model",
        ],
        className="pair-words-key",
    )
    return html.Div(
        [
            html.Div([html.H3("Each word left out"), legend], className="influence-head"),
            *rows,
            key,
            html.P(className="pair-words-most", role="status"),
            html.P(_LEFT_OUT, className="panel-note"),
        ],
        **{"data-fixed": str(_FIXED)},
        className="pair-words-left-out",
    )


def _matrix() -> html.Div:
    title = html.H3(
        ["Every word with every word: ", term("cosine", _COSINE), " of the word vectors"]
    )
    legend = heat_legend("\u22121 apart", "0", "+1 alike")
    table = html.Table([html.Caption(className="only-read"), html.Thead(), html.Tbody()])
    return html.Div(
        [
            html.Div([title, legend], className="influence-head"),
            html.Div(
                table,
                className="pair-words-table",
                role="region",
                tabIndex=0,
                **{"aria-label": "Cosine of every word with every word"},
            ),
            html.P(_MATRIX, className="panel-note"),
        ]
    )


def follow_matches(
    ids: Callable[[str], str],
    pair: tuple[Input, Input],
    ask: Callable[[str, str, str], dict[str, Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `word_matches`.
        pair: Where the two questions come from.
        ask: Model, first and second question -> what `core.word_matches.packed_matches` returns.
    """
    chosen = Input(ids("matches-model"), "value")
    hand_on_when_seen(ids("matches"), ids("matches-asked"), chosen, *pair)
    plan = json.dumps({"part": ids("matches")})
    clientside_callback(
        f"(found) => window.dash_clientside.unrolled.show_matches({plan}, found)",
        Input(ids("matches-found"), "data"),
    )

    @callback(
        Output(ids("matches-found"), "data"),
        Input(ids("matches-asked"), "data"),
        prevent_initial_call=True,
    )
    def leave_words_out(asked: list[Any]) -> dict[str, Any]:
        """Measure what each word does to the answer and how alike all words are."""
        model, first, second = asked
        return ask(model, first or "", second or "")
