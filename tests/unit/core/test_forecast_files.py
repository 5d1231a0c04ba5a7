"""The table and the predictions as files."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from core.errors import InvalidInput
from core.forecast_files import forecast_file, predictions_csv
from core.forecast_views import shown
from core.own_series import table_of
from core.own_table import OwnTable, own_table
from core.ranking import ranked
from core.uploaded_text import UploadedText


def rows_of(content: str) -> list[dict[str, str]]:
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


@pytest.mark.parametrize("protocol", ["lecture", "walk"])
def test_the_table_has_every_forecaster_with_every_figure(protocol: str) -> None:
    table = shown(None, protocol, "1")
    name, content = forecast_file("table", table, protocol, None)
    assert name == f"unrolled-forecasters-{protocol}.csv"
    rows = rows_of(content)
    assert [row["name"] for row in rows] == [one.name for one in table.forecasters]
    for row, one in zip(rows, table.forecasters, strict=True):
        assert row["protocol"] == protocol
        if one.mse is not None:
            assert float(row["mse"]) == one.mse


def test_the_predictions_have_every_series_and_every_forecaster() -> None:
    table = shown(None, "walk", "1")
    _, content = forecast_file("predictions", table, "walk", None)
    rows = rows_of(content)
    assert [row["series"] for row in rows] == list(table.names)
    for one in table.able:
        np.testing.assert_allclose([float(row[one.name]) for row in rows], one.answers)
    np.testing.assert_allclose([float(row["truth"]) for row in rows], table.targets)


def own_rows(text: str) -> tuple[list[dict[str, str]], OwnTable]:
    own = own_table(UploadedText("x.csv", text))
    table = ranked(table_of(own.names, own.values), "lecture", 1)
    return rows_of(predictions_csv(table, own)), own


def test_own_series_are_written_in_their_own_unit() -> None:
    rows, own = own_rows("A,100,300,200,250\nB,-4,-4,-4,-4\n")
    assert [row["unit"] for row in rows] == ["your own"] * 2
    for row, values in zip(rows, own.values, strict=True):
        assert float(row["value_before"]) == pytest.approx(values[-2])
        assert float(row["truth"]) == pytest.approx(values[-1])
        assert float(row["last-value"]) == pytest.approx(values[-2])
    forecasts = {name: value for name, value in rows[1].items() if name not in ("series", "unit")}
    assert {float(value) for value in forecasts.values()} == {-4}


def test_a_name_is_never_a_formula_and_hebrew_stays_hebrew() -> None:
    rows, _ = own_rows("=cmd()|x;1;2;3\nטבע;3;2;1\n-1+2;1;3;2\n")
    assert [row["series"] for row in rows] == ["'=cmd()|x", "טבע", "'-1+2"]


def test_there_is_no_other_file() -> None:
    with pytest.raises(InvalidInput):
        forecast_file("secrets", shown(None, "walk", "1"), "walk", None)
