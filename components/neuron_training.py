"""Gradient descent of one neuron, live: controls, loss curve, way over the loss surface, runs.

The browser asks for one piece of training after the other (`assets/descent.js`) and draws it; the
runs stay in the tab.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, clientside_callback, dcc, html

from components.descent_controls import (
    Settings,
    control_id,
    control_values,
    descent_controls,
    join_descent,
)
from components.figures.descent import DASHES, WINDOW, descent_curves, loss_surface
from components.figures.template import ZERO
from components.graph import graph
from components.icon import icon
from components.page import panel
from components.palette import RUNS
from components.presets import Preset, presets
from components.term import term

_EPOCH = (
    "One epoch: read all series, add up the gradient of the loss, move the three weights by minus "
    "α times the gradient. In this recipe every epoch is exactly one step."
)
_SURFACE = (
    "A slice through the loss: w₁ to the right, w₂ upwards, w₀ the same everywhere, namely what it "
    "is now. A way was walked with other values of w₀, so that its earlier points lay on other "
    "slices; only its end lies on this one."
)
_COLUMNS = ("run", "start", "α", "epochs", "series", "w₀", "w₁", "w₂", "MSE", "")
_EMPTY = "No run yet: press Train, or try one of the examples above."


@dataclass(frozen=True)
class TrainingData:
    """What can be trained on.

    Attributes:
        names: Of all series.
        ticker: The series that "one" means at first.
        note: Which data, on which rows measured.
        lecture: What the lecture printed: w0, w1, w2, MSE.
        largest: The largest weight that the stage of the page can show.
    """

    names: Sequence[str]
    ticker: str
    note: str
    lecture: Sequence[float]
    largest: float


def training_section(
    ids: Callable[[str], str],
    settings: Settings,
    data: TrainingData,
    examples: Sequence[Preset],
    remark: str = "",
) -> html.Section:
    """Return the section; `follow_training` must be called for the page.

    Args:
        ids: Names the parts; all begin with `train-`. The stage has its weights in `w0` to `w2`.
        settings: The run at first.
        data: What can be trained on.
        examples: Runs to try; a click also starts them.
        remark: What in the link could not be used.
    """
    said = [html.P(remark, className="entry-remark", role="status")] if remark else []
    start = settings.start or (1.0, 1.0, 1.0)
    curves = graph(
        control_id(ids, "curves"),
        descent_curves(),
        height=380,
        label="Mean squared error of every run over its epochs, on a logarithmic axis",
    )
    surface = graph(
        control_id(ids, "ways"),
        loss_surface(start),
        height=380,
        label="Way of the weights w1 and w2 of every run over the loss surface",
    )
    parts = [
        presets(examples),
        *said,
        descent_controls(ids, settings, data.names, data.ticker),
        _buttons(),
        html.Div(
            [
                _figure(["Loss after every ", term("epoch", _EPOCH)], curves, "naive"),
                _figure(["The way over the ", term("loss surface", _SURFACE)], surface, "slice"),
            ],
            className="descent-figures",
        ),
        html.P("\u00a0", className="descent-said", role="status", **{"data-descent": "said"}),
        _runs(data.lecture),
        *_stores(ids),
    ]
    plan = {
        "prefix": ids("train"),
        "settings": settings.text,
        "runs": RUNS,
        "dashes": DASHES,
        "window": WINDOW,
        "line": ZERO,
        "stage": [ids(f"w{place}") for place in range(3)],
        "largest": data.largest,
    }
    section = panel(parts, note=data.note)
    return html.Div(
        section, id=control_id(ids, "bench"), className="descent", **{"data-plan": json.dumps(plan)}
    )


def run_to_try(ids: Callable[[str], str], label: str, settings: Settings, why: str) -> Preset:
    """Return a chip that sets all controls; the browser then trains the line that it carries."""
    values = control_values(ids, settings)
    return Preset(label, {**values, control_id(ids, "settings"): {"data": settings.text}}, why)


def kept_of_training(ids: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    """Return what of the training stays in the link, for `keep_in_link`."""
    return {"train": (control_id(ids, "settings"), "data")}


def follow_training(ids: Callable[[str], str]) -> None:
    """Register what happens in the browser; call it once per page."""
    join_descent(ids)
    root = control_id(ids, "bench")
    for function, store in (
        ("descent_settings", "settings"), ("descent_piece", "piece"),
        ("descent_surface", "surface"), ("descent_runs", "runs"),
    ):  # fmt: skip
        clientside_callback(
            f"(data) => window.dash_clientside.unrolled.{function}({root!r}, data)",
            Input(control_id(ids, store), "data"),
        )


def _stores(ids: Callable[[str], str]) -> list[Any]:
    """Return what is asked, what is answered, and the runs of this tab."""
    passing = [dcc.Store(id=control_id(ids, name)) for name in ("ask", "piece", "look", "surface")]
    return [*passing, dcc.Store(id=control_id(ids, "runs"), storage_type="session")]


def _buttons() -> html.Div:
    go = [
        html.Span(icon("play"), className="when-paused"),
        html.Span(icon("pause"), className="when-playing"),
        html.Span("Train", **{"data-descent": "go"}),
    ]
    buttons = [
        _button(go, "train", "t", "Train, pause, continue (T)", is_main=True),
        _button("One epoch", "single", "e", "A single epoch (E)"),
        _button("Stop", "stop", "x", "End this run here and keep it (X)"),
    ]
    reading = html.P(
        "epoch 0", className="descent-reading", dir="ltr", **{"data-descent": "reading"}
    )
    return html.Div(
        [*buttons, reading], className="descent-buttons", role="group", **{"aria-label": "Training"}
    )


def _button(inside: Any, act: str, key: str, hint: str, *, is_main: bool = False) -> Any:
    button = html.Button(
        inside,
        type="button",
        className=f"descent-button{' is-main' if is_main else ''}",
        **{"data-act": act, "data-key": key},
    )
    return dmc.Tooltip(button, label=hint)


def _figure(title: list[Any], figure: Any, caption: str) -> html.Div:
    return html.Div(
        [
            html.H3(title, className="descent-title"),
            figure,
            html.P("\u2013", className="panel-note", **{"data-descent": caption}),
        ],
        className="descent-figure",
    )


def _runs(lecture: Sequence[float]) -> html.Div:
    head = html.Tr([html.Th(name, scope="col") for name in _COLUMNS])
    printed = [f"{value:.8f}".replace("-", "\u2212") for value in lecture]
    foot = ["The lecture printed", "1, 1, 1", "0.01", "1,000", "all 502", *printed, ""]
    table = html.Table(
        [
            html.Thead(head),
            html.Tbody(html.Tr(html.Td(_EMPTY, colSpan=len(_COLUMNS), className="no-run"))),
            html.Tfoot(html.Tr([html.Td(cell) for cell in foot])),
        ],
        className="descent-runs",
        dir="ltr",
    )
    clear = html.Button(
        "Remove all runs", type="button", className="preset", **{"data-act": "clear"}
    )
    return html.Div([html.Div(table, className="descent-scroll"), clear], className="descent-table")
