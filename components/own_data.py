"""A visitor's own series: a file or pasted cells in, what was read and dropped said, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import dash
import dash_mantine_components as dmc
from dash import Input, Output, State, callback, ctx, dcc, html, no_update

from components.fold import fold
from components.forecast_stage import series_groups
from components.forecasts import Forecasts
from components.ticker_choice import ticker_choices
from components.upload import show_what_is_chosen, upload_area

_HINT = (
    "A table as CSV: one series per row or per column, or the columns date, ticker and value. "
    "Dates and headers are optional. Up to 5,000 series."
)
_PRIVATE = (
    "Your series stay in this tab: the server keeps them for an hour after their last use, shows "
    "them to nobody else and writes nothing about them down."
)
_TEMPLATES = (
    ("One series per row", "one-series-per-row.csv"),
    ("One value per row", "one-value-per-row.csv"),
)
_SHOWN = 200


class Own(Protocol):
    """What was read; see `core.own_table.OwnTable`."""

    @property
    def summary(self) -> str:
        """What is used, in one sentence."""
        ...

    @property
    def remarks(self) -> Sequence[str]:
        """How it was read and what was changed."""
        ...

    @property
    def dropped(self) -> Sequence[tuple[str, str]]:
        """Name and reason of every series that is not used."""
        ...


class Receipt(Protocol):
    """What became of something a visitor gave; see `core.own_data.Receipt`."""

    token: str | None
    refused: str


class Kept(Protocol):
    """What a tab's token leads to; see `core.own_data.Opened`."""

    token: str | None
    own: Own | None
    gone: str | None


class Opening(Protocol):
    """What is on the page; see `core.own_visit.Opening`."""

    kept: Kept
    table: Forecasts
    place: int


@dataclass(frozen=True)
class OwnDesk:
    """What a page does with series that are brought along.

    Attributes:
        receive: (contents, filename, pasted, token before) -> receipt; a file comes before cells.
        forget: Removes what is kept under a token.
        open: (token, ticker on stage, query of the link) -> what is on the page.
    """

    receive: Callable[[Any, Any, Any, Any], Receipt]
    forget: Callable[[Any], None]
    open: Callable[[Any, Any, Any], Opening]


def own_data(ids: Callable[[str], str], limit: int) -> html.Details:
    """Return the folded place where series are brought along.

    Args:
        ids: Names the parts `file`, `pasted`, `use-pasted` and `own-reading`.
        limit: Bytes that a file may have.
    """
    pasted = dmc.Textarea(
        id=ids("pasted"),
        label="Or paste cells",
        placeholder="GOOG, 101.2, 102.5, 101.9 \u2026",
        minRows=3,
        resize="vertical",
        spellCheck=False,
        attributes={"input": {"dir": "auto", "maxLength": str(limit)}},
    )
    use = dmc.Button("Use these cells", id=ids("use-pasted"), variant="default", size="sm")
    content = [
        upload_area(ids("file"), label="Your own series", limit=limit, hint=_HINT),
        html.P("Reading \u2026", id=ids("own-reading"), className="own-reading", hidden=True),
        html.Div([pasted, use], className="own-paste"),
        _templates(),
        html.P(_PRIVATE, className="panel-note"),
    ]
    return fold("Bring your own series", html.Div(content, className="own-data card"))


def own_told(ids: Callable[[str], str]) -> html.Div:
    """Return the place that says which of the visitor's series are on the page, empty at first."""
    back = dmc.Button(
        "Back to the shipped data", id=ids("back-to-shipped"), variant="default", size="compact-sm"
    )
    told = html.Div(id=ids("own-told"), className="own-told", role="status")
    return html.Div([told, back], id=ids("own-banner"), className="card own-banner", hidden=True)


