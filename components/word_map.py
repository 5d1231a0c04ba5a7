"""The trained vectors of a model: a table of words and numbers, a map, and who is near whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html

from components.empty_state import empty_state
from components.figures.word_map import word_map
from components.fold import fold
from components.graph import graph
from components.heat import heat_legend
from components.page import panel
from components.term import term

_PAUSE = 150
_COSINE = (
    "The cosine of the angle between two vectors: 1 when they point the same way, 0 at a right "
    "angle, \u22121 when they are opposite. Their lengths do not count."
)
_MAP_NOTE = (
    "The plane is the one along which the vectors of the 1,500 most frequent words are spread "
    "most (PCA); what lies off the plane is lost, so near here need not be near in truth: the "
    "list counts all numbers. Click a word to walk on."
)
_LEARNT = (
    "A model learns what its task needs and nothing more. One that was trained on opinions lays "
    "words along good and bad, and leaves a word that hardly matters, or was hardly seen, close to "
    "where chance put it: its neighbours mean nothing."
)


def word_map_section(
    ids: Callable[[str], str], models: Mapping[str, str], chosen: Mapping[str, Any]
) -> html.Div:
    """Return map, neighbours and vectors, waiting for their answers; see `follow_map`.

    Args:
        ids: Names the parts `map`, `picture`, `model`, `word`, `line`, `cloud`, `mine`, `near`.
        models: Name -> title of the models with word vectors.
        chosen: `model`, `word` and `line` at first.
    """
    return html.Div(
        [
            _controls(ids, models, chosen),
            html.Div([_picture(ids), _neighbours()], className="map-bench"),
            _vectors(),
            *(dcc.Store(id=ids(name)) for name in ("cloud", "mine", "near")),
        ],
        id=ids("map"),
        className="word-map",
    )


def no_word_map(ids: Callable[[str], str], reason: str) -> html.Div:
    """Return what stands there without any model; the link still finds what it keeps."""
    kept = [dmc.TextInput(id=ids(name)) for name in ("model", "word", "line")]
    return html.Div([empty_state(reason), html.Div(kept, hidden=True)])


def _controls(
    ids: Callable[[str], str], models: Mapping[str, str], chosen: Mapping[str, Any]
) -> Any:
    model = dmc.Select(
        id=ids("model"),
        label="Vectors learnt by",
        value=chosen["model"],
        data=[{"value": name, "label": title} for name, title in models.items()],
        allowDeselect=False,
        comboboxProps={"shadow": "md"},
    )
    word = dmc.TextInput(
        id=ids("word"),
        label="Neighbours of",
        value=chosen["word"],
        placeholder="a word",
        debounce=_PAUSE,
        attributes={"input": {"dir": "auto", "spellCheck": "false"}},
    )
    line = dmc.NumberInput(
        id=ids("line"),
        label="Path of sentence",
        value=chosen["line"],
        min=1,
        max=40,
        allowDecimal=False,
        clampBehavior="blur",
    )
    return html.Div([model, word, line], className="map-controls")


def _picture(ids: Callable[[str], str]) -> html.Section:
    label = "Map of word vectors: the most frequent words, those of the sentence, the neighbours"
    picture = graph(ids("picture"), word_map(), label=label, height=480, clear_on_unhover=True)
    said = html.P("\u2013", className="map-said", role="status", **{"data-live": "path"})
    return panel([picture, said], title="On a plane", note=_MAP_NOTE)


def _neighbours() -> html.Section:
    word = html.Strong("\u2013", dir="auto", **{"data-live": "near-word"})
    title = html.Span(["Nearest to ", word, html.Small([" by ", term("cosine", _COSINE)])])
    return panel(
        [
            html.P("\u2013", className="near-said", role="status", **{"data-live": "near-said"}),
            html.Ol(className="near-list"),
            html.P(className="near-trail", **{"aria-label": "Words walked through"}),
        ],
        title=title,
        note=_LEARNT,
    )


def _vectors() -> html.Section:
    cells = html.Div(
        className="vector-rows",
        dir="ltr",
        tabIndex=0,
        role="img",
        **{"aria-label": "One row of colours per word; the same numbers are in the table below"},
    )
    read = html.P("\u2013", className="readout vector-read", **{"data-live": "vector-read"})
    table = html.Div(html.Table(html.Tbody(), className="trace-table"), className="cell-table-box")
    said = html.Span(className="title-said", **{"data-live": "said-vectors"})
    return panel(
        [
            html.Div(heat_legend("\u2013", "0", "\u2013"), className="vector-legend"),
            cells,
            read,
            fold("The same as a table", table, class_name="vector-table"),
        ],
        title=html.Span(["One row per word, one column per number ", said]),
    )


def follow_map(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    plan = json.dumps({"map": ids("map"), "picture": ids("picture"), "word": ids("word")})
    namespace = "window.dash_clientside.unrolled"
    clientside_callback(
        f"(mine, line) => {namespace}.show_vectors({plan}, mine, line)",
        Input(ids("mine"), "data"),
        Input(ids("line"), "value"),
    )
    clientside_callback(
        f"(near) => {namespace}.show_neighbours({plan}, near)", Input(ids("near"), "data")
    )
    clientside_callback(
        f"(...shown) => {namespace}.map_figure({plan}, ...shown)",
        Output(ids("picture"), "figure"),
        Input(ids("cloud"), "data"),
        Input(ids("mine"), "data"),
        Input(ids("near"), "data"),
        Input(ids("line"), "value"),
        State(ids("picture"), "figure"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(hovered) => {namespace}.echo_from_map(hovered)",
        Input(ids("picture"), "hoverData"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(clicked) => {namespace}.walk_on_map({plan}, clicked)",
        Input(ids("picture"), "clickData"),
        prevent_initial_call=True,
    )
