"""Which cell is shown, and what is done to its gates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.page import panel
from components.term import term

_FORCED = (
    "Forced: the gate is held at 0 or 1 at every word, in both layers, and the model reads the "
    "text again. Its other weights stay as they were trained, so this is another model than the "
    "one that was measured."
)


def unit_choice(
    ids: Callable[[str], str], units: Sequence[int], layer: int, unit: int
) -> html.Section:
    """Return the choice of a layer and of one of its units.

    Args:
        ids: Names the parts `layer` and `unit` of the page; their values are "1", "2", ….
        units: Units of every layer, lowest first; the last layer gives the answer.
        layer: The layer chosen at first, counted from 1.
        unit: The unit chosen at first, counted from 1.
    """
    names = [f"{place} \u00b7 {_counted(count)}" for place, count in enumerate(units, start=1)]
    names[-1] += ", the answer"
    return panel(
        [
            _labelled("Layer", ids("layer"), _options(names), str(layer)),
            html.Div(
                _labelled("Unit", ids("unit"), _options(range(1, units[0] + 1)), str(unit), "xs"),
                className="unit-choice",
            ),
        ],
        title="Whose cell",
    )


def gate_choice(ids: Callable[[str], str], gates: dict[str, str]) -> html.Section:
    """Return the choice of what is done to the forget and the input gate.

    Args:
        ids: Names a part of the page for every gate.
        gates: Gate -> its value at first: "learnt", "0" or "1".
    """
    ends = {"forget": ("forgets all", "keeps all"), "input": ("shut", "wide open")}
    rows = [
        _labelled(_gate_name(name), ids(name), _choices(*ends[name]), value)
        for name, value in gates.items()
    ]
    plain = html.P(
        ["As trained, it says ", html.Strong("\u2013", **{"data-live": "plain"}), "."],
        className="when-forced panel-note",
        role="status",
    )
    return panel([*rows, plain], title=html.Span(["Force a gate ", term("?", _FORCED)]))


def _gate_name(name: str) -> list[Any]:
    mark = html.Span(className=f"gate-mark is-{name}", **{"aria-hidden": "true"})
    return [mark, f"{name.capitalize()} gate"]


def _choices(shut: str, opened: str) -> list[dict[str, Any]]:
    words = (("learnt", "as learnt"), ("0", f"0 \u00b7 {shut}"), ("1", f"1 \u00b7 {opened}"))
    return [{"value": value, "label": label} for value, label in words]


def _labelled(
    label: Any, control_id: str, data: list[dict[str, Any]], value: str, size: str = "sm"
) -> html.Div:
    spoken = label if isinstance(label, str) else str(label[-1])
    choice = dmc.SegmentedControl(
        id=control_id, data=data, value=value, size=size, fullWidth=True, **{"aria-label": spoken}
    )
    return html.Div([html.Span(label, className="control-label"), choice], className="control")


def _options(names: Any) -> list[dict[str, Any]]:
    return [{"value": str(place), "label": str(name)} for place, name in enumerate(names, start=1)]


def _counted(count: int) -> str:
    return f"{count} unit{'s' if count > 1 else ''}"
