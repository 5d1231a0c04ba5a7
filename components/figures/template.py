"""The plotly template `unrolled`, the same for every figure and for both colour schemes.

Data keep their mid-toned colours. Words, grid lines and the ink of a series are drawn in a few
reserved colours; CSS repaints exactly these when the dark scheme is on, so switching needs no
callback and a figure never asks which scheme it is drawn in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import plotly.graph_objects as go
import plotly.io

from components import colour
from components.heat import heat_colorscale
from components.palette import GATES, LIGHT, SERIES, TRUTH
from components.theme import SANS

TEXT, TEXT_FAINT = LIGHT["ink-soft"], LIGHT["ink-faint"]
GRID, ZERO = LIGHT["line"], LIGHT["line-strong"]
PAPER = LIGHT["surface"]
SIZE = 13

_NOTHING = "rgba(0,0,0,0)"
_AXIS = {
    "gridcolor": GRID,
    "gridwidth": 1,
    "zerolinecolor": ZERO,
    "zerolinewidth": 1,
    "linecolor": ZERO,
    "tickcolor": ZERO,
    "ticks": "",
    "ticklabelstandoff": 4,
    "automargin": True,
    "nticks": 7,
    "tickfont": {"color": TEXT_FAINT},
    "title": {"font": {"color": TEXT}, "standoff": 12},
}
_HOVER = {
    "bgcolor": PAPER,
    "bordercolor": ZERO,
    "font": {"family": SANS, "color": LIGHT["ink"], "size": SIZE},
    "align": "left",
}
_LEGEND = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1.02,
    "yanchor": "bottom",
    "bgcolor": _NOTHING,
    "font": {"color": TEXT},
}

# Reserved colour -> the custom property that paints it in either scheme.
REPAINTED: Mapping[str, str] = MappingProxyType(
    {
        LIGHT["ink"]: "ink",
        TEXT: "ink-soft",
        TEXT_FAINT: "ink-faint",
        GRID: "line",
        ZERO: "line-strong",
        PAPER: "surface",
        SERIES: "series",
    }
)


def template() -> go.layout.Template:
    """Return the template: no frame, thin grid, axis titles at the ends, quiet hover cards."""
    layout = go.Layout(
        font={"family": SANS, "size": SIZE, "color": TEXT},
        paper_bgcolor=_NOTHING,
        plot_bgcolor=_NOTHING,
        colorway=[SERIES, TRUTH, *GATES.values()],
        colorscale={"diverging": heat_colorscale()},
        margin={"l": 8, "r": 16, "t": 16, "b": 8},
        xaxis={**_AXIS, "showgrid": False, "zeroline": False},
        yaxis=_AXIS,
        hovermode="closest",
        hoverdistance=24,
        dragmode=False,
        hoverlabel=_HOVER,
        legend=_LEGEND,
        modebar={"bgcolor": _NOTHING, "color": ZERO, "activecolor": TEXT},
        annotationdefaults={"showarrow": False, "font": {"color": TEXT}},
        transition={"duration": 0},
    )
    lines, bars = (
        {"line": {"width": 1.75}, "marker": {"size": 6}},
        {"marker": {"line": {"width": 0}}},
    )
    return go.layout.Template(layout=layout, data={"scatter": [lines], "bar": [bars]})


def figure_css() -> str:
    """Return the rules that repaint the reserved colours with those of the current scheme."""
    rules = []
    for reserved, name in REPAINTED.items():
        red, green, blue = colour.channels(reserved)
        for prop in ("fill", "stroke"):
            selector = f'.js-plotly-plot [style*="{prop}: rgb({red}, {green}, {blue})"]'
            rules.append(f"{selector}{{{prop}:var(--{name})!important}}")
    return "\n".join(rules)


TEMPLATE = template()
plotly.io.templates["unrolled"] = TEMPLATE