def own_summary(own: Own) -> list[Any]:
    """Return what was read, how, and what was dropped, each with its reason."""
    parts: list[Any] = [
        html.P(html.Strong(["Your own data. ", html.Bdi(own.summary)])),
        html.Ul([html.Li(html.Bdi(remark)) for remark in own.remarks]),
    ]
    if own.dropped:
        rows = [html.Li([html.Bdi(name), f": {reason}"]) for name, reason in own.dropped[:_SHOWN]]
        if len(own.dropped) > _SHOWN:
            rows.append(html.Li(f"and {len(own.dropped) - _SHOWN:,} more"))
        parts.append(fold(f"Dropped: {len(own.dropped):,} series", html.Ul(rows)))
    return parts


def follow_own_data(ids: Callable[[str], str], desk: OwnDesk) -> None:
    """Register what takes a visitor's series, shows them and lets them go; once per page.

    Args:
        ids: Those of `own_data`, `own_told` and `own_stores`, and of the page's choice of a series
            (`ticker`, `data-note`).
        desk: What is done with them.
    """
    show_what_is_chosen(ids("file"))
    _take(ids, desk)
    _show(ids, desk)


def _take(ids: Callable[[str], str], desk: OwnDesk) -> None:
    @callback(
        Output(ids("own"), "data"),
        Output(ids("file-refused"), "children", allow_duplicate=True),
        Input(ids("file"), "contents"),
        Input(ids("use-pasted"), "n_clicks"),
        State(ids("file"), "filename"),
        State(ids("pasted"), "value"),
        State(ids("own"), "data"),
        running=[(Output(ids("own-reading"), "hidden"), False, True)],
        prevent_initial_call=True,
    )
    def take_series(contents: Any, _clicks: Any, name: Any, pasted: Any, before: Any) -> Any:
        """Keep what the visitor gave under a token that only this tab knows."""
        is_pasted = ctx.triggered_id == ids("use-pasted")
        if contents is None and not is_pasted:
            desk.forget(before)
            return None, no_update
        receipt = desk.receive(None if is_pasted else contents, name, pasted, before)
        return receipt.token or no_update, receipt.refused

    @callback(
        Output(ids("own"), "data", allow_duplicate=True),
        Output(ids("file"), "contents", allow_duplicate=True),
        Input(ids("back-to-shipped"), "n_clicks"),
        State(ids("own"), "data"),
        prevent_initial_call=True,
    )
    def go_back_to_the_shipped_series(_clicks: Any, before: Any) -> tuple[None, None]:
        """Forget the visitor's series."""
        desk.forget(before)
        return None, None


def _show(ids: Callable[[str], str], desk: OwnDesk) -> None:
    @callback(
        Output(ids("source"), "data"),
        Output(ids("own-told"), "children"),
        Output(ids("own-banner"), "hidden"),
        Output(ids("data-note"), "children"),
        Output(ids("ticker"), "data"),
        Output(ids("ticker"), "value", allow_duplicate=True),
        Input(ids("own"), "data"),
        State(ids("ticker"), "value"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )
    def put_on_the_page(token: Any, ticker: Any, search: Any) -> tuple[Any, ...]:
        """Show the series under the tab's token, or the shipped ones again."""
        opening = desk.open(token, ticker, search)
        kept, table = opening.kept, opening.table
        choices = ticker_choices(series_groups(table))
        told = own_summary(kept.own) if kept.own else kept.gone
        return kept.token, told, not told, table.note, choices, table.names[opening.place]


def own_stores(ids: Callable[[str], str]) -> list[dcc.Store]:
    """Return the stores: the tab's token, and whose series are on the page (None: the shipped)."""
    # An empty store that says so does not ask for the page anew when it is put there.
    own = dcc.Store(id=ids("own"), storage_type="session", data=None)
    return [own, dcc.Store(id=ids("source"))]


def _templates() -> html.P:
    links = [
        html.A(title, href=dash.get_asset_url(f"templates/{name}"), download=name)
        for title, name in _TEMPLATES
    ]
    return html.P(
        ["Two small files to start from: ", links[0], ", ", links[1], "."],
        className="own-templates",
    )
