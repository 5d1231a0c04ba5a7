"""Recent prices of companies, fetched by the optional package yfinance, in the lecture's format."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.contracts import Floats
from core.errors import InvalidInput, MissingData
from core.tables import written_whole

_TICKER = re.compile(r"[A-Za-z0-9.^=-]{1,15}")
_MOST_TICKERS, _MOST_DAYS = 600, 2_500
_NO_NETWORK = (
    "Yahoo Finance sent no prices. Check the network and the tickers, then try again; "
    "nothing was written."
)


def fetch_prices(tickers: Sequence[str], days: int, path: Path) -> Path:
    """Write one row per company, scaled like the lecture's file, and return the path.

    The first column is the ticker, the others the last `days` trading days that all companies
    share, dd/mm/yyyy. Each row is stretched to [-1, 1] over all days, the last one (the target)
    included, because that is what the models were trained on.

    Args:
        tickers: Names at Yahoo Finance, such as GOOG.
        days: Trading days, T + 1 of the lecture; at least 3.
        path: Written whole or not at all.

    Raises:
        InvalidInput: A ticker that cannot be one, too few or too many days, too few prices.
        MissingData: yfinance is not installed, or no prices came.
    """
    wanted = _checked(tickers, days)
    prices = _closing_prices(wanted, days).dropna(axis="columns", how="all").dropna().tail(days)
    missing = [name for name in wanted if name not in prices.columns]
    if missing:
        raise MissingData(f"{_NO_NETWORK} Nothing came for {', '.join(missing[:8])}.")
    if len(prices) < days:
        raise InvalidInput(
            f"These companies share {len(prices)} trading days, and {days} were asked for. "
            "Ask for fewer with --days, or leave out the youngest company."
        )
    header = ["ticker", *(day.strftime("%d/%m/%Y") for day in prices.index)]
    rows = _scaled(prices[wanted].to_numpy(dtype=np.float64).T, wanted)
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(
            [name, *(f"{value:.9g}" for value in row)]
            for name, row in zip(wanted, rows, strict=True)
        )
    return path


def _checked(tickers: Sequence[str], days: int) -> list[str]:
    wanted = list(dict.fromkeys(name.strip().upper() for name in tickers if name.strip()))
    wrong = [name for name in wanted if not _TICKER.fullmatch(name)]
    if wrong or not wanted:
        found = f"{wrong[0][:40]!r} is none" if wrong else "none was given"
        raise InvalidInput(f"Name the companies by ticker, such as GOOG,AAPL; {found}.")
    if len(wanted) > _MOST_TICKERS or not 3 <= days <= _MOST_DAYS:
        raise InvalidInput(
            f"At most {_MOST_TICKERS} tickers and 3 to {_MOST_DAYS:,} days can be fetched, "
            f"not {len(wanted)} tickers and {days:,} days."
        )
    return wanted


def _closing_prices(tickers: list[str], days: int) -> pd.DataFrame:
    """Return adjusted closing prices, one row per trading day, one column per ticker."""
    try:
        import yfinance
    except ImportError as error:
        raise MissingData(
            "Fetching prices needs the package yfinance, which is not installed. "
            "Run: pip install yfinance"
        ) from error
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # one sentence of ours says it all
    # About 252 trading days in 365, and some to spare for holidays.
    start = date.today() - timedelta(days=int(days * 1.5) + 14)
    try:
        table: Any = yfinance.download(
            tickers, start=start.isoformat(), auto_adjust=True, progress=False
        )
    except Exception as error:  # whatever an optional package raises without a network
        raise MissingData(_NO_NETWORK) from error
    if table is None or table.empty or "Close" not in table:
        raise MissingData(_NO_NETWORK)
    return pd.DataFrame(table["Close"])


def _scaled(prices: Floats, names: Sequence[str]) -> Floats:
    low, high = prices.min(axis=1, keepdims=True), prices.max(axis=1, keepdims=True)
    flat = np.flatnonzero(high[:, 0] == low[:, 0])
    if len(flat):
        raise InvalidInput(
            f"The price of {names[flat[0]]} never changes, so it has no scale. Leave it out."
        )
    return 2 * (prices - low) / (high - low) - 1
