"""Try a run on one's own words, right where it was trained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, html


def training_try(ids: Callable[[str], str]) -> html.Div:
    """Return the boxes; the first of the chosen runs answers."""
    return html.Div(
        [
            html.P(
                "The first run that is shown above answers. A model of pairs reads both boxes; one "
                "of numbers answers the first rows of its own data.",
                className="panel-note",
            ),
            dmc.Textarea(
                id=ids("first"), label="A review, or the first question", autosize=True, minRows=2,
                value="Hated the start, but the ending was wonderful.", className="try-text",
            ),
            dmc.Textarea(
                id=ids("second"), label="The second question", autosize=True, minRows=1, value="",
                className="try-text",
            ),
            html.Div(
                [
                    dmc.Button("Ask this run", id=ids("try"), size="sm"),
                    html.A("Open it on its page", id=ids("elsewhere"), className="preset",
                           hidden=True),
                ],
                className="job-buttons",
            ),
            html.P(id=ids("tried"), className="job-said", role="status", dir="auto"),
        ],
        className="card panel training-form",
    )  # fmt: skip


def follow_try(
    ids: Callable[[str], str],
    answer: Callable[[Any, str, str], str],
    elsewhere: Callable[[Any], str],
) -> None:
    """Register what happens; call it once per page.

    Args:
        ids: Names the parts.
        answer: (ids of the shown runs, first, second) -> what the first run says.
        elsewhere: ids of the shown runs -> the link to another page, or nothing.
    """

    @callback(
        Output(ids("tried"), "children"),
        Input(ids("try"), "n_clicks"),
        State(ids("shown"), "data"),
        State(ids("first"), "value"),
        State(ids("second"), "value"),
        prevent_initial_call=True,
    )
    def ask(_clicks: Any, shown: Any, first: Any, second: Any) -> str:
        return answer(shown, str(first or ""), str(second or ""))

    @callback(
        Output(ids("elsewhere"), "href"),
        Output(ids("elsewhere"), "hidden"),
        Input(ids("shown"), "data"),
        Input(ids("tried"), "children"),
    )
    def lead_on(shown: Any, _tried: Any) -> tuple[str, bool]:
        path = elsewhere(shown)
        return path, not path
