"""Chips that load an instructive state in one click: a teacher's script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_mantine_components as dmc
from dash import html


@dataclass(frozen=True)
class Preset:
    """One chip.

    Attributes:
        label: What it says, a few words.
        values: Component id -> its new `value`, or a mapping of several properties.
        why: What there is to see, shown on hover.
    """

    label: str
    values: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""


def presets(chips: Sequence[Preset]) -> html.Div:
    """Return the row of chips; a click sets the values in the browser, callbacks then follow."""
    return html.Div(
        [html.Span("Try", className="presets-label"), *(_chip(preset) for preset in chips)],
        className="presets",
        role="group",
        **{"aria-label": "Examples to try"},
    )


def _chip(preset: Preset) -> Any:
    values = {
        name: value if isinstance(value, Mapping) else {"value": value}
        for name, value in preset.values.items()
    }
    chip = html.Button(
        preset.label, type="button", className="preset", **{"data-set": json.dumps(values)}
    )
    return dmc.Tooltip(chip, label=preset.why, multiline=True, maw=280) if preset.why else chip
