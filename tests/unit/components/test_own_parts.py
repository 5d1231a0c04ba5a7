"""Where files and cells are given, what is said of them, what can be fitted and saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
import numpy as np
import pytest
from dash import dcc, html

from components.classical_bench import classical_bench, fan_told
from components.figure_files import figure_files
from components.ids import page_ids
from components.own_data import own_data, own_stores, own_summary, own_told
from components.table_files import table_files
from components.upload import upload_area
from tests.sources import PROJECT
from tests.unit.components.walk import only, parts, words

ids = page_ids("pages.stocks")
TITLES = {"theta": "Theta", "auto-arima": "AutoARIMA"}


@dataclass
class Own:
    """What was read."""

    summary: str = "x.csv: 2 series of 3 values; 1 dropped."
    remarks: tuple[str, ...] = ("Cells are separated by commas.",)
    dropped: tuple[tuple[str, str], ...] = (
        ("<b>BAD</b>", "line 3, column b: “x” is not a number"),
    )


def test_an_area_says_its_limit_and_refuses_more() -> None:
    area = upload_area("x-file", label="A table", limit=20 * 2**20)
    zone = only(area, dcc.Upload)
    assert (zone.id, zone.max_size, zone.multiple) == ("x-file", 20 * 2**20, False)
    assert "up to 20 MB" in words(area)
    told = area.to_plotly_json()["props"]
    assert (told["data-upload"], told["data-limit"]) == ("x-file", str(20 * 2**20))
    assert told["aria-label"] == "A table"


@pytest.mark.usefixtures("dash_app")
def test_the_templates_that_are_offered_exist() -> None:
    place = html.Div(own_data(ids, 1000))
    links = [part.href for part in parts(place) if isinstance(part, html.A)]
    assert len(links) == 2
    for link in links:
        assert (PROJECT / "assets" / "templates" / link.split("?")[0].rsplit("/", 1)[-1]).is_file()


def test_what_was_read_and_dropped_is_told_as_text() -> None:
    told = words(html.Div(own_summary(Own())))
    assert "x.csv: 2 series of 3 values; 1 dropped." in told
    assert "Cells are separated by commas." in told
    assert "Dropped: 1 series" in told
    assert "<b>BAD</b>" in told
    assert ": line 3, column b: “x” is not a number" in told


def test_of_thousands_of_dropped_series_some_are_named() -> None:
    many = Own(dropped=tuple((f"S{n}", "why") for n in range(5000)))
    told = words(html.Div(own_summary(many)))
    assert "and 4,800 more" in told
    assert len(told) < 500


def test_nothing_of_a_visitor_is_told_at_first_and_the_token_stays_in_the_tab() -> None:
    assert own_told(ids).hidden is True
    own, source = own_stores(ids)
    assert (own.id, own.storage_type) == ("stocks-own", "session")
    assert (source.id, hasattr(source, "storage_type")) == ("stocks-source", False)


def test_without_the_package_the_section_says_what_to_install_and_offers_nothing() -> None:
    bench = classical_bench(ids, TITLES, "Not installed. Run: pip install -r x.txt")
    assert "Not installed. Run: pip install -r x.txt" in words(bench)
    hidden = [part for part in parts(bench) if getattr(part, "hidden", False) is True]
    offered = [part for block in hidden for part in parts(block) if isinstance(part, dmc.Chip)]
    assert len(offered) == len(TITLES)


def test_with_the_package_every_forecaster_can_be_chosen() -> None:
    bench = classical_bench(ids, TITLES, None)
    chips = [part.value for part in parts(bench) if isinstance(part, dmc.Chip)]
    assert chips == list(TITLES)
    orders = next(part for part in parts(bench) if getattr(part, "hidden", None) is False)
    assert any(isinstance(part, dmc.Button) for part in parts(orders))


@dataclass
class Fan:
    """One series many steps ahead."""

    path: Any
    low: Any
    high: Any
    truth: Any
    coverage: float | None
    start: int = 5
    series: int = 4


def test_the_claim_is_told_beside_what_was_measured() -> None:
    path = np.zeros(3)
    told = fan_told(Fan(path, path - 1, path + 1, np.array([0, 5, -0.5]), 0.625))
    assert "on this series 2 of 3 true values lie inside" in told
    assert "over 4 fitted series 62%" in told
    assert "What will come nobody knows" in fan_told(Fan(path, path, path, None, None))


def test_a_figure_and_a_table_can_be_saved_by_named_buttons() -> None:
    buttons = [p for p in parts(figure_files("x-fig", "name")) if isinstance(p, html.Button)]
    told = [button.to_plotly_json()["props"] for button in buttons]
    assert [one["data-format"] for one in told] == ["png", "svg"]
    assert {one["data-figure"] for one in told} == {"x-fig"}
    files = table_files(ids, {"table": "the table"})
    assert only(files, html.Button).id == "stocks-save-table"
    assert only(files, dcc.Download).id == "stocks-saved"
