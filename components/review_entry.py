"""Where a text is typed: the box, how long the text is, and what of it is used."""

from __future__ import annotations

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, clientside_callback, html

PAUSE = 150


def review_entry(
    box_id: str, letters_id: str, text: str, limit: int, remarks: Sequence[str] = ()
) -> html.Section:
    """Return the box; its value follows typing after a pause of 150 ms.

    Args:
        box_id: Id of the text area, whose `value` is the text.
        letters_id: Id of the line that says how long the text is.
        text: What stands in it at first.
        limit: Characters that are read; the line says when there are more.
        remarks: What was wrong with the link, one sentence each.
    """
    box = dmc.Textarea(
        id=box_id,
        value=text,
        label="Your review",
        placeholder="Type a review\u2026",
        debounce=PAUSE,
        minRows=4,
        resize="vertical",
        spellCheck=False,
        attributes={"input": {"dir": "auto"}},
    )
    length = html.P(id=letters_id, className="entry-length", **{"data-limit": str(limit)})
    said = [html.P(remark, className="entry-remark", role="status") for remark in remarks]
    return html.Section([box, length, *said], className="card entry")


def count_letters(box_id: str, letters_id: str) -> None:
    """Register the callback that counts in the browser; call it once per page."""
    clientside_callback(
        ClientsideFunction("unrolled", "count_letters"),
        Output(letters_id, "children"),
        Input(box_id, "value"),
        State(letters_id, "data-limit"),
    )
