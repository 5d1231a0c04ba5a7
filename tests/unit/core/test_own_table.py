"""A visitor's own series: every way to write them, and everything that can be wrong with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.own_table import OwnTable, own_table
from core.uploaded_text import UploadedText, as_text

WIDE = "ticker,2020-09-28,2020-09-29,2020-09-30\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n"
VALUES = [[1, 2.5, 3], [4, 5, -6000]]
DAYS = ("2020-09-28", "2020-09-29", "2020-09-30")


def read(text: str) -> OwnTable:
    return own_table(UploadedText("prices.csv", text))


def remarks(text: str) -> str:
    return " ".join(read(text).remarks)


def refused(text: str) -> str:
    with pytest.raises(InvalidInput) as error:
        read(text)
    return str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        WIDE,
        WIDE.replace(",", ";"),
        WIDE.replace(",", "\t"),
        WIDE.replace(",", " , "),
        WIDE.replace("\n", "\n\n"),
        "sep=;\n" + WIDE.replace(",", ";"),
        WIDE.replace(",", ";").replace("2.5", "2,5"),
        WIDE.replace("2.5", '"2.5"').replace("-6e3", '"-6,000.0"'),
        WIDE.replace("1,", "$1.00,"),
        WIDE.replace("2020-09-", "2020/09/"),
        "ticker,28/09/2020,29/09/2020,30/09/2020\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n",
        "ticker,09/28/2020,09/29/2020,09/30/2020\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n",
        "ticker,28.9.20,29.9.20,30.9.20\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n",
        "ticker,28 Sep 2020,29 Sep 2020,30 Sep 2020\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n",
        "ticker,20200928,20200929,20200930\nGOOG,1,2.5,3\nAAPL,4,5,-6e3\n",
        "ticker,2020-09-30,2020-09-29,2020-09-28\nGOOG,3,2.5,1\nAAPL,-6e3,5,4\n",
        "ticker,sector,2020-09-28,2020-09-29,2020-09-30\nGOOG,tech,1,2.5,3\nAAPL,tech,4,5,-6e3\n",
        "Date,GOOG,AAPL\n2020-09-28,1,4\n2020-09-29,2.5,5\n2020-09-30,3,-6e3\n",
        "Date;GOOG;AAPL\n30/09/2020;3;-6e3\n29/09/2020;2,5;5\n28/09/2020;1;4\n",
    ],
)  # fmt: skip
def test_one_table_written_in_many_ways_is_the_same_table(text: str) -> None:
    found = read(text)
    assert found.names == ("GOOG", "AAPL")
    np.testing.assert_array_equal(found.values, VALUES)
    assert found.days == DAYS
    assert found.dropped == ()


@pytest.mark.parametrize(
    "header",
    [
        "date,ticker,value", "DATE,Ticker,VALUE", "Date,Symbol,Close", "תאריך,מניה,מחיר",
        "אלף,בית,גימל", "", "when,unique_id,y",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_long_table_is_read_whatever_its_columns_are_called(
    header: str, order: tuple[int, ...]
) -> None:
    rows = [header.split(",")] if header else []
    for name, values in zip(("GOOG", "AAPL"), VALUES, strict=True):
        rows += [[day, name, str(value)] for day, value in zip(DAYS, values, strict=True)]
    found = read("\n".join(",".join(row[place] for place in order) for row in rows))
    assert (found.names, found.days) == (("GOOG", "AAPL"), DAYS)
    np.testing.assert_array_equal(found.values, VALUES)
    is_guessed = header in ("", "אלף,בית,גימל")
    assert ("recognised by what is in them" in found.remarks[0]) == is_guessed


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        ("1 2 3 4", ("Series 1",), [[1, 2, 3, 4]]),
        ("1\n2\n3\n", ("Series 1",), [[1, 2, 3]]),
        ("price\n1\n2\n3\n", ("price",), [[1, 2, 3]]),
        ("GOOG 1,5 2,5 3,5", ("GOOG",), [[1.5, 2.5, 3.5]]),
        ("ramp,1,2,3\n", ("ramp",), [[1, 2, 3]]),
        ("ticker,0,1,2\nGOOG,4,5,6\n", ("GOOG",), [[4, 5, 6]]),
        (",GOOG,AAPL\n0,1,4\n1,2,5\n2,3,6\n", ("GOOG", "AAPL"), [[1, 2, 3], [4, 5, 6]]),
        ("GOOG,AAPL\n1,4\n2,5\n3,6\n", ("GOOG", "AAPL"), [[1, 2, 3], [4, 5, 6]]),
        ("id,2020-01-01,2020-01-02,2020-01-03\n1081124,1,2,3\n", ("1081124",), [[1, 2, 3]]),
        ("=cmd(),1,2,3\n<b>x</b>,4,5,6\n", ("=cmd()", "<b>x</b>"), [[1, 2, 3], [4, 5, 6]]),
        ("טבע;1;2;3\n", ("טבע",), [[1, 2, 3]]),
    ],
)
def test_tables_without_dates_are_read(
    text: str, names: tuple[str, ...], values: list[list[float]]
) -> None:
    found = read(text)
    assert found.names == names
    np.testing.assert_array_equal(found.values, values)
    assert len(found.days) == (3 if "2020-01-01" in text else 0)


def test_excels_hebrew_file_is_read_byte_by_byte() -> None:
    text = "מניה;28/09/2020;29/09/2020;30/09/2020\r\nטבע;1,5;2,5;3,5\r\n"
    for encoding in ("utf-8-sig", "cp1255", "utf-16"):
        found = own_table(as_text(text.encode(encoding), "prices.csv", 2**20))
        assert found.names == ("טבע",)
        np.testing.assert_array_equal(found.values, [[1.5, 2.5, 3.5]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "prices.csv is empty"),
        ("\n \n", "prices.csv is empty"),
        ("hello world\nno table\n", "There is no column of numbers"),
        ("<html><body>hi</body></html>", "no column of numbers"),
        ("ticker,2020-01-01,2020-01-02\n", "a header but no row|no column of numbers"),
        ('GOOG,"1\n2,3\n', "Line 2 cannot be read as CSV"),
        ("d,27/09/2020,09/28/2020\nA,1,2\n", "The dates do not go together: in 27/09/2020"),
        ("A\nB\n", "no column of numbers"),
        ("A,1\nB,2\n", "A (and 1 more): it has only 1 value; a forecast needs"),
        ("A,1,2\n", "A: it has only 2 values"),
        ("A,1,2,x\n", "A: line 1, column 4: “x” is not a number"),
        ("A,1,2,1e400\n", "line 1, column 4: “1e400” is too large"),
        ("t,2020-01-01,2020-01-02,2020-01-03\nA,,,\nB,1,,\n", "it has"),
        ("close;2020-01-01;inf\n2020-01-01;x;NaN\n2.5;2020-01-01;\nNaN;x;2020-01-01;1", ""),
        ("," * 500_001, "Line 1 cannot be read as CSV (it has more than 500,000 cells)"),
        ("A," + "x" * 200_000, "cannot be read as CSV (field larger than field limit"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_message(text: str, said: str) -> None:
    found = refused(text)
    assert any(part in found for part in said.split("|")), found
    assert "\n" not in found
    assert len(found) < 400


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("BAD,1,2,x,4", "line 3, column 2020-01-03: “x” is not a number"),
        ("BAD,1,2,inf,4", "“inf” is too large"),
        ("BAD,1,2,1e101,4", "“1e101” is too large"),
        ("GOOD,1,2,3,4", "another series before it has the same name"),
        ("good,1,2,3,4", "another series before it has the same name"),
        ("BAD,1,2,3,", "it has no value on the last day (2020-01-04)"),
        ("BAD,1,2", "it has no value on the last day (2020-01-04)"),
        ("BAD,,,,", "it has no value;"),
        ("BAD", "it has no value;"),
        ("BAD,,,,4", "it has only 1 value;"),
        ("BAD,,,3,4", "it has only 2 values;"),
        ("BAD,,3,4,5", "it has 3 values, the others have 4"),
    ],
)
def test_a_series_that_does_not_fit_is_dropped_with_its_reason(row: str, reason: str) -> None:
    good = "\n".join(f"{name},1,2,3,{end}" for end, name in enumerate(("GOOD", "B", "C", "D")))
    header = "t,2020-01-01,2020-01-02,2020-01-03,2020-01-04"
    first, *rest = good.split("\n")
    found = read("\n".join([header, first, row, *rest]))
    assert found.names == ("GOOD", "B", "C", "D")
    ((name, said),) = found.dropped
    assert name == row.partition(",")[0]
    assert reason in said
    assert found.summary.endswith("2020-01-01 to 2020-01-04; 1 dropped.")


def test_short_gaps_are_filled_and_long_ones_drop_the_series() -> None:
    table = "A,1,,nan,-,N/A,2\nB,1,,,,,,\nC,1,2,3,4,5,6\n"
    found = read("t,1,2,3,4,5,6\n" + table.replace("B,1,,,,,,", "B,1,2,3,4,5,6"))
    assert found.values[0].tolist() == [1, 1, 1, 1, 1, 2]
    assert "4 missing values in 1 series filled with the value before." in found.remarks
    gap = "A,1" + "," * 7 + "2,3\nB," + ",".join("123456789") + "\n"
    assert read(gap).dropped == (("A", "6 values in a row are missing"),)


def test_a_last_day_that_few_series_have_is_left_out() -> None:
    found = read("t,a,b,c,d\nA,1,2,3,4\nB,1,2,3,\nC,1,2,3,\n")
    assert found.values.tolist() == [[1, 2, 3]] * 3
    assert any("fewer than half of the series" in remark for remark in found.remarks)


def test_series_of_different_lengths_end_on_the_same_day() -> None:
    found = read("A,1,2,3,4,5\nB,6,7,8,9\nC,1,2\n")
    assert found.names == ("A", "B")
    assert found.values.tolist() == [[2, 3, 4, 5], [6, 7, 8, 9]]
    assert found.dropped[0][0] == "C"


def test_a_constant_series_is_kept_and_told() -> None:
    found = read("A,5,5,5,5\nB,1,2,3,4\n")
    assert "A never changes" in found.remarks[-1]
    assert found.names == ("A", "B")


@pytest.mark.parametrize(
    "text",
    [
        "A," + ",".join(map(str, range(100_000))),
        "value\n" + "\n".join(map(str, range(100_000))),
    ],
)
def test_of_a_hundred_thousand_values_the_last_are_used(text: str) -> None:
    found = read(text)
    assert found.values.tolist() == [list(range(99_000, 100_000))]
    assert any("the last 1,000" in remark.lower() for remark in found.remarks)


def test_of_more_than_five_thousand_series_the_first_are_used() -> None:
    found = read("\n".join(f"S{place},1,2,{place}" for place in range(5_100)))
    assert len(found.names) == 5_000
    assert "There are more than 5,000 series" in " ".join(found.remarks)


def test_dates_that_can_be_read_in_two_ways_are_told() -> None:
    told = remarks("t,01/02/2020,02/02/2020,03/02/2020\nA,1,2,3\n")
    assert "were read as day/month/year, but could be month/day/year" in told
    assert "oldest first." in remarks("t,2020-01-03,2020-01-02,2020-01-01\nA,1,2,3\n")
    twice = remarks("t,2020-01-01,2020-01-02,2020-01-03,2020-01-03\nA,1,2,3,4\n")
    assert "1 date appears a second time" in twice


def test_rows_of_a_long_table_that_repeat_or_have_no_date_are_told() -> None:
    rows = [f"2020-01-0{day},A,{day}" for day in range(1, 6)]
    found = read("date,ticker,value\n" + "\n".join([*rows, "2020-01-05,A,9", "someday,A,3"]))
    assert found.values.tolist() == [[1, 2, 3, 4, 9]]
    told = " ".join(found.remarks)
    assert "a second time" in told
    assert "“someday” is no date" in told


def test_what_is_kept_comes_back() -> None:
    found = read("t,2020-01-01,2020-01-02,2020-01-03\nA,1,2,3\nA,1,2,3\n")
    again = OwnTable.from_kept(found.to_kept())
    np.testing.assert_array_equal(again.values, found.values)
    fields = ("title", "names", "days", "remarks", "dropped")
    assert [getattr(again, name) for name in fields] == [getattr(found, name) for name in fields]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aA1290.,;\t\n \"'-/|:e$%אñ", max_size=80))
def test_nonsense_is_read_or_refused_but_never_breaks(text: Any) -> None:
    try:
        found = read(text)
    except InvalidInput as error:
        assert str(error)
        return
    assert np.isfinite(found.values).all()
    assert len(found.names) == len(found.values) > 0
    assert found.values.shape[1] >= 3
