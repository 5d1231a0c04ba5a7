"""The stocks: the lecture's file when present, else six real series and a market made up."""

import subprocess
import sys

import numpy as np
import pytest

from core import settings
from core.contracts import REAL, SIMULATED
from core.datasets import stocks
from core.errors import InvalidInput, MissingData

HEADER = "ticker,01/01,02/01,03/01"
LOADERS = [stocks.load, stocks.load_weekly, stocks.load_simulated]


@pytest.fixture
def data_root(tmp_path, monkeypatch):
    """An empty folder that stands for the data root."""
    here = settings.Settings(data_root=tmp_path)
    monkeypatch.setattr(stocks, "settings", lambda: here)
    return tmp_path


def put_lecture_file(data_root, text):
    path = data_root / stocks.FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("load", LOADERS)
def test_every_source_gives_the_declared_columns_read_only(load, data_root):
    dataset = load()
    spec = next(spec for spec in stocks.SPECS if spec.name == dataset.name)
    assert set(dataset.columns) == set(spec.fields)
    N = len(dataset)
    shapes = {name: values.shape for name, values in dataset.columns.items()}
    assert shapes == {"name": (N,), "series": (N, 100), "target": (N,), "origin": (N,)}
    with pytest.raises(ValueError, match="read-only"):
        dataset.columns["series"][0, 0] = 0


@pytest.mark.parametrize("load", LOADERS)
def test_every_series_reaches_minus_one_and_one_over_all_its_days(load, data_root):
    columns = load().columns
    days = np.column_stack([columns["series"], columns["target"]])
    np.testing.assert_allclose(days.min(axis=1), -1, rtol=0, atol=1e-12)
    np.testing.assert_allclose(days.max(axis=1), 1, rtol=0, atol=1e-12)


@pytest.mark.parametrize("load", LOADERS)
def test_the_note_says_that_the_scaling_has_seen_the_future(load, data_root):
    assert "has seen the future" in load().note


@pytest.mark.parametrize("load", LOADERS)
def test_loading_a_few_rows_gives_the_first_ones(load, data_root):
    few, all_rows = load(3), load()
    assert len(few) == 3
    np.testing.assert_array_equal(few.columns["series"], all_rows.columns["series"][:3])


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("rows", [0, -1])
def test_no_rows_or_fewer_are_refused(load, rows, data_root):
    with pytest.raises(InvalidInput, match=f"at least 1, not {rows}"):
        load(rows)


def test_without_the_real_file_six_real_series_come_before_502_simulated_ones(data_root):
    dataset = stocks.load()
    assert dataset.origin == SIMULATED
    assert dataset.note.startswith("6 real weekly series and 502 simulated ones")
    assert dataset.columns["origin"].tolist() == [REAL] * 6 + [SIMULATED] * 502
    assert dataset.columns["name"][[0, 6, -1]].tolist() == ["GOOG", "SIM001", "SIM502"]


def test_the_real_file_is_taken_when_it_is_there(data_root):
    put_lecture_file(data_root, f"{HEADER}\nMMM,-1,0.5,1\nAOS,1,0,-1\n")
    dataset = stocks.load()
    assert dataset.origin == REAL
    assert dataset.note.startswith("Real daily prices of 2 companies, 01/01 to 03/01.")
    assert dataset.columns["name"].tolist() == ["MMM", "AOS"]
    assert dataset.columns["series"].tolist() == [[-1, 0.5], [1, 0]]
    assert dataset.columns["target"].tolist() == [1, -1]


def test_a_damaged_real_file_is_an_error_and_not_a_reason_to_simulate(data_root):
    put_lecture_file(data_root, f"{HEADER}\nMMM,-1,,1\n")
    with pytest.raises(InvalidInput, match=r"row 1 \(MMM\), column 02/01"):
        stocks.load()


def test_one_day_is_too_few_for_a_series_and_its_target(data_root):
    put_lecture_file(data_root, "ticker,01/01\nMMM,-1\n")
    with pytest.raises(InvalidInput, match="one day only"):
        stocks.load()


def test_the_lectures_file_has_502_series_of_100_days_and_one(real_data):
    dataset = stocks.load()
    assert dataset.origin == REAL
    assert dataset.columns["series"].shape == (502, 100)
    assert dataset.columns["name"][0] == "MMM"
    assert "28/09/2020 to 22/02/2021" in dataset.note


def test_google_among_the_weekly_series_is_the_one_plotly_ships():
    columns = stocks.load_weekly().columns
    assert columns["name"].tolist() == ["GOOG", "AAPL", "AMZN", "FB", "NFLX", "MSFT"]
    data = pytest.importorskip("plotly.data", reason="plotly is not installed here")
    prices = data.stocks()["GOOG"].to_numpy()[:101]
    # Undone with the unscaled lowest and highest price, the series is plotly's own.
    low, high = prices.min(), prices.max()
    series = (columns["series"][0] + 1) / 2 * (high - low) + low
    np.testing.assert_allclose(series, prices[:100], rtol=1e-12)
    np.testing.assert_allclose(
        (columns["target"][0] + 1) / 2 * (high - low) + low, prices[100], rtol=1e-12
    )


def test_the_weekly_series_are_read_without_importing_plotly():
    code = (
        "import sys; from core.datasets import stocks; stocks.load_weekly(); "
        "sys.exit('plotly' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=settings.PROJECT, check=True)


def test_a_missing_plotly_is_told_and_not_papered_over(monkeypatch):
    monkeypatch.setattr(stocks, "find_spec", lambda name: None)
    with pytest.raises(MissingData, match="inside plotly are not installed"):
        stocks.load_weekly()
