"""Two texts, one under the other, in the colours of the same neuron on the same scale.

The first is the one that is typed above; `assets/two_reviews.js` draws both and marks the words
that differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, callback, clientside_callback, dcc, html

from components.empty_state import empty_state
from components.figures.two_opinions import two_opinions
from components.graph import graph
from components.page import panel
from components.probe import ProbeIds
from components.review_entry import PAUSE
from components.when_seen import hand_on_when_seen


def two_reviews(ids: Callable[[str], str], second: str) -> html.Section:
    """Return the panel, waiting for its first answer.

    Args:
        ids: Names the parts `pair`, `second`, `pair-asked`, `pair-found`, `pair-curve` of the page.
        second: The second text at first; empty for none.
    """
    curve = graph(ids("pair-curve"), label="Opinion on both texts after each word", height=240)
    whole = panel(
        [
            _entry(ids, second),
            html.Div(
                [_text("first", "The review above"), _text("second", "The second"), curve],
                className="pair-texts",
            ),
            html.Div(
                empty_state("Type a second review here, or begin with a copy of the first."),
                className="pair-empty",
            ),
            dcc.Store(id=ids("pair-asked")),
            dcc.Store(id=ids("pair-found")),
        ],
        note="Words with a frame stand in one of the texts only, or in another order. Both are in "
        "the colours of the neuron and on the scale chosen above; \u201cthis review\u201d then "
        "runs over both.",
    )
    whole.id = ids("pair")
    whole.className += " pair-reviews"
    return whole


def _entry(ids: Callable[[str], str], second: str) -> html.Div:
    box = dmc.Textarea(
        id=ids("second"),
        value=second,
        label="A second review",
        placeholder="Type a second review\u2026",
        debounce=PAUSE,
        minRows=2,
        autosize=True,
        maxRows=8,
        spellCheck=False,
        attributes={"input": {"dir": "auto"}},
    )
    buttons = [
        html.Button(label, type="button", className="preset", **{"data-do": action})
        for action, label in (("copy", "Copy the first one here"), ("swap", "Swap the two"))
    ]
    return html.Div([box, html.Div(buttons, className="pair-buttons")], className="pair-entry")


def _text(name: str, title: str) -> html.Div:
    head = html.Div(
        [
            html.Span(className=f"pair-line is-{name}", **{"aria-hidden": "true"}),
            html.H3(title),
            html.Span(className="pair-said"),
        ],
        className="pair-head",
    )
    text = html.Div(className="review-text", dir="auto")
    return html.Div([head, text], className="pair-text", **{"data-text": name})


def follow_two_reviews(
    ids: Callable[[str], str],
    probe: ProbeIds,
    run: Input,
    compare: Callable[..., dict[str, Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `two_reviews`; its part `text` is the box of the first text.
        probe: The probe on the same page.
        run: Where the run that is shown comes from.
        compare: (first, second, run) -> what `core.two_texts.compared` returns.
    """
    plan = json.dumps({name: ids(name) for name in ("pair", "text", "second")})
    texts = (Input(ids("text"), "value"), Input(ids("second"), "value"), run)
    hand_on_when_seen(ids("pair"), ids("pair-asked"), *texts)
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_two_reviews({plan}, ...shown)",
        Input(probe.trace, "data"),
        Input(ids("pair-found"), "data"),
        Input(probe.neuron, "data"),
        Input(probe.scale, "value"),
        Input(probe.gate, "value"),
    )

    @callback(
        Output(ids("pair-found"), "data"),
        Output(ids("pair-curve"), "figure"),
        Input(ids("pair-asked"), "data"),
        prevent_initial_call=True,
    )
    def compare_two_reviews(asked: list[str | None]) -> tuple[dict[str, Any], Any]:
        """Read both texts and mark what differs."""
        found = compare(*asked)
        shown = (found[part] for part in ("model", "threshold", "opinions", "words"))
        return found, two_opinions(*shown)
