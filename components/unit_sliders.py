"""The weights of an LSTM of one unit, set by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

from components.formula import symbol
from components.page import panel
from components.presets import Preset, presets

_GATES = ("input", "forget", "candidate", "output")  # as Keras keeps them
_LETTERS = {"input": "i", "forget": "f", "candidate": "c\u0303", "output": "o"}
_NOTE = (
    "Nobody trained these weights: you set them. The LSTM of the review reads words, so a series "
    "of numbers needs one of its own: one unit, twelve weights."
)


@dataclass(frozen=True)
class SliderRange:
    """How far a weight can go to either side, and in which steps."""

    limit: float
    step: float


def slider_id(ids: Callable[[str], str], place: int) -> str:
    """Return the id of the slider of one of the twelve weights, counted from 0."""
    return ids(f"w-{_GATES[place // 3]}-{place % 3}")


def unit_sliders(
    ids: Callable[[str], str],
    weights: Sequence[float],
    limits: SliderRange,
    recipes: Sequence[Preset],
) -> html.Section:
    """Return chips with weights to try and twelve sliders, three for each gate.

    Args:
        ids: Names the sliders and the store `weights`, which holds all twelve as text.
        weights: (w0, w1, w2) at first, gate after gate.
        limits: How far they go.
        recipes: Weights to try; see `recipe_values`.
    """
    groups = [
        html.Div(
            [
                _title(gate),
                *(_slider(ids, 3 * g + w, weights[3 * g + w], limits) for w in range(3)),
            ],
            className="slider-group",
        )
        for g, gate in enumerate(_GATES)
    ]
    store = dcc.Store(id=ids("weights"), data=",".join(f"{weight:g}" for weight in weights))
    return panel(
        [presets(recipes), html.Div(groups, className="sliders"), store],
        title="Set the weights by hand",
        note=_NOTE,
    )


def recipe_values(ids: Callable[[str], str], weights: Sequence[float]) -> dict[str, float]:
    """Return slider id -> value, for a chip that sets all weights."""
    return {slider_id(ids, place): weight for place, weight in enumerate(weights)}


def join_weights(ids: Callable[[str], str]) -> None:
    """Register that the store holds what the sliders say; call it once per page."""
    clientside_callback(
        ClientsideFunction("unrolled", "join_weights"),
        Output(ids("weights"), "data"),
        *(Input(slider_id(ids, place), "value") for place in range(3 * len(_GATES))),
    )


def _title(gate: str) -> html.H3:
    mark = html.Span(className=f"gate-mark is-{gate}", **{"aria-hidden": "true"})
    return html.H3([mark, gate], className="slider-title")


def _slider(ids: Callable[[str], str], place: int, weight: float, limits: SliderRange) -> Any:
    gate, of = _GATES[place // 3], place % 3
    name = f"{gate}: weight {of} of {('the bias', 'the input', 'the last output')[of]}"
    slider = dmc.Slider(
        id=slider_id(ids, place),
        value=weight,
        min=-limits.limit,
        max=limits.limit,
        step=limits.step,
        precision=2,
        updatemode="drag",
        label=None,
        size="sm",
        thumbLabel=name,
        marks=[{"value": 0}],
    )
    letter = symbol("W", sub=str(of), sup=_LETTERS[gate])
    value = html.Span(f"{weight:g}", className="live-number", **{"data-weight": str(place)})
    return html.Div([letter, slider, value], className="slider-row")
