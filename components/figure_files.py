"""A figure as a file: PNG or SVG, made in the browser, without the server.

`assets/figure_files.js` draws it once more on white paper, so that it can be printed or put on a
slide whatever the colour scheme of the page.
"""

from __future__ import annotations

from dash import html

_FORMATS = ("PNG", "SVG")


def figure_files(graph_id: str, name: str, *, named_by: str | None = None) -> html.Div:
    """Return two small buttons that save a figure.

    Args:
        graph_id: Id of the `dcc.Graph`.
        name: How the file is called, without its ending.
        named_by: Id of an element whose text is added to the name, such as the chosen ticker.
    """
    buttons = [
        html.Button(
            kind,
            type="button",
            className="small-button",
            **{
                "aria-label": f"Save the figure as {kind}",
                "data-figure": graph_id,
                "data-format": kind.lower(),
                "data-file": name,
                **({"data-named-by": named_by} if named_by else {}),
            },
        )
        for kind in _FORMATS
    ]
    return html.Div([html.Span("Save the figure"), *buttons], className="figure-files")
