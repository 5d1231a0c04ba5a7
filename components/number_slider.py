"""A number to drag or to type: slider and box always say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, clientside_callback, html


@dataclass(frozen=True)
class NumberRange:
    """From where to where a number goes, in which steps, with how many digits at most."""

    low: float
    high: float
    step: float
    digits: int = 0


def number_slider(box_id: str, letter: Any, value: float, limits: NumberRange, what: str) -> Any:
    """Return slider and box; the value is that of the box, `follow_number` joins the two.

    Args:
        box_id: Id of the box.
        letter: What stands before it, short.
        value: The number at first.
        limits: How far it goes.
        what: What it is, in words.
    """
    shared = {"value": value, "min": limits.low, "max": limits.high, "step": limits.step}
    marks = [{"value": 0}] if limits.low < 0 < limits.high else []
    slider = dmc.Slider(
        id=slider_id(box_id),
        **shared,
        precision=limits.digits,
        updatemode="drag",
        label=None,
        size="sm",
        thumbLabel=what,
        marks=marks,
    )
    box = dmc.NumberInput(
        id=box_id,
        **shared,
        decimalScale=limits.digits,
        clampBehavior="strict",
        size="xs",
        **{"aria-label": what},
    )
    return html.Div([letter, slider, box], className="number-slider")


def slider_id(box_id: str) -> str:
    """Return the id of the slider beside a box."""
    return f"{box_id}-slider"


def follow_number(box_id: str) -> None:
    """Register that slider and box say the same; call it once per page."""
    slider = slider_id(box_id)
    clientside_callback(
        f"(...values) => window.dash_clientside.unrolled.same_number({slider!r}, ...values)",
        Output(slider, "value"),
        Output(box_id, "value"),
        Input(slider, "value"),
        Input(box_id, "value"),
        prevent_initial_call=True,
    )
