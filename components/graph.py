"""The one way to put a plotly figure on a page."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

GRAPH_CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "toImageButtonOptions": {"format": "png", "filename": "unrolled", "scale": 2},
}


def graph(
    graph_id: str | dict[str, Any],
    figure: Any = None,
    *,
    label: str,
    height: int = 360,
    **graph_options: Any,
) -> html.Div:
    """Return a figure that fills its column and reserves its height before it is drawn.

    Args:
        graph_id: Id of the `dcc.Graph` inside.
        figure: Plotly figure; None when a callback will send it.
        label: What the picture shows, for those who do not see it.
        height: Height in px at the normal type size; it grows in presenter mode.
        graph_options: Passed to `dcc.Graph`, for example `clear_on_unhover=True`.
    """
    return html.Div(
        dcc.Graph(
            id=graph_id,
            figure=figure if figure is not None else _empty_figure(),
            config=GRAPH_CONFIG,
            responsive=True,
            className="graph-plot",
            **graph_options,
        ),
        className="graph",
        style={"blockSize": f"{height / 16}rem"},
        role="group",
        **{"aria-label": label},
    )


def _empty_figure() -> dict[str, Any]:
    """Return a figure of nothing: no axes appear before there is something to show."""
    hidden = {"visible": False}
    return {
        "data": [],
        "layout": {
            "xaxis": hidden,
            "yaxis": hidden,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    }
