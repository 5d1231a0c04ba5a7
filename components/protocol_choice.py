"""How the forecasters are examined: a switch in plain sight, and each way in two sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import dash_mantine_components as dmc
from dash import html

TITLES = MappingProxyType(
    {"lecture": "As in the lecture", "others": "Other companies", "walk": "Walk-forward"}
)
_EXPLAINED = MappingProxyType(
    {
        "lecture": "Fitted to all series and the value that came next, and measured on the same "
        "rows. The scale was taken from all values, the one asked for included, so a forecaster "
        "can know what nobody knew.",
        "others": "The series are divided into five parts, and each part is forecast by what was "
        "fitted to the other four. It is the same day for all of them, and companies move "
        "together on a day: this still uses what nobody knew beforehand.",
        "walk": "The last days are forecast one by one, each only from the values before it and "
        "on a scale taken from these alone. This is what a forecast is: nothing that was fitted "
        "has seen the day it is measured on.",
    }
)


def protocol_choice(
    ids: Callable[[str], str], protocol: str, lags: Sequence[int], k: int
) -> html.Div:
    """Return the switch, the number of values that the linear forecasters read, and what it means.

    Args:
        ids: Names the parts `protocol`, `lags` and `explained`.
        protocol: Chosen at first.
        lags: What `k` can be.
        k: Chosen at first.
    """
    switch = dmc.SegmentedControl(
        id=ids("protocol"),
        value=protocol,
        data=[{"value": name, "label": title} for name, title in TITLES.items()],
        size="sm",
        className="protocol-switch",
    )
    depth = dmc.Select(
        id=ids("lags"),
        label="Linear ones read the last",
        value=str(k),
        data=[{"value": str(n), "label": f"{n} value{'' if n == 1 else 's'}"} for n in lags],
        allowDeselect=False,
        size="xs",
        className="protocol-lags",
    )
    asked = html.Div(
        [html.Span("Examined", className="presets-label"), switch],
        className="protocol-asked",
        role="group",
        **{"aria-label": "How the forecasters are examined"},
    )
    told = html.P(explained(protocol), id=ids("explained"), className="protocol-told")
    return html.Div(
        [html.Div([asked, depth], className="protocol-row"), told], className="protocol"
    )


def explained(protocol: str) -> list[Any]:
    """Return the two sentences on a protocol."""
    return [html.Strong(f"{TITLES[protocol]}. "), _EXPLAINED[protocol]]
