"""A question typed, the nearest of the loaded ones below it; `assets/question_search.js` draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, callback, clientside_callback, dcc, html

from components.background import background_callback
from components.page import panel
from components.term import term
from components.when_seen import hand_on_when_seen

Ids = Callable[[str], str]
_OFTEN = 1000  # ms between two looks at how far the vectors are
_COSINE = (
    "The cosine of the angle between the two vectors: 1 when they point the same way, 0 at a right "
    "angle. It orders the list."
)
_PROBABILITY = (
    "How probable the chosen model holds it that both ask the same. It reads each pair anew, so it "
    "may disagree with the order."
)
_NOTE = (
    "Every loaded question was read once and is kept as its vector; only yours is read now, and "
    "compared with all of them. Choose one, and it becomes the second question above."
)


def question_search(
    ids: Ids, judges: Sequence[tuple[str, str]], chosen: tuple[str, Any]
) -> html.Section:
    """Return the panel, waiting for its first answer; see `follow_search`.

    Args:
        ids: Names the parts, all of which begin with `search`.
        judges: Name and title of every model that can say how probable a pair is, the best last.
        chosen: What stands in the box at first, and the judge a link asks for.
    """
    stores = ("asked", "answer", "standing", "begin", "prepared", "ready")
    whole = panel(
        [
            _controls(ids, judges, chosen),
            _state(),
            html.Div(className="search-remarks", role="status"),
            _list(),
            *(dcc.Store(id=ids(f"search-{name}")) for name in stores),
            dcc.Interval(id=ids("search-clock"), interval=_OFTEN, disabled=True),
        ],
        note=_NOTE,
    )
    whole.id = ids("search")
    whole.className += " search"
    return whole


def _controls(ids: Ids, judges: Sequence[tuple[str, str]], chosen: tuple[str, Any]) -> html.Div:
    text, judge = chosen
    names = [name for name, _ in judges]
    box = dmc.TextInput(
        id=ids("search-text"),
        label="Look for",
        value=text,
        placeholder="Type a question",
        debounce=150,
        size="md",
        attributes={"input": {"dir": "auto", "autoComplete": "off"}},
    )
    choice = dmc.Select(
        id=ids("search-model"),
        label="Probability by",
        value=judge if judge in names else names[-1],
        data=[{"value": name, "label": title} for name, title in judges],
        allowDeselect=False,
        size="md",
    )
    return html.Div([box, choice], className="search-controls")


def _state() -> html.Div:
    """Return where it stands which questions are searched, and how far the others are."""
    bar = html.Div(html.Span(), className="search-progress", **{"aria-hidden": "true"})
    said = html.P("Looking\u2026", className="search-said", role="status")
    return html.Div([said, bar], className="search-state")


def _list() -> html.Div:
    heads = html.Div(
        [
            html.Span("Question"),
            html.Span(term("cosine", _COSINE)),
            html.Span(term("probability", _PROBABILITY)),
        ],
        className="search-heads",
    )
    key = html.P(
        [
            html.Span("underlined", className="search-alone"),
            " not in your question \u00b7 ",
            html.S("struck out"),
            " only in yours",
        ],
        className="search-key",
    )
    return html.Div([heads, html.Ol(className="search-found"), key], className="search-list")


def follow_search(
    ids: Ids,
    pair: tuple[str, str],
    search: Callable[[Any, Any], dict[str, Any]],
    standing: Callable[[], dict[str, Any]],
    prepare: Callable[[], object],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `question_search`.
        pair: Ids of the boxes of the two questions that are compared.
        search: Text and judge -> what `core.question_search.search` returns.
        standing: Returns how far the loaded questions are.
        prepare: Makes their vectors, unless somebody else is at it.
    """
    hand_on_when_seen(
        ids("search"),
        ids("search-asked"),
        Input(ids("search-text"), "value"),
        Input(ids("search-model"), "value"),
        Input(ids("search-ready"), "data"),
    )
    _in_the_browser(ids, pair)

    @callback(
        Output(ids("search-answer"), "data"),
        Input(ids("search-asked"), "data"),
        prevent_initial_call=True,
    )
    def look_for_it(asked: list[Any]) -> dict[str, Any]:
        """Find the nearest of the loaded questions."""
        text, judge, _ready = asked
        return search(text, judge)

    @callback(
        Output(ids("search-standing"), "data"),
        Input(ids("search-clock"), "n_intervals"),
        prevent_initial_call=True,
    )
    def say_how_far_it_is(_ticks: int) -> dict[str, Any]:
        """Look how many questions have their vector."""
        return standing()

    @background_callback(
        Output(ids("search-prepared"), "data"),
        Input(ids("search-begin"), "data"),
        interval=2 * _OFTEN,
        prevent_initial_call=True,
    )
    def make_their_vectors(_begin: Any) -> bool:
        prepare()
        return True


def _in_the_browser(ids: Ids, pair: tuple[str, str]) -> None:
    names = ("clock", "begin", "ready")
    parts = {"part": ids("search"), "pair": pair, **{n: ids(f"search-{n}") for n in names}}
    plan = json.dumps(parts)
    for name, store in (("show_search", "search-answer"), ("watch_shelf", "search-standing")):
        clientside_callback(
            f"(told) => window.dash_clientside.unrolled.{name}({plan}, told)",
            Input(ids(store), "data"),
        )
