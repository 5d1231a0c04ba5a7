"""A probe into a model that reads: text, neurons, opinion and answer as one linked whole.

The server sends one packed trace per text into a store; everything on screen is drawn from it in
the browser, so another neuron or another scale asks nobody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

from components.figures.opinion import opinion_curve
from components.fold import fold
from components.graph import graph
from components.neuron_strip import neuron_strip
from components.page import panel
from components.token_text import Coloured, token_text
from components.verdict import verdict

_SAVED = (
    ("png", "The coloured text and all neurons as a picture"),
    ("csv", "Every value of every neuron and gate, one row per word"),
    ("html", "The coloured text and a table, in one file that needs nothing else"),
)
_COLUMNS = ("Place", "Word", "Vocabulary", "Value", "Opinion")


@dataclass(frozen=True)
class ProbeIds:
    """Ids of a probe: of the whole, its curve, and of the four that hold what is shown."""

    whole: str
    curve: str
    trace: str
    neuron: str
    scale: str
    gate: str


@dataclass(frozen=True)
class Probed:
    """The model that is probed, and what of it is shown at first.

    Attributes:
        model: Its name.
        threshold: Probability from which it says "positive".
        neurons: How many neurons it has below the output neuron.
        neuron: The neuron chosen at first, "1" to `neurons` or "output".
        scale: The scale chosen at first, `fixed`, `review` or `raw`.
        gate: What is shown of the neuron at first, one of `core.contracts.STATES`.
    """

    model: str
    threshold: float
    neurons: int
    neuron: str
    scale: str
    gate: str = "activation"


def probe(ids: ProbeIds, probed: Probed, entry: Any, *, note: Any, empty: str) -> html.Div:
    """Return the probe, waiting for its first trace.

    Args:
        ids: Its ids; `follow_trace` must have been called with the same ones.
        probed: The model and the choices at first.
        entry: Where the text is typed.
        note: What the colours mean and what they do not.
        empty: What to do while there is no text.
    """
    answer = verdict(probed.threshold, no="negative", yes="positive")
    coloured = Coloured(ids.scale, probed.scale, ids.gate, probed.gate)
    return html.Div(
        [
            html.Div([entry, answer], className="probe-entry"),
            panel(token_text(coloured, empty=empty), note=note),
            panel(
                [_curve(ids, probed), neuron_strip(probed.neurons)],
                title="Every neuron, and the opinion after each word",
                note="One column per word. Click a row to colour the text by that neuron, a column "
                "to keep its word; or use the arrow keys in here and in the text.",
            ),
            html.Div(
                [fold("The same as a table", _table(), class_name="probe-table"), _save()],
                className="probe-foot",
            ),
            dcc.Store(id=ids.trace),
            dcc.Store(id=ids.neuron, data=probed.neuron),
        ],
        id=ids.whole,
        className="probe",
        **{"data-state": "waiting"},
    )


def _curve(ids: ProbeIds, probed: Probed) -> html.Div:
    figure = _drawn(probed.model, probed.threshold)
    label = "The model\u2019s opinion after each word, from negative to positive"
    return graph(ids.curve, figure, label=label, height=176, clear_on_unhover=True)


@lru_cache(maxsize=16)
def _drawn(model: str, threshold: float) -> dict[str, Any]:
    """Return the figure as plain values: building it takes longer than the rest of the page."""
    return dict(opinion_curve(model, threshold).to_plotly_json())


def _save() -> html.Div:
    """Return the buttons that take the heat map away (`assets/heat_export.js`)."""
    buttons = [
        html.Button(
            kind.upper(), type="button", className="preset", title=what, **{"data-save": kind}
        )
        for kind, what in _SAVED
    ]
    return html.Div(
        [html.Span("Save", className="presets-label"), *buttons],
        className="presets",
        role="group",
        **{"aria-label": "Save the heat map"},
    )


def _table() -> html.Table:
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in _COLUMNS]))
    caption = html.Caption(["Values of ", html.Span(**{"data-live": "neuron"})])
    return html.Table([caption, head, html.Tbody()], className="trace-table")


def follow_trace(ids: ProbeIds) -> None:
    """Register what happens in the browser; call it once per page, beside its callbacks."""
    plan = json.dumps({"probe": ids.whole, "curve": ids.curve, "neuron": ids.neuron})
    clientside_callback(
        f"(...shown) => window.dash_clientside.unrolled.show_trace({plan}, ...shown)",
        Input(ids.trace, "data"),
        Input(ids.neuron, "data"),
        Input(ids.scale, "value"),
        Input(ids.gate, "value"),
    )
    clientside_callback(
        ClientsideFunction("unrolled", "opinion_figure"),
        Output(ids.curve, "figure"),
        Input(ids.trace, "data"),
        State(ids.curve, "figure"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(hovered) => window.dash_clientside.unrolled.point_from_curve({plan}, hovered)",
        Input(ids.curve, "hoverData"),
        prevent_initial_call=True,
    )
