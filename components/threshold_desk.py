"""A threshold dragged over the answers to validation pairs: histogram, confusion, shares.

The server counts once per model and pair; `assets/threshold_desk.js` weighs while one drags.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, clientside_callback, dcc, html

from components.confusion_table import confusion_table
from components.empty_state import empty_state
from components.figures.score_histogram import score_histogram
from components.graph import graph
from components.page import panel
from components.when_seen import hand_on_when_seen

Ids = Callable[[str], str]
_NOTE = (
    "The pairs were kept out of training and share no question with it. Duplicates stand upwards, "
    "different pairs hang down: no threshold parts them cleanly, it only chooses which mistakes "
    "are made. A threshold picked on these pairs looks a little better here than it will elsewhere."
)
_NOTHING: Mapping[str, Any] = {
    "classes": ("different", "duplicate"), "threshold": 0.5, "rows": 0, "called": 0,
    "has_labels": True, "true_no": 0, "false_yes": 0, "false_no": 0, "true_yes": 0,
    "accuracy": None, "precision": None, "recall": None, "f1": None,
}  # fmt: skip


def threshold_desk(
    ids: Ids, models: Sequence[tuple[str, str]], chosen: tuple[Any, float]
) -> html.Section:
    """Return the panel, waiting for its first answer; see `follow_thresholds`.

    Args:
        ids: Names the parts `thresholds`, `threshold`, and those that begin with `threshold-`.
        models: Name and title of every model that keeps answers to validation pairs.
        chosen: The model that a link asks for, and the threshold at first, 0 to 1.
    """
    names = [name for name, _ in models]
    model, threshold = chosen
    kept = model if model in names else (names or [""])[0]
    if not names:
        hidden = [dcc.Input(id=ids("threshold-model"), type="hidden", value=""),
                  dcc.Input(id=ids("threshold"), type="hidden", value=threshold)]  # fmt: skip
        reason = "No model here keeps its answers to validation pairs, so nothing can be weighed."
        return panel([empty_state(reason), *hidden])
    whole = panel(
        [
            _choice(ids("threshold-model"), models, kept),
            html.P(className="thresholds-pair", role="status"),
            graph(
                ids("threshold-scores"),
                label="How many validation pairs got which probability of being duplicates",
                height=300,
            ),
            html.Div(_slider(ids("threshold"), threshold), className="job-threshold"),
            html.Div(className="presets thresholds-offers", role="group"),
            html.P(className="thresholds-said", role="status"),
            confusion_table(_NOTHING, {}),
            dcc.Store(id=ids("threshold-asked")),
            dcc.Store(id=ids("threshold-told")),
        ],
        note=_NOTE,
    )
    whole.id = ids("thresholds")
    whole.className += " thresholds"
    return whole


def _choice(place: str, models: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    data: Any = [{"value": name, "label": title} for name, title in models]
    switch = dmc.SegmentedControl(id=place, value=chosen, data=data)
    return html.Div(
        [html.Span("Model", className="presets-label"), switch],
        className="pair-words-choice",
        role="group",
        **{"aria-label": "Model whose answers are weighed"},
    )


def _slider(place: str, threshold: float) -> Any:
    return dmc.Slider(
        id=place,
        min=0,
        max=1,
        step=0.01,
        value=threshold,
        precision=2,
        color="var(--ink)",
        updatemode="drag",
        thumbLabel="Threshold",
    )


def follow_thresholds(
    ids: Ids,
    pair: tuple[Input, Input],
    ask: Callable[[Any, str, str, Any], dict[str, Any]],
) -> None:
    """Register what keeps the panel up to date; call it once per page.

    Args:
        ids: As given to `threshold_desk`.
        pair: Where the two questions come from.
        ask: Model, both questions and threshold -> `core.pair_thresholds.pair_thresholds`.
    """
    chosen = Input(ids("threshold-model"), "value")
    hand_on_when_seen(ids("thresholds"), ids("threshold-asked"), chosen, *pair)
    plan = json.dumps({"part": ids("thresholds"), "slider": ids("threshold")})

    @callback(
        Output(ids("threshold-told"), "data"),
        Input(ids("threshold-asked"), "data"),
        State(ids("threshold"), "value"),
        prevent_initial_call=True,
    )
    def weigh_the_validation_pairs(asked: list[Any], threshold: Any) -> dict[str, Any]:
        """Count the answers of the model, and place the pair among them."""
        model, first, second = asked
        return with_picture(ask(model, first or "", second or "", threshold))

    clientside_callback(
        f"(told, value) => window.dash_clientside.unrolled.weigh_pairs({plan}, told, value)",
        Output(ids("threshold-scores"), "figure"),
        Input(ids("threshold-told"), "data"),
        Input(ids("threshold"), "value"),
        prevent_initial_call=True,
    )


def with_picture(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the core told, with its histogram as `figure`."""
    pair, reading = told["pair"], told["reading"]
    mark = (pair["probability"], f"this pair {pair['probability']:.2f}") if pair else None
    return {**told, "figure": score_histogram({**reading, "mark": mark})}
