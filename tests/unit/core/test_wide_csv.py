"""CSV files with one series per row, good and bad."""

import gzip

import numpy as np
import pytest

from core import wide_csv
from core.errors import InvalidInput, MissingData

HEADER = "ticker,01/01,02/01,03/01"


@pytest.fixture
def written(tmp_path):
    """Write bytes or text to a file and return its path."""

    def write(content, name="prices.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


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
    path = written(gzip.compress(f"{HEADER}\nA,1,2,3\n".encode(), mtime=0))
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
        (gzip.compress(b"a,b\n" + b"c,1\n" * 99, mtime=0)[:-8], r"cannot be read as CSV"),
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
