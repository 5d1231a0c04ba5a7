"""The choice of one series among hundreds: search, step back, step on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from components.icon import icon

_SHOWN = 60


def ticker_choice(
    ids: Callable[[str], str], groups: Sequence[tuple[str, Sequence[str]]], chosen: str
) -> html.Div:
    """Return the search box and the two buttons.

    Args:
        ids: Names the parts `ticker`, `back` and `on` of the page.
        groups: Heading and tickers of each group, in the order the buttons go through them.
        chosen: The ticker chosen at first.
    """
    search = dmc.Select(
        id=ids("ticker"),
        label="Series",
        data=ticker_choices(groups),
        value=chosen,
        searchable=True,
        allowDeselect=False,
        limit=_SHOWN,
        selectFirstOptionOnChange=True,
        clearSearchOnFocus=True,
        placeholder=f"Search {sum(len(names) for _, names in groups)} series",
        nothingFoundMessage="No series has such a name.",
        maxDropdownHeight=280,
        className="ticker-search",
        comboboxProps={"shadow": "md"},
    )
    return html.Div(
        [
            search,
            _button(ids("back"), "arrow-back", "Previous series", "ArrowLeft"),
            _button(ids("on"), "arrow-on", "Next series", "ArrowRight"),
        ],
        className="ticker-choice",
    )


def ticker_choices(groups: Sequence[tuple[str, Sequence[str]]]) -> list[Any]:
    """Return the data of the search box: plain names, under headings if there are more groups."""
    if len(groups) == 1:
        return list(groups[0][1])
    return [{"group": heading, "items": list(names)} for heading, names in groups]


def _button(button_id: str, drawing: str, label: str, key: str) -> dmc.Tooltip:
    button = dmc.ActionIcon(
        icon(drawing),
        id=button_id,
        variant="default",
        size="input-sm",
        **{"aria-label": label, "data-key": key},
    )
    shown = "\u2190" if key == "ArrowLeft" else "\u2192"
    return dmc.Tooltip(button, label=f"{label} ({shown})")
