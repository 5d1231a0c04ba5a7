"""Tables as CSV files: small buttons, and the file that the server writes on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import Input, Output, State, callback, ctx, dcc, html


def table_files(ids: Callable[[str], str], kinds: Mapping[str, str]) -> html.Div:
    """Return the buttons.

    Args:
        ids: Names the parts `save-<kind>` and `saved`.
        kinds: Kind of the file -> words on its button.
    """
    buttons = [
        html.Button(words, id=ids(f"save-{kind}"), type="button", className="small-button")
        for kind, words in kinds.items()
    ]
    return html.Div(
        [html.Span("Save as CSV"), *buttons, dcc.Download(id=ids("saved"))], className="table-files"
    )


def follow_table_files(
    ids: Callable[[str], str],
    kinds: Mapping[str, str],
    parts: Mapping[str, str],
    written: Callable[..., tuple[str, str]],
) -> None:
    """Register what writes the files; once per page.

    Args:
        ids: Those of `table_files`.
        kinds: As in `table_files`.
        parts: Part of the page -> its property, passed on to `written` in this order.
        written: (kind, values of the parts …) -> name and content of the file.
    """

    @callback(
        Output(ids("saved"), "data"),
        *(Input(ids(f"save-{kind}"), "n_clicks") for kind in kinds),
        *(State(ids(part), kind) for part, kind in parts.items()),
        prevent_initial_call=True,
    )
    def save(*given: Any) -> dict[str, Any]:
        """Write the file that is asked for."""
        kind = next(kind for kind in kinds if ctx.triggered_id == ids(f"save-{kind}"))
        name, content = written(kind, *given[len(kinds) :])
        return {"filename": name, "content": content, "type": "text/csv;charset=utf-8"}
