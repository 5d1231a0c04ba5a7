"""A list of questions in groups of duplicates: given, compared in the background, parted anywhere.

`assets/question_groups.js` parts the links at the threshold, draws the groups and writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, clientside_callback, ctx, dcc, html, no_update

from components.background import background_callback
from components.page import panel
from components.sent import expect, several
from components.term import term
from components.upload import show_what_is_chosen, upload_area

Ids = Callable[[str], str]
_OFTEN = 500  # ms between two looks at how far a job is
_NOTHING = (None, None, None)  # no file, no name, no list
_WAITING = "Waiting: other visitors\u2019 jobs are being done\u2026"
_CANCELLED = "Cancelled. Nothing was kept; your list is still in the box."
_CHAIN = (
    "Two questions share a group when a chain of pairs leads from one to the other, each at least "
    "this probable. A group holds no better than the weakest link of its chain, so look at that."
)
_PRIVATE = (
    "Your list goes to this server, is compared there, and is removed when that is done. What "
    "comes back stays in this tab."
)


class Desk(Protocol):
    """What a page offers: see `core.group_desk`."""

    def receive(self, contents: Any, filename: Any, pasted: Any) -> dict[str, str]:
        """Return the token of a list, or why it is `refused`."""
        ...

    def group(self, say: Callable[[int, int], object], token: Any) -> dict[str, Any]:
        """Return the questions under a token and the links between them."""
        ...

    def stop(self, token: Any) -> None:
        """Remove the list of a job that was cancelled."""
        ...

    def example(self) -> str:
        """Return a list to try."""
        ...


def question_groups(ids: Ids, most: tuple[int, int], threshold: float) -> html.Section:
    """Return the panel, waiting for a list; see `follow_groups`.

    Args:
        ids: Names the parts, all of which begin with `groups`.
        most: Questions, and bytes, that a list may have.
        threshold: From where on two count as the same at first, 0 to 1.
    """
    said = html.P(id=ids("groups-stopped"), className="job-said", role="status")
    refused = html.P(id=ids("groups-refused"), className="upload-refused", role="alert")
    whole = panel(
        [
            _given(ids, most),
            refused,
            _buttons(ids),
            said,
            _progress(ids),
            _result(ids, threshold),
            dcc.Store(id=ids("groups-given")),
            dcc.Store(id=ids("groups-begun")),
            dcc.Store(id=ids("groups-found")),
        ],
        note=_PRIVATE,
    )
    whole.id = ids("groups")
    whole.className += " groups"
    return whole


def _given(ids: Ids, most: tuple[int, int]) -> html.Div:
    count, size = most
    pasted = dmc.Textarea(
        id=ids("groups-pasted"),
        label="Your questions, one a line",
        placeholder="How do I boil an egg?\nHow are eggs boiled?\nWhy is the sky blue?",
        spellCheck=False,
        debounce=200,
        attributes={"input": {"dir": "auto", "rows": 8}},  # growing with 5 MB would freeze
    )
    length = html.P(
        f"{count:,} at most.",
        id=ids("groups-length"),
        className="entry-length",
        **{"data-count": str(count), "data-most": str(size)},
    )
    example = html.Button(
        "The questions written for Unrolled", id=ids("groups-example"), type="button",
        className="preset",
    )  # fmt: skip
    chips = html.Div([html.Span("Try", className="presets-label"), example], className="presets")
    area = upload_area(
        ids("groups-file"),
        label="A list of questions as a file",
        limit=size,
        hint="Or a file: one question a line, or a CSV with a column called question. "
        "A file comes before what is pasted.",
    )
    return html.Div([html.Div([pasted, length, chips]), area], className="own-given")


def _buttons(ids: Ids) -> html.Div:
    start = dmc.Button("Group them", id=ids("groups-start"), size="sm")
    cancel = dmc.Button(
        "Cancel", id=ids("groups-cancel"), size="sm", variant="default", disabled=True
    )
    return html.Div([start, cancel], className="job-buttons")


def _progress(ids: Ids) -> html.Div:
    bar = dmc.Progress(
        id=ids("groups-done"), value=0, size="lg", color="var(--ink)", **{"aria-label": "Progress"}
    )
    said = html.P("Beginning\u2026", id=ids("groups-said"), className="job-said", role="status")
    return html.Div([bar, said], id=ids("groups-progress"), className="job-progress", hidden=True)


def _result(ids: Ids, threshold: float) -> html.Div:
    slider = dmc.Slider(
        id=ids("groups-threshold"),
        min=0,
        max=1,
        step=0.01,
        value=threshold,
        precision=2,
        color="var(--ink)",
        updatemode="drag",
        thumbLabel="Threshold of the groups",
    )
    take = dmc.Button("Download as CSV", id=ids("groups-take"), size="sm", variant="default")
    head = html.Div(
        [html.Div(className="job-summary groups-summary", role="status"), take],
        className="job-head",
    )
    joined = html.P(["Joined from ", html.Output("\u2013"), " on ", term("how?", _CHAIN)])
    return html.Div(
        [
            head,
            html.Div([joined, slider], className="groups-threshold"),
            html.Ol(className="groups-list"),
            html.P(className="groups-more"),
        ],
        className="job-result",
        hidden=True,
    )


def follow_groups(ids: Ids, desk: Desk) -> None:
    """Register everything that happens; call it once per page.

    Args:
        ids: Those of `question_groups`.
        desk: Takes lists and groups them.
    """
    show_what_is_chosen(ids("groups-file"))
    _in_the_browser(ids)
    _give(ids, desk)
    _compare(ids, desk)


def _in_the_browser(ids: Ids) -> None:
    names = ("length", "refused")
    plan = json.dumps({"part": ids("groups"), **{n: ids(f"groups-{n}") for n in names}})
    namespace = "window.dash_clientside.unrolled"
    clientside_callback(
        f"(pasted) => {namespace}.weigh_list({plan}, pasted)",
        Output(ids("groups-length"), "children"),
        Output(ids("groups-refused"), "children", allow_duplicate=True),
        Input(ids("groups-pasted"), "value"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(...given) => {namespace}.give_list({plan}, ...given)",
        Output(ids("groups-given"), "data"),
        Output(ids("groups-refused"), "children", allow_duplicate=True),
        Input(ids("groups-start"), "n_clicks"),
        State(ids("groups-file"), "contents"),
        State(ids("groups-file"), "filename"),
        State(ids("groups-pasted"), "value"),
        prevent_initial_call=True,
    )
    clientside_callback(
        f"(found, threshold) => {namespace}.show_groups({plan}, found, threshold)",
        Input(ids("groups-found"), "data"),
        Input(ids("groups-threshold"), "value"),
    )
    clientside_callback(
        f"(clicks) => {namespace}.take_groups({plan}, clicks)",
        Input(ids("groups-take"), "n_clicks"),
        prevent_initial_call=True,
    )


def _give(ids: Ids, desk: Desk) -> None:
    expect(ids("groups-given"), several(len(_NOTHING), or_nothing=True))

    @callback(
        Output(ids("groups-begun"), "data"),
        Output(ids("groups-refused"), "children"),
        Input(ids("groups-given"), "data"),
        prevent_initial_call=True,
    )
    def take_the_list(given: Any) -> tuple[Any, str]:
        received = desk.receive(*(given or _NOTHING))
        return received.get("token", no_update), received.get("refused", "")

    @callback(
        Output(ids("groups-pasted"), "value"),
        Input(ids("groups-example"), "n_clicks"),
        prevent_initial_call=True,
    )
    def bring_an_example(_clicks: Any) -> str:
        return desk.example()

    @callback(
        Output(ids("groups-stopped"), "children"),
        Input(ids("groups-cancel"), "n_clicks"),
        Input(ids("groups-given"), "data"),
        State(ids("groups-begun"), "data"),
        prevent_initial_call=True,
    )
    def stop(_cancel: Any, _given: Any, token: Any) -> str:
        if ctx.triggered_id != ids("groups-cancel"):
            return ""
        desk.stop(token)
        return _CANCELLED


def _compare(ids: Ids, desk: Desk) -> None:
    @background_callback(
        Output(ids("groups-found"), "data"),
        Input(ids("groups-begun"), "data"),
        running=[
            (Output(ids("groups-start"), "disabled"), True, False),
            (Output(ids("groups-cancel"), "disabled"), False, True),
            (Output(ids("groups-progress"), "hidden"), False, True),
        ],
        progress=[Output(ids("groups-done"), "value"), Output(ids("groups-said"), "children")],
        cancel=[Input(ids("groups-cancel"), "n_clicks")],
        interval=_OFTEN,
        prevent_initial_call=True,
    )
    def compare_all_pairs(progress: Callable[[Any], None], token: Any) -> dict[str, Any]:
        return desk.group(lambda done, total: progress(how_far(done, total)), token)


def how_far(done: int, total: int) -> tuple[float, str]:
    """Return how far a job is, in percent and in words; without a total it waits."""
    words = f"{done:,} of {total:,} pairs compared" if total else _WAITING
    return 100 * done / max(total, 1), words
