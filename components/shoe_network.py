"""The network of the price drawn with the numbers of one shoe: two ways in, one price out.

Every layer is a strip of its numbers, from the title and from the table down to the price.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from dash import Input, Output, callback, dcc, html

from components.heat_strip import heat_strip, level_of
from components.page import panel
from components.shoe_price import dollars
from components.when_seen import hand_on_when_seen
from core.contracts import Floats, Token

_FEW = 5  # neurons whose numbers are written out
_KEY = (
    "Blue is below 0, red above, the stronger the further, each layer on its own scale. The title "
    "has room for as many words as its strip is wide; behind the last word stands padding, which "
    "the LSTM reads as well."
)
_FIELDS = {"brand": "brand", "categories": "kind", "colors": "colour", "sizes": "size"}


class Layer(Protocol):
    """One layer; see `core.shoe_flow.Layer`."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def says(self) -> str: ...  # noqa: D102
    @property
    def values(self) -> Floats: ...  # noqa: D102
    @property
    def largest(self) -> float: ...  # noqa: D102


class Flow(Protocol):
    """Everything that flows; see `core.shoe_flow.Flow`."""

    @property
    def tokens(self) -> Sequence[Token]: ...  # noqa: D102
    @property
    def places(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> Sequence[Layer]: ...  # noqa: D102
    @property
    def table(self) -> Layer: ...  # noqa: D102
    @property
    def facts(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def joined(self) -> Sequence[Layer]: ...  # noqa: D102
    @property
    def joins(self) -> tuple[int, int]: ...  # noqa: D102
    @property
    def said(self) -> Sequence[tuple[str, float]]: ...  # noqa: D102
    @property
    def halves(self) -> Sequence[float]: ...  # noqa: D102
    @property
    def logarithm(self) -> float: ...  # noqa: D102


def shoe_network(ids: Callable[[str], str]) -> html.Section:
    """Return the panel, waiting for its first shoe; call `follow_network` with the same ids.

    Args:
        ids: Names the parts `network`, `drawn` and the store `drawn-shoe` of the page.
    """
    whole = panel(
        [html.Div(id=ids("drawn"), className="shoe-network"), dcc.Store(id=ids("drawn-shoe"))],
        note=_KEY,
    )
    whole.id = ids("network")
    return whole


def follow_network(
    ids: Callable[[str], str], inputs: Sequence[Input], ask: Callable[[Any], Any]
) -> None:
    """Register what draws the network once it is in sight; call it once per page.

    Args:
        ids: As given to `shoe_network`.
        inputs: What a shoe consists of.
        ask: The list of their values -> a `Flow`, or why there is none.
    """
    hand_on_when_seen(ids("network"), ids("drawn-shoe"), *inputs)

    @callback(
        Output(ids("drawn"), "children"),
        Input(ids("drawn-shoe"), "data"),
        prevent_initial_call=True,
    )
    def draw_network(asked: Any) -> Any:
        """Draw every layer with the numbers of this shoe."""
        return drawn_network(ask(asked))


def drawn_network(flow: Flow | str) -> list[Any]:
    """Return all layers from top to bottom; of a shoe without an answer the reason."""
    if isinstance(flow, str):
        return [html.P(flow, className="state-reason")]
    ways = html.Div([_title_way(flow), _table_way(flow)], className="shoe-ways")
    many, few = flow.joins
    join = _arrow(f"{many:,} \u2295 {few} = {many + few:,} numbers, joined")
    layers: list[Any] = [ways, join]
    for layer in flow.joined:
        layers += [_layer(layer), _arrow("")]
    return [*layers, *(_halves(flow) if flow.halves else []), _price(flow)]


def _title_way(flow: Flow) -> html.Div:
    words = [_word(token) for token in flow.tokens]
    count = len(flow.tokens)
    there = [[1.0] * count + [0.0] * (flow.title[0].values.shape[1] - count)]
    head = html.Div(
        [
            _name(f"Title {flow.places}", "words as ids, then padding"),
            html.Ol(words, className="shoe-words"),
            _strip(there, 1.0, f"{count} of {flow.places} places are words"),
        ],
        className="shoe-layer",
    )
    steps: list[Any] = [head]
    for layer in flow.title:
        steps += [_arrow(""), _layer(layer)]
    cells = flow.title[-1].values.shape[0]
    last = f"Flatten: {flow.places} \u00d7 {cells} = {flow.joins[0]:,}"
    return html.Div([*steps, _arrow(last)], className="shoe-way")


def _word(token: Token) -> html.Li:
    kind = "is-known" if token.is_known else "is-unknown"
    return html.Li(
        [html.Bdi(token.word), html.Small(f"{token.id:,}")], className=f"pair-slot {kind}"
    )


def _table_way(flow: Flow) -> html.Div:
    facts = [
        html.Li(
            [
                html.Small(_FIELDS[fact.column.field]),
                html.Span(fact.column.name, dir="auto"),
                html.Span(f"{fact.value:.2f}".rstrip("0").rstrip("."), className="live-number"),
            ]
        )
        for fact in flow.facts
    ]
    head = html.Div(
        [
            _name("Table 84", "what of it is not 0"),
            html.Ul(facts, className="shoe-facts"),
        ],
        className="shoe-layer",
    )
    return html.Div(
        [head, _arrow("each minus its mean, divided by its spread"), _layer(flow.table)],
        className="shoe-way",
    )


def _layer(layer: Layer) -> html.Div:
    values = layer.values
    label = f"{layer.name}: {values.size:,} numbers from {values.min():.2f} to {values.max():.2f}"
    parts: list[Any] = [_name(layer.name, layer.says)]
    if values.size <= _FEW:
        parts.append(_neurons(values.ravel(), layer.largest))
    else:
        parts.append(_strip(values.tolist(), layer.largest, label))
    return html.Div(parts, className="shoe-layer")


def _name(name: str, says: str) -> html.P:
    return html.P([html.Strong(name), html.Span(says)], className="shoe-name")


def _strip(values: Sequence[Sequence[float]], largest: float, label: str) -> html.Div:
    rows = len(values)
    return html.Div(
        className=f"shoe-strip {'is-map' if rows > 1 else ''}".strip(),
        role="img",
        dir="ltr",
        style={"blockSize": f"{_height(rows)}rem"},
        **{"aria-label": label, "data-svg": heat_strip(values, largest)},
    )


def _height(rows: int) -> float:
    return 1.25 if rows == 1 else round(min(7.0, 2.0 + rows / 10), 2)


def _neurons(values: Floats, largest: float) -> html.Ol:
    cells = [
        html.Li(f"{value:.3f}", className=f"heat-{level_of(float(value), largest)} live-number")
        for value in values
    ]
    return html.Ol(cells, className="shoe-neurons")


def _arrow(words: str) -> html.P:
    return html.P(words, className="shoe-arrow" if words else "shoe-arrow is-bare")


def _halves(flow: Flow) -> list[Any]:
    """Return the wide half: what is said, with the weight of each, and both logarithms."""
    largest = max((abs(share) for _, share in flow.said), default=1.0)
    said = [
        html.Li([html.Bdi(text), html.Span(f"{share:+.3f}".replace("-", "\u2212"),
                 className=f"live-number heat-{level_of(share, largest)}")])
        for text, share in flow.said
    ]  # fmt: skip
    wide, deep = flow.halves
    return [
        html.Div(
            [
                _name("Wide", "a ridge regression: what is said, each with its own weight"),
                html.Ul(said, className="shoe-said"),
            ],
            className="shoe-layer",
        ),
        _arrow(f"wide {wide:.3f}, deep {deep:.3f}: their weighted mean"),
    ]  # fmt: skip


def _price(flow: Flow) -> html.P:
    return html.P(
        [
            html.Strong("Dense 1"),
            html.Span(f"{flow.logarithm:.3f}", className="live-number"),
            html.Span("\u2192 e to that power"),
            html.Strong(dollars(math.exp(flow.logarithm)), className="shoe-end"),
        ],
        className="shoe-out",
    )
