"""The stocks: the lecture's file when present, else six real series and a market made up."""

import gzip
import subprocess
import sys

import numpy as np
import pytest

from core import market, settings, wide_csv
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


@pytest.fixture
def written(tmp_path):
    """Write bytes or text to a file and return its path."""

    def write(content, name="prices.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def put_lecture_file(data_root, text):
    path = data_root / stocks.FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


# --- the datasets


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


# --- the simulated market


def test_the_simulated_market_is_the_same_every_time():
    expected = [
        [1.0218505931470876, 1.0273537477981964, 1.0233115256562733, 1.032942077885619],
        [0.9729291497035125, 0.9934333198182168, 1.0073952336426908, 1.015108565257049],
        [1.0045785238396627, 0.9953716783107939, 0.9869685331266481, 1.0001946127305836],
    ]
    np.testing.assert_allclose(market.simulate_prices(3, 4), expected, rtol=1e-12)


def test_another_seed_gives_another_market():
    assert not np.allclose(market.simulate_prices(3, 4), market.simulate_prices(3, 4, seed=1))


def test_simulated_companies_move_together_and_have_fat_tails():
    returns = np.diff(np.log(market.simulate_prices(200, 500)), axis=1)
    together = np.corrcoef(returns)[~np.eye(200, dtype=bool)].mean()
    assert 0.1 < together < 0.5
    standard = (returns - returns.mean()) / returns.std()
    assert (standard**4).mean() > 4  # 3 for a normal distribution


# --- wide CSV files


def test_a_wide_file_gives_header_names_and_values(written):
    table = wide_csv.read_wide_csv(written(f"{HEADER}\nMMM,-1,0.5,1e-3\n\nA OS, 2,3,4\n"))
    assert table.header == ("ticker", "01/01", "02/01", "03/01")
    assert table.names.tolist() == ["MMM", "A OS"]
    assert table.values.tolist() == [[-1, 0.5, 0.001], [2, 3, 4]]
    assert not table.values.flags.writeable
    assert not table.names.flags.writeable


def test_only_as_many_rows_are_read_as_asked_for(written):
    path = written(f"{HEADER}\nA,1,2,3\nB,1,2,3\nC,not,read,at all\n")
    assert wide_csv.read_wide_csv(path, rows=2).names.tolist() == ["A", "B"]


def test_a_long_file_is_read_in_pieces_that_make_up_the_whole(written):
    path = written(f"{HEADER}\n" + "".join(f"S{row},{row},1,2\n" for row in range(5)))
    pieces = list(wide_csv.read_wide_chunks(path, 2))
    assert [len(piece.names) for piece in pieces] == [2, 2, 1]
    whole = wide_csv.read_wide_csv(path)
    np.testing.assert_array_equal(np.concatenate([p.values for p in pieces]), whole.values)


def test_rows_are_counted_through_all_pieces(written):
    pieces = wide_csv.read_wide_chunks(written(f"{HEADER}\nA,1,2,3\nB,1,2,3\nC,1,x,3\n"), 2)
    assert next(pieces).names.tolist() == ["A", "B"]
    with pytest.raises(InvalidInput, match=r"row 3 \(C\), column 02/01"):
        next(pieces)


def test_a_file_of_one_column_of_numbers_is_read(written):
    assert wide_csv.read_wide_csv(written("id,1\nA,5\n")).values.tolist() == [[5]]


def test_the_mark_excel_puts_in_front_does_not_reach_the_first_column_name(written):
    table = wide_csv.read_wide_csv(written(b"\xef\xbb\xbf" + f"{HEADER}\nA,1,2,3\n".encode()))
    assert table.header[0] == "ticker"


def test_a_gzipped_file_is_read_whatever_its_name(written):
    path = written(gzip.compress(f"{HEADER}\nA,1,2,3\n".encode()))
    assert wide_csv.read_wide_csv(path).values.tolist() == [[1, 2, 3]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", r"is empty"),
        ("\n\n", r"is empty"),
        (HEADER, r"has a header but no rows"),
        ("ticker\nA\n", r"has one column only \('ticker'\)"),
        ("ticker;01/01\nA;1\n", r"has one column only"),
        ("MMM,-1,0.5,1\nAOS,1,0,-1\n", r"starts with a row of numbers"),
        ("ticker,01/01,01/01\nA,1,2\n", r"two columns named '01/01'"),
        (f"{HEADER}\nA,1,2,3\nB,1,2\n", r"row 2: 3 cells, but the header has 4"),
        (f"{HEADER}\nA,1,2,3,4\n", r"row 1: 5 cells, but the header has 4"),
        (f"{HEADER}\nA,1,2,3\nB,1,x y,3\n", r"row 2 \(B\), column 02/01: .* found 'x y'"),
        (f"{HEADER}\nA,1,2,\n", r"row 1 \(A\), column 03/01: .* found an empty cell"),
        (f"{HEADER}\nA,NaN,2,3\n", r"row 1 \(A\), column 01/01: .* found 'NaN'"),
        (f"{HEADER}\nA,1,2,inf\n", r"row 1 \(A\), column 03/01: .* found 'inf'"),
        (f'{HEADER}\nA,1,2,"3\n', r"cannot be read as CSV \(unexpected end of data\)"),
        (f"{HEADER}\nA,1,2\0,3\n", r"cannot be read as CSV \(it holds null bytes\)"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", r"cannot be read as CSV \(it is not text in UTF-8\)"),
        (f"{HEADER}\nA,1,2,3\n".encode("utf-16"), r"not text in UTF-8"),
        (gzip.compress(b"a,b\n" + b"c,1\n" * 99)[:-8], r"cannot be read as CSV"),
        (b"\x1f\x8bnot gzip at all", r"cannot be read as CSV"),
        ("a," + "9" * 200_000, r"cannot be read as CSV \(field larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(written, content, reason):
    with pytest.raises(InvalidInput, match=reason):
        wide_csv.read_wide_csv(written(content))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MissingData, match=r"There is no file .*nowhere\.csv"):
        wide_csv.read_wide_csv(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InvalidInput, match="cannot be read as CSV"):
        wide_csv.read_wide_csv(tmp_path)


def test_a_long_wrong_cell_is_quoted_in_part_only(written):
    with pytest.raises(InvalidInput) as caught:
        wide_csv.read_wide_csv(written(f"{HEADER}\n{'N' * 999},1,{'x' * 999},3\n"))
    assert len(str(caught.value)) < 250
