"""Trained filters on a sentence: colours under the words, and what excites every filter most."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from dash import Input, clientside_callback, dcc, html

from components.empty_state import empty_state
from components.heat import heat_legend
from components.page import panel
from components.table import table
from components.term import term

_ANY = (
    "A filter over two words adds one score for the first word and one for the second. So the "
    "strongest pair of the whole vocabulary is simply made of the two strongest words, whether "
    "anybody would write it or not. What two words mean together, the filter cannot see."
)
_SCALE = (
    "Blue is the 1st, red the 99th percentile of this filter over all pairs of the reviews written "
    "for this product."
)
_TABLE = "Which pairs excite which filter"
_COLUMNS = ("Filter", "Most, here", "Least, here", "Most, in the samples", "Least, in the samples")


def conv_text(ids: Callable[[str], str], entry: Any, told: Sequence[str], reference: Any) -> Any:
    """Return the part, waiting for its first answer; call `follow_bigrams` with the same ids.

    Args:
        ids: Names the parts `reading` and `bigrams` (a store) of the page.
        entry: Where the text is typed.
        told: What there is to say about the layer, one paragraph each.
        reference: What the filters do elsewhere (`core.bigrams.Reference`).
    """
    legend = html.Div([heat_legend("low", "", "high"), term("scale", _SCALE)], className="scales")
    words = html.Div(
        className="conv-words",
        role="group",
        tabIndex=0,
        **{"aria-label": "The text; under each pair of words what the filters make of it"},
    )
    read = html.P("\u2013", className="readout", role="status", **{"data-live": "bigram"})
    empty = html.Div(empty_state("Type two words or more."), className="when-empty")
    return html.Div(
        [
            entry,
            panel(
                [legend, words, empty, read],
                title=html.Span(
                    ["Every pair of neighbours, every filter ",
                     html.Span(className="title-said", **{"data-live": "bigrams-said"})]
                ),
            ),
            panel(_table(reference), title=_TABLE, note=_note(reference)),
            *(html.P(paragraph, className="conv-told") for paragraph in told),
            dcc.Store(id=ids("bigrams")),
        ],
        id=ids("reading"),
        className="conv-reading",
        **{"data-state": "waiting"},
    )  # fmt: skip


def _note(reference: Any) -> str:
    return (
        f"The samples: {reference.windows:,} pairs in {reference.reviews} reviews written for "
        "this product. A filter has no meaning of its own: the layers above it decide what its "
        "sign counts for."
    )


def _table(reference: Any) -> Any:
    any_pair = html.Th(["Most, of any words ", term("?", _ANY)], scope="col")
    head = [*(html.Th(name, scope="col") for name in _COLUMNS), any_pair]
    both = zip(reference.sample, reference.anything, strict=True)
    body = [_row(place, sample, anything) for place, (sample, anything) in enumerate(both)]
    return table(head, body, class_name="bigram-table")


def _row(place: int, sample: Any, anything: Any) -> list[Any]:
    here = (html.Td(className="here", **{"data-here": f"{place}-{end}"}) for end in (0, 1))
    there = (html.Td([_chip(one) for one in end]) for end in sample)
    whole = html.Td([_chip(end[0]) for end in anything])
    return [html.Th(str(place + 1), scope="row", className="row-name"), *here, *there, whole]


def _chip(one: Any) -> html.Span:
    number = f"{one.value:.2f}".replace("-", "\u2212")
    pair = " ".join(one.words)
    return html.Span(
        [html.Bdi(pair), html.Small(number)], className="bigram", **{"data-echo": f"pair {pair}"}
    )


def follow_bigrams(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({"reading": ids("reading")})
    clientside_callback(
        f"(answer) => window.dash_clientside.unrolled.show_bigrams({plan}, answer)",
        Input(ids("bigrams"), "data"),
    )
