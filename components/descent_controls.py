"""What to set before the neuron is trained: epochs, learning rate, start, rows, seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

_SHOWN = 60
# In the order in which `assets/descent.js` joins them to a line.
CONTROLS = ("epochs", "rate", "kind", "w0", "w1", "w2", "seed", "rows", "some", "one")
GIVEN, DRAWN = "given", "drawn"


class Settings(Protocol):
    """The settings of a run; `core.descent_settings.Descent`."""

    epochs: int
    rate: float
    start: tuple[float, float, float] | None
    seed: int
    rows: str
    count: int
    ticker: str
    text: str


def control_id(ids: Callable[[str], str], name: str) -> str:
    """Return the id of one control of the training."""
    return ids(f"train-{name}")


def control_values(ids: Callable[[str], str], settings: Settings) -> dict[str, Any]:
    """Return control id -> value, for a chip that sets a whole run."""
    start = settings.start or (1.0, 1.0, 1.0)
    values: dict[str, Any] = {
        "epochs": settings.epochs,
        "rate": settings.rate,
        "kind": GIVEN if settings.start else DRAWN,
        **{f"w{i}": start[i] for i in range(3)},
        "seed": settings.seed,
        "rows": settings.rows,
        "some": settings.count,
    }
    if settings.ticker:
        values["one"] = settings.ticker
    return {control_id(ids, name): value for name, value in values.items()}


def descent_controls(
    ids: Callable[[str], str], settings: Settings, names: Sequence[str], ticker: str
) -> html.Div:
    """Return the controls and the store `train-settings` with the line they stand for.

    Args:
        ids: Names the parts; see `control_id`.
        settings: The run at first.
        names: Of all series.
        ticker: The series that "one" means at first.
    """
    values = control_values(ids, settings) | {control_id(ids, "one"): settings.ticker or ticker}

    def at(name: str) -> dict[str, Any]:
        return {"id": control_id(ids, name), "value": values[control_id(ids, name)]}

    start = [
        dmc.NumberInput(**at(f"w{i}"), label=f"w{sub}", step=0.1, w="5.5rem")
        for i, sub in enumerate("₀₁₂")
    ]
    return html.Div(
        [
            dmc.NumberInput(
                **at("epochs"), label="Epochs", min=1, max=5000, step=100, allowDecimal=False,
                w="6.5rem",
            ),
            dmc.NumberInput(**at("rate"), label="Learning rate α", step=0.01, min=0, w="7.5rem"),
            _group("Start weights", _kind(at("kind"))),
            html.Div(start, className="if-given start-weights"),
            _group("Series", _rows(at("rows"), len(names))),
            dmc.NumberInput(
                **at("some"), label="How many", min=1, max=len(names), allowDecimal=False,
                w="5.5rem", className="if-some",
            ),
            _series(at("one"), names),
            dmc.NumberInput(
                **at("seed"), label="Seed", min=0, max=10**6, allowDecimal=False, w="5.5rem",
                className="if-seed",
            ),
            dcc.Store(id=control_id(ids, "settings"), data=settings.text),
        ],
        className="descent-controls",
        **{"data-kind": values[control_id(ids, "kind")], "data-rows": settings.rows},
    )  # fmt: skip


def join_descent(ids: Callable[[str], str]) -> None:
    """Register that the store holds what the controls say; call it once per page."""
    clientside_callback(
        ClientsideFunction("unrolled", "join_descent"),
        Output(control_id(ids, "settings"), "data"),
        *(Input(control_id(ids, name), "value") for name in CONTROLS),
        prevent_initial_call=True,
    )


def _group(label: str, control: Any) -> html.Div:
    return html.Div(
        [html.Span(label, className="control-label"), control],
        className="labelled",
        role="group",
        **{"aria-label": label},
    )


def _kind(at: dict[str, Any]) -> Any:
    data = [{"value": GIVEN, "label": "these"}, {"value": DRAWN, "label": "drawn"}]
    return dmc.SegmentedControl(**at, data=data, size="sm")


def _rows(at: dict[str, Any], N: int) -> Any:
    data = [
        {"value": "all", "label": f"all {N:,}"},
        {"value": "some", "label": "some"},
        {"value": "one", "label": "one"},
    ]
    return dmc.SegmentedControl(**at, data=data, size="sm")


def _series(at: dict[str, Any], names: Sequence[str]) -> Any:
    return dmc.Select(
        **at,
        label="Which",
        data=list(names),
        searchable=True,
        allowDeselect=False,
        limit=_SHOWN,
        nothingFoundMessage="No series has such a name.",
        maxDropdownHeight=280,
        comboboxProps={"shadow": "md"},
        w="8rem",
        className="if-one",
    )
