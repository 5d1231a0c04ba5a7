"""Which series is read: a pattern, a stock price, one's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, clientside_callback, html

_SHOWN = 60
_PAUSE = 400


@dataclass(frozen=True)
class SeriesChoices:
    """What can be chosen.

    Attributes:
        patterns: Value -> title of every pattern.
        stocks: Tickers.
        own: Value that stands for the visitor's own numbers.
        typed: What is said below the box for them.
    """

    patterns: Mapping[str, str]
    stocks: Sequence[str]
    own: str
    typed: Any = "With spaces between them; at most 200 are read."


def series_entry(
    ids: Callable[[str], str], choices: SeriesChoices, source: str, numbers: str
) -> html.Section:
    """Return the choice and the box for one's own numbers.

    Args:
        ids: Names the parts `source`, `numbers` and `own` of the page.
        choices: What can be chosen.
        source: What is chosen at first.
        numbers: What stands in the box at first.
    """
    made = [{"value": name, "label": title} for name, title in choices.patterns.items()]
    own = {"value": choices.own, "label": "My own numbers"}
    select = dmc.Select(
        id=ids("source"),
        label="Series to read",
        value=source,
        data=[
            {"group": "Made for this page", "items": [own, *made]},
            {"group": "Stock prices", "items": [{"value": n, "label": n} for n in choices.stocks]},
        ],
        searchable=True,
        allowDeselect=False,
        limit=_SHOWN,
        nothingFoundMessage="No series has such a name.",
        maxDropdownHeight=280,
        comboboxProps={"shadow": "md"},
    )
    box = dmc.Textarea(
        id=ids("numbers"),
        value=numbers,
        label="Your numbers",
        placeholder="0.1 0.5 -0.3 \u2026",
        description=choices.typed,
        debounce=_PAUSE,
        minRows=2,
        resize="vertical",
        spellCheck=False,
    )
    note = html.P("\u2013", className="panel-note", **{"data-live": "series-note"})
    return html.Section(
        [select, html.Div(box, id=ids("own"), hidden=source != choices.own), note],
        className="card series-entry",
    )


def offer_numbers(ids: Callable[[str], str], own: str) -> None:
    """Register that the box for one's own numbers is there when they are chosen; once per page."""
    clientside_callback(
        f"(source) => source !== {own!r}",
        Output(ids("own"), "hidden"),
        Input(ids("source"), "value"),
    )
