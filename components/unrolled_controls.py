"""What one neuron reads and with which weights; the gradient of each, checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from components.formula import symbol
from components.live_number import live_number
from components.number_slider import NumberRange, follow_number, number_slider
from components.page import panel
from components.term import term

_WEIGHTS = ("w0, the bias", "w1, of the input", "w2, of its own last answer")
_CHECK = (
    "Each weight is moved a little up and down, the whole series is read again both times, and "
    "the difference of the two losses is divided by the distance: (L(w + h) \u2212 "
    "L(w \u2212 h)) / 2h, h = 10\u207b\u2075 or, where the slope is steep, less. No derivative is "
    "needed for that, so it checks the one that was worked out."
)


def weight_sliders(
    ids: Callable[[str], str], w: Sequence[float], steps: int, limits: tuple[float, int]
) -> html.Section:
    """Return the sliders of the three weights and of the number of steps.

    Args:
        ids: Names the boxes `w0`, `w1`, `w2` and `steps` of the page.
        w: The weights at first.
        steps: How many steps are unrolled at first.
        limits: The largest weight and the most steps.
    """
    largest, most = limits
    weights = [
        number_slider(
            ids(f"w{place}"),
            symbol("w", sub=str(place), echo=f"w{place}"),
            w[place],
            NumberRange(-largest, largest, 0.01, 4),
            what,
        )
        for place, what in enumerate(_WEIGHTS)
    ]
    length = number_slider(
        ids("steps"), symbol("T"), steps, NumberRange(1, most, 1), "T, steps unrolled"
    )
    return panel([*weights, length], title="Three weights, T steps")


def follow_sliders(ids: Callable[[str], str]) -> None:
    """Register that every slider and its box say the same; call it once per page."""
    for name in ("w0", "w1", "w2", "steps"):
        follow_number(ids(name))


def gradient_check() -> html.Section:
    """Return the gradient of every weight beside its central difference."""
    head = html.Tr([html.Th(name, scope="col") for name in ("", "back", "measured", "apart")])
    rows = [
        html.Tr(
            [html.Th(_by(place), scope="row")]
            + [html.Td(live_number(f"{name}-{place}", echo=False)) for name in _COLUMNS]
        )
        for place in range(3)
    ]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="check-table")
    note = html.P("\u2013", className="panel-note", role="status", **{"data-live": "checked"})
    return panel([table, note], title=html.Span(["The gradient, checked ", term("?", _CHECK)]))


_COLUMNS = ("gradient", "check", "off")


def _by(place: int) -> Any:
    return html.Span(["\u2202L/\u2202", symbol("w", sub=str(place), echo=f"w{place}")])
