"""One's own rows in the training room: the file in, what it needs, the first rows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Input, Output, State, callback, html, no_update

from components.fold import fold
from components.upload import forget_when_removed, token_id, upload_area

_PRIVATE = (
    "The file stays on this server for an hour after its last use, or until you remove it or "
    "leave. A run takes a copy of the rows into a folder of its own, which nobody but the server "
    "can read; the copy goes when the run is over or deleted. What stays is the trained model, "
    "with the words it has learnt: whoever may see this page can see and take that."
)


def own_training(ids: Callable[[str], str], limit: int) -> html.Details:
    """Return the folded place where rows are brought along.

    Args:
        ids: Names the parts `rows`, `own-needs` and `own-found`.
        limit: Bytes that a file may have.
    """
    content = [
        html.P(id=ids("own-needs"), className="upload-hint"),
        upload_area(ids("rows"), label="Your own rows to learn from", limit=limit,
                    button="Choose a CSV", is_sent=True),
        html.Div(id=ids("own-found"), className="job-said", role="status"),
        html.P(_PRIVATE, className="panel-note"),
    ]  # fmt: skip
    return fold("Learn from your own rows", html.Div(content, className="own-data"))


def own_held(ids: Callable[[str], str]) -> State:
    """Return where {token, name} of the visitor's file is; None without one."""
    return State(token_id(ids("rows")), "data")


def follow_own_training(
    ids: Callable[[str], str],
    needs: Callable[[str], str],
    look: Callable[[Any, str, Any], Mapping[str, Any]],
) -> None:
    """Register what looks at a file; call it once per page.

    Args:
        ids: Names the parts, and the page's `model`, `token` and `about`.
        needs: Name of a model -> which columns it needs.
        look: ({token, name}, model, token of the server) -> what `core.own_training.look_at_rows`
            returns; raises `LessonError`.
    """
    forget_when_removed(ids("rows"))

    @callback(Output(ids("own-needs"), "children"), Input(ids("model"), "value"))
    def say_what_it_needs(model: str) -> str:
        return needs(model)

    @callback(
        Output(ids("own-found"), "children"),
        Output(ids("rows-refused"), "children"),
        Output(ids("about"), "hidden"),
        Input(token_id(ids("rows")), "data"),
        Input(ids("model"), "value"),
        State(ids("token"), "value"),
        prevent_initial_call=True,
    )
    def look_at_the_file(held: Any, model: str, token: Any) -> tuple[Any, Any, bool]:
        if not held:
            return None, no_update, False
        found = look(held, model, token)
        if found["refused"]:
            return None, found["refused"], False
        return rows_told(str(held.get("name")), found), "", True


def rows_told(name: str, found: Mapping[str, Any]) -> list[Any]:
    """Return what a file holds: how many rows, how they were read, the first of them."""
    return [
        html.P([html.Strong(["Learns from ", html.Bdi(name), ": "]), found["said"]]),
        *(html.P(html.Bdi(remark)) for remark in found["remarks"]),
        html.Div(_first(found["head"], found["rows"]), className="own-rows", tabIndex=0,
                 role="region", **{"aria-label": "The first rows"}),
    ]  # fmt: skip


def _first(head: Sequence[str], rows: Sequence[Sequence[str]]) -> html.Table:
    names = html.Thead(html.Tr([html.Th(name, scope="col") for name in head]))
    cells = [html.Tr([html.Td(cell, dir="auto") for cell in row]) for row in rows]
    return html.Table([names, html.Tbody(cells)], className="figures-table")
