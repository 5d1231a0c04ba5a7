"""Where a file is given: by button, by keyboard, by drag and drop.

`assets/upload.js` refuses what is too large before anything is sent, and says so.
"""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

_MEGABYTE = 2**20
_NARROWER = "Leave out rows or columns, or pack it with gzip."
_SHORTER = "Give a part of it."


def upload_area(
    upload_id: str,
    *,
    label: str,
    limit: int,
    hint: str = "",
    button: str = "Choose a file",
    is_sent: bool = False,
) -> html.Div:
    """Return the area; a callback reads `contents` and `filename` of the `dcc.Upload` inside.

    Both are None when nothing is chosen or the visitor has removed the file again. A large file is
    better sent as it is (`is_sent`): then a callback reads the store `token_id(upload_id)`, which
    holds {token, name, bytes} or None (see `components.file_exchange`).

    Args:
        upload_id: Id of the `dcc.Upload`.
        label: What the file is for, read aloud with the area.
        limit: Bytes that the file may have.
        hint: What the file has to look like, one sentence.
        button: Words on the button.
        is_sent: Whether the file is sent as it is, not as a string in `contents`.
    """
    invitation = html.Div(
        [
            dmc.Button(button, variant="default", size="sm", className="upload-button"),
            html.Span("or drop it here", className="upload-or"),
            html.Span(f"up to {_size(limit)}", className="upload-limit"),
        ],
        className="upload-invitation",
    )
    zone = dcc.Upload(
        invitation,
        id=upload_id,
        max_size=limit,
        multiple=False,
        className="upload-zone",
        className_active="upload-zone is-over",
        className_reject="upload-zone is-over",
        # Dash's own looks give way to assets/files.css.
        style={},
        style_active={},
        style_reject={},
    )
    return html.Div(
        [
            *([html.P(hint, className="upload-hint")] if hint else []),
            zone,
            _chosen(upload_id),
            html.P(id=_part(upload_id, "refused"), className="upload-refused", role="alert"),
            *([dcc.Store(id=token_id(upload_id))] if is_sent else []),
        ],
        className="upload",
        role="group",
        **{
            "aria-label": label,
            "data-upload": upload_id,
            "data-limit": str(limit),
            "data-most": _size(limit),
            "data-advice": _SHORTER if limit < _MEGABYTE else _NARROWER,
            "data-sent": "yes" if is_sent else "no",
        },
    )


def token_id(upload_id: str) -> str:
    """Return the id of the store with the token of a file that was sent as it is."""
    return _part(upload_id, "token")


def show_what_is_chosen(upload_id: str) -> None:
    """Register what shows the file's name and size, and what removes it; once per page."""
    clientside_callback(
        ClientsideFunction("upload", "chosen"),
        Output(_part(upload_id, "name"), "children"),
        Output(_part(upload_id, "chosen"), "hidden"),
        Input(upload_id, "contents"),
        State(upload_id, "filename"),
    )
    clientside_callback(
        ClientsideFunction("upload", "remove"),
        Output(upload_id, "contents", allow_duplicate=True),
        Output(upload_id, "filename", allow_duplicate=True),
        Output(_part(upload_id, "refused"), "children"),
        Input(_part(upload_id, "remove"), "n_clicks"),
        prevent_initial_call=True,
    )


def forget_when_removed(upload_id: str) -> None:
    """Register what removes a file that was sent as it is; once per page."""
    clientside_callback(
        ClientsideFunction("files", "remove"),
        Output(token_id(upload_id), "data"),
        Input(_part(upload_id, "remove"), "n_clicks"),
        State(token_id(upload_id), "data"),
        prevent_initial_call=True,
    )


def _size(limit: int) -> str:
    return f"{limit / 1000:.0f} kB" if limit < _MEGABYTE else f"{limit / _MEGABYTE:,.0f} MB"


def _chosen(upload_id: str) -> html.Div:
    """Return the line that names the file, with the button that removes it."""
    remove = dmc.Button(
        "Remove", id=_part(upload_id, "remove"), variant="subtle", color="gray", size="compact-sm"
    )
    name = html.Span(id=_part(upload_id, "name"), className="upload-name", dir="auto")
    return html.Div(
        [name, remove],
        id=_part(upload_id, "chosen"),
        className="upload-chosen",
        role="status",
        hidden=True,
    )


def _part(upload_id: str, part: str) -> str:
    return f"{upload_id}-{part}"
