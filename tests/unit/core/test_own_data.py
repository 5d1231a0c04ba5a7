"""A visitor's series on their way in, and what a tab shows of them."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

from core import own_data as subject
from core import visitor_files, work_folder
from core.errors import MissingData
from core.forecast_views import table_of
from core.forecasts import forecast_table
from core.own_visit import opening
from core.protocols import PROTOCOLS
from core.ranking import ranked
from core.settings import Settings

CELLS = "ticker,a,b,c,d,e\nONE,1,2,3,4,5\nTWO,5,4,5,4,5\nSTILL,7,7,7,7,7\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = Settings(work=tmp_path / "work")
    monkeypatch.setattr(work_folder, "settings", lambda: found)
    monkeypatch.setattr(visitor_files, "settings", lambda: found)
    return tmp_path / "work" / "uploads"


def token() -> str:
    found = subject.receive(None, None, CELLS, None)
    assert found.refused == ""
    assert found.token is not None
    return found.token


def test_a_file_becomes_a_table_of_forecasts_by_everyone() -> None:
    sent = "data:text/csv;base64," + base64.b64encode(CELLS.encode()).decode()
    receipt = subject.receive(sent, "prices.csv", None, None)
    table = subject.own_forecasts(receipt.token)
    assert table.names == ("ONE", "TWO", "STILL")
    assert table.origin == "own"
    assert table.values[0].tolist() == [-1, -0.5, 0, 0.5, 1]
    assert "prices.csv: 3 series of 5 values" in table.note
    assert table is table_of(receipt.token)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_constant_is_forecast_as_that_constant_by_everyone(protocol: str) -> None:
    table = ranked(subject.own_forecasts(token()), protocol)
    assert len(table.able) > 4
    for one in table.able:
        assert one.answers is not None
        assert one.answers[2] == pytest.approx(0, abs=1e-12), one.name


@pytest.mark.parametrize(
    ("contents", "pasted", "said"),
    [
        (None, "", "There is nothing to use yet"),
        (None, None, "There is nothing to use yet"),
        (None, "x" * (20 * 2**20 + 1), "too much to paste"),
        ("data:,UEsDBAo=", None, "prices.csv is a zip archive, whatever its name says"),
        ("nonsense", None, "No file arrived"),
    ],
)
def test_what_is_refused_leaves_what_was_given_before(
    contents: str | None, pasted: str | None, said: str
) -> None:
    before = token()
    receipt = subject.receive(contents, "prices.csv", pasted, before)
    assert receipt.token is None
    assert said in receipt.refused
    assert len(subject.own_forecasts(before).names) == 3


def test_something_new_takes_the_place_of_what_was_given_before(folder: Path) -> None:
    before = token()
    receipt = subject.receive(None, None, CELLS, before)
    assert [path.stem for path in folder.iterdir()] == [receipt.token]


def test_what_is_no_longer_there_is_said_and_the_shipped_series_are_shown() -> None:
    kept = token()
    visitor_files.forget(kept)
    for gone in (kept, "../../etc/passwd", 3, ""):
        found = opening(gone, "AAPL", "")
        assert found.kept.token is None
        assert "no longer on the server" in (found.kept.gone or "")
        assert found.table is forecast_table()
        with pytest.raises(MissingData, match="no longer"):
            table_of(gone)


def test_the_series_of_the_link_comes_first_then_the_one_on_stage() -> None:
    kept = token()
    asked = (("GOOG", ""), ("two", ""), ("ONE", "?ticker=STILL&k=1"), ("ONE", "?ticker=x"))
    places = [opening(kept, ticker, search).place for ticker, search in (*asked, (None, None))]
    assert places == [0, 1, 2, 0, 0]


def test_nothing_of_a_visitor_is_written_anywhere_but_into_the_private_folder(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = token()
    ranked(subject.own_forecasts(kept), "walk")
    assert caplog.text == ""
    assert [path.stem for path in folder.iterdir()] == [kept]


def test_the_numbers_come_back_unchanged() -> None:
    own = subject.opened(token()).own
    assert own is not None
    np.testing.assert_array_equal(own.values[1], [5, 4, 5, 4, 5])
    assert subject.opened(None) == subject.Opened()
