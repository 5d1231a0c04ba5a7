"""Sentences as tokens, as a word index, as one table of ids; drawn by `assets/tokens.js`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dash import Input, clientside_callback, dcc, html

from components.empty_state import empty_state
from components.page import panel

_TABLE_NOTE = (
    "One row per sentence, one column per slot: the word above, its id below. Hatched: padding. "
    "Dashed: a word without an id. Where the lecture\u2019s tokenizer gives another row, because "
    "it drops such words before it cuts, its row stands below ours."
)


def token_stage(ids: Callable[[str], str], entry: Any) -> html.Div:
    """Return the stage, waiting for its first answer; call `follow_tokens` with the same ids.

    Args:
        ids: Names the parts `stage` and `typed` (a store) of the page.
        entry: Where the sentences are typed.
    """
    return html.Div(
        [
            entry,
            panel([_typed(), _readout()], title=_title("Tokens", "said-tokens")),
            panel(_index(), title=_title("Word index", "said-words")),
            panel(
                _table(), title=_title("Sequences of one length", "said-table"), note=_TABLE_NOTE
            ),
            dcc.Store(id=ids("typed")),
        ],
        id=ids("stage"),
        className="tokens",
        **{"data-state": "waiting"},
    )


def _title(words: str, live: str) -> html.Span:
    said = html.Span(className="title-said", role="status", **{"data-live": live})
    return html.Span([f"{words} ", said])


def _typed() -> html.Div:
    text = html.Div(
        role="group",
        tabIndex=0,
        className="review-text token-typed",
        **{"aria-label": "The sentences, token by token; left and right go through the tokens"},
    )
    nothing = html.Div(empty_state("Type a sentence to see its tokens."), className="when-empty")
    return html.Div([text, nothing])


def _readout() -> html.P:
    return html.P(
        [
            html.Strong("\u2013", dir="auto", **{"data-live": "token"}),
            html.Span(**{"data-live": "token-place"}),
            html.Span(**{"data-live": "token-id"}),
            html.Span(**{"data-live": "token-count"}),
        ],
        className="readout",
        role="status",
    )


def _index() -> html.Ol:
    return html.Ol(className="word-index", tabIndex=0, **{"aria-label": "Words by id"})


def _table() -> html.Div:
    return html.Div(
        html.Table([html.Thead(), html.Tbody()], className="token-grid"),
        className="token-grid-box",
        dir="ltr",
        tabIndex=0,
        role="region",
        **{"aria-label": "Sequences, padded and cut"},
    )


def follow_tokens(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({"stage": ids("stage"), "word": ids("word"), "line": ids("line")})
    clientside_callback(
        f"(answer) => window.dash_clientside.unrolled.show_tokens({plan}, answer)",
        Input(ids("typed"), "data"),
    )
