"""What a tab with a visitor's own series shows first, and what one without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from core.errors import LessonError
from core.forecast_request import TickerRequest
from core.forecast_views import favourite, table_of
from core.forecasts import ForecastTable
from core.own_data import Opened, opened


@dataclass(frozen=True)
class Opening:
    """What is on the page once a tab's token was looked at.

    Attributes:
        kept: The token and what is kept under it.
        table: The visitor's series, or the shipped ones.
        place: Row of the series to show.
    """

    kept: Opened
    table: ForecastTable
    place: int


def opening(token: Any, ticker: Any, search: Any) -> Opening:
    """Return what a tab shows.

    Args:
        token: The tab's token, None for the shipped series.
        ticker: The series on stage.
        search: The query of the link that the tab was opened with; its ticker comes first.
    """
    kept = opened(token)
    table = table_of(kept.token)
    asked = parse_qs(str(search or "").lstrip("?")).get("ticker", [])
    for name in (*asked[-1:], ticker):
        try:
            return Opening(kept, table, table.place(TickerRequest(name)))
        except LessonError:
            continue
    return Opening(kept, table, favourite(table))
