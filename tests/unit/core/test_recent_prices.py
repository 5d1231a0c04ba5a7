"""Recent prices, from a stand-in for yfinance: no test leaves this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.__main__ import main
from core.errors import InvalidInput, MissingData
from core.recent_prices import fetch_prices
from core.wide_csv import read_wide_csv

Install = Callable[[Any], None]
DAYS = pd.bdate_range("2026-01-01", periods=40)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that puts a package in the place of yfinance."""

    def put(answer: Any) -> None:
        def download(*_given: Any, **_options: Any) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

        package = ModuleType("yfinance")
        package.download = download  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "yfinance", package)

    return put


def prices(**columns: Any) -> pd.DataFrame:
    """Return what yfinance answers: columns (Close, ticker) and others."""
    closing = pd.DataFrame(columns, index=DAYS)
    return pd.concat({"Close": closing, "Volume": closing * 0 + 1}, axis="columns")


def ramp(start: float = 100.0) -> np.ndarray:
    return start + np.arange(40.0)


def test_prices_are_written_as_everything_reads_them(install: Install, tmp_path: Path) -> None:
    install(prices(AAPL=ramp()[::-1], GOOG=ramp()))
    path = fetch_prices(["goog", " AAPL ", "GOOG"], 30, tmp_path / "new" / "prices.csv")
    table = read_wide_csv(path)
    assert table.names.tolist() == ["GOOG", "AAPL"]
    assert table.header[0] == "ticker"
    assert table.header[-1] == DAYS[-1].strftime("%d/%m/%Y")
    np.testing.assert_allclose(table.values[0], np.linspace(-1, 1, 30), atol=1e-8)
    np.testing.assert_allclose(table.values[1], np.linspace(1, -1, 30), atol=1e-8)


def test_days_that_one_company_lacks_are_left_out(install: Install, tmp_path: Path) -> None:
    late = ramp()
    late[:5] = np.nan
    install(prices(GOOG=ramp(), LATE=late))
    table = read_wide_csv(fetch_prices(["GOOG", "LATE"], 35, tmp_path / "prices.csv"))
    assert table.header[1] == DAYS[5].strftime("%d/%m/%Y")
    with pytest.raises(InvalidInput, match="share 35 trading days, and 36 were asked for"):
        fetch_prices(["GOOG", "LATE"], 36, tmp_path / "more.csv")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (ConnectionError("no route"), "Check the network"),
        (None, "Check the network"),
        (pd.DataFrame(), "Check the network"),
        (prices(GOOG=ramp(), AAPL=np.full(40, np.nan)), "Nothing came for AAPL"),
    ],
)
def test_without_prices_nothing_is_written(
    install: Install, tmp_path: Path, answer: Any, told: str
) -> None:
    install(answer)
    with pytest.raises(MissingData, match=told):
        fetch_prices(["GOOG", "AAPL"], 30, tmp_path / "prices.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_price_that_never_changes_is_named(install: Install, tmp_path: Path) -> None:
    install(prices(FLAT=np.full(40, 7.0)))
    with pytest.raises(InvalidInput, match="FLAT never changes"):
        fetch_prices(["FLAT"], 30, tmp_path / "prices.csv")


@pytest.mark.parametrize(
    ("tickers", "days", "told"),
    [
        ([], 30, "none was given"),
        (["../etc"], 30, "'../ETC' is none"),
        (["GOOG"], 2, "3 to 2,500 days"),
        ([f"A{i}" for i in range(601)], 30, "601 tickers"),
    ],
)
def test_nonsense_is_refused_before_anything_is_asked(
    tmp_path: Path, tickers: list[str], days: int, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        fetch_prices(tickers, days, tmp_path / "prices.csv")


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "yfinance", None)
    arguments = ["data", "get", "stocks", "--tickers", "GOOG", "--source", "yfinance"]
    assert main([*arguments, "--out", str(tmp_path / "x.csv")]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "pip install yfinance" in told


def test_the_command_writes_the_file_and_does_not_overwrite_data(
    install: Install, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from core import __main__ as command_line
    from core.settings import Settings

    monkeypatch.setattr(command_line, "settings", lambda: Settings(data_root=tmp_path))
    install(prices(GOOG=ramp()))
    arguments = [
        "data",
        "get",
        "stocks",
        "--tickers",
        "GOOG",
        "--source",
        "yfinance",
        "--days",
        "30",
    ]
    assert main(arguments) == 0
    assert capsys.readouterr().out.strip().endswith("fortune500_100_days.csv")
    assert main(arguments) == 2
    assert "not overwritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    ["data get reviews --tickers GOOG --source yfinance", "data get stocks --tickers GOOG"],
)
def test_options_that_do_not_belong_together_are_refused(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    assert "--source yfinance" in capsys.readouterr().err
