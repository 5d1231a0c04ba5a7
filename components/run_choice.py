"""The choice between a page's own model and runs of the training room that a link brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, State, clientside_callback, dcc, html


class Choice(Protocol):
    """See `core.run_choice.RunChoice`."""

    @property
    def run(self) -> str:
        """Return `run:<id>`, or nothing."""
        ...

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """Return name and title of the runs that can be chosen."""
        ...

    @property
    def remark(self) -> str:
        """Return why what the link asks for was not used."""
        ...


def run_choice(
    ids: Callable[[str], str], own: tuple[str, str], choice: Choice, said: str = ""
) -> html.Div:
    """Return the choice, with nothing to see where a link says nothing of models.

    Choosing another one opens the page anew (`assets/run_choice.js`).

    Args:
        ids: Names the parts `shown-model` (what the link says) and `model-choice`.
        own: Name and title of the page's own model.
        choice: What the link asks for.
        said: What one should know about the run that is shown.
    """
    is_asked = bool(choice.run or choice.offered or choice.remark)
    shown = choice.run or (own[0] if is_asked else "")
    kept = dcc.Input(id=ids("shown-model"), type="hidden", value=shown)
    if not is_asked:
        return html.Div([kept, dcc.Input(id=ids("model-choice"), type="hidden", value="")])
    select = dmc.Select(
        id=ids("model-choice"),
        label="Model",
        data=[{"value": name, "label": title} for name, title in (own, *choice.offered)],
        value=shown,
        allowDeselect=False,
        comboboxProps={"shadow": "md"},
    )
    remarks = [text for text in (choice.remark, said) if text]
    told = [html.P(html.Bdi(text), className="entry-remark", role="status") for text in remarks]
    return html.Div([kept, select, *told], className="card run-choice")


def follow_run_choice(ids: Callable[[str], str]) -> Input:
    """Register what opens the page with another model; return what holds the one that is shown."""
    clientside_callback(
        ClientsideFunction("run_choice", "reopen"),
        Input(ids("model-choice"), "value"),
        State(ids("shown-model"), "value"),
        prevent_initial_call=True,
    )
    return Input(ids("shown-model"), "value")
