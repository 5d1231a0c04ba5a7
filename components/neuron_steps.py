"""Every number of one neuron on its way there and back, as a table: the last steps of a series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.figures_table import figures_table

_COLUMNS = (
    "step t", "xₜ", "oₜ", "ŷₜ", "factor w₂(1 − ŷₜ²)", "their product from here on", "δₜ = ∂L/∂oₜ",
    "Jₜ for w₀", "for w₁", "for w₂",
)  # fmt: skip
SHOWN = 12


def weight_inputs(ids: Callable[[str], str], w: Sequence[float]) -> html.Div:
    """Return the three weights to set; their ids end in `w0`, `w1`, `w2`."""
    return html.Div(
        [
            dmc.NumberInput(
                id=ids(f"w{i}"),
                label=f"w{i}, {what}",
                value=w[i],
                step=0.1,
                min=-5,
                max=5,
                w="9rem",
            )
            for i, what in enumerate(("bias", "input", "own last answer"))
        ],
        className="weight-inputs",
    )


def neuron_steps(there: Any, back: Any, y: float) -> Any:
    """Return the table of the last steps, the newest one below, and dL/dw in a sentence.

    Args:
        there: The way there: x, sums, outputs.
        back: The way back: factors, products, deltas, J, gradient.
        y: The target.
    """
    T = len(there.x)
    rows = []
    for t in range(max(0, T - SHOWN), T):
        factor = _number(back.factors[t]) if t < T - 1 else None
        rows.append(
            [
                f"{t + 1}",
                *map(_number, (there.x[t], there.sums[t], there.outputs[t + 1])),
                factor,
                *map(_number, (back.products[t], back.deltas[t], *back.J[t])),
            ]
        )
    loss = (y - float(there.outputs[-1])) ** 2
    weights = ", ".join(_number(part) for part in back.gradient)
    note = (
        f"What came next is {_number(y)}, so the loss is {_number(loss)} and its gradient over all "
        f"{T} steps is ({weights}). Of the gradient at step {T}, {_number(back.products[0])} times "
        "itself arrives at step 1."
    )
    return figures_table(_COLUMNS, rows, note=note)


def _number(value: float) -> str:
    shown = f"{value:.2e}" if value != 0 and abs(value) < 0.0005 else f"{value:.3f}"
    return shown.replace("-", "\u2212")
