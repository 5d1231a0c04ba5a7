"""All neurons of a layer at once: one row per neuron, one column per word.

`assets/neuron_strip.js` fills the rows from a trace; without a trace they are empty.
"""

from __future__ import annotations

from dash import html

OUTPUT = "output"


def neuron_strip(neurons: int) -> html.Div:
    """Return the rows, a choice of one: neurons 1 to `neurons`, then the output neuron."""
    rows = [_row(str(place), str(place)) for place in range(1, neurons + 1)]
    rows.append(_row(OUTPUT, "Output"))
    words = html.Div(html.Div(className="strip-words"), className="strip-head")
    cursor = html.Div(
        html.Div(className="strip-cursor"), className="strip-over", **{"aria-hidden": "true"}
    )
    choice = html.Div(
        [*rows, cursor],
        className="strip-rows",
        role="radiogroup",
        **{"aria-label": "Neuron that colours the review"},
    )
    return html.Div([words, choice], className="strip", dir="ltr")


def _row(name: str, label: str) -> html.Div:
    spoken = "Output neuron" if name == OUTPUT else f"Neuron {name}"
    return html.Div(
        [
            html.Span(label, className="strip-label", **{"aria-hidden": "true"}),
            html.Span(className="strip-cells", **{"aria-hidden": "true"}),
        ],
        className="strip-row",
        role="radio",
        tabIndex=-1,
        **{"data-neuron": name, "aria-label": spoken, "aria-checked": "false"},
    )
