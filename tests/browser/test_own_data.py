"""A visitor brings series of their own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from dash.testing.wait import until

from tests.sources import PROJECT

TEMPLATE = PROJECT / "assets" / "templates" / "one-value-per-row.csv"
FILE = "[data-upload=stocks-file] input[type=file]"
TITLE, BANNER, REFUSED = "h1", "#stocks-own-banner", "#stocks-file-refused"


def open_stocks(browser: Any) -> None:
    """Open the page with the place where series are brought along unfolded."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/stocks")
    browser.wait_for_element("#stocks-next .js-plotly-plot .main-svg", timeout=30)
    browser.wait_for_element(".ag-row", timeout=30)
    browser.driver.execute_script(
        "document.querySelector('.own-data').closest('details').open = true"
    )


def asks_about(browser: Any, ticker: str) -> None:
    """Wait until the page is about a series."""
    question = f"What would be the price of {ticker} tomorrow?"
    browser.wait_for_text_to_equal(TITLE, question, timeout=15)


def values_of(browser: Any) -> list[float]:
    """Return the series on stage."""
    script = "return [...document.querySelector('#stocks-next .js-plotly-plot').data[0].y]"
    return list(browser.driver.execute_script(script))


def test_a_file_takes_the_page_over_survives_a_reload_and_goes_again(lab: Any) -> None:
    open_stocks(lab)
    lab.find_element(FILE).send_keys(str(TEMPLATE))
    asks_about(lab, "ALPHA")
    lab.wait_for_contains_text(BANNER, "3 series of 40 values, 2024-01-01 to 2024-02-23.")
    assert len(values_of(lab)) == 39
    assert not lab.find_element(".presets").is_displayed()
    lab.wait_for_contains_text("#stocks-note", "your 3 series")
    lab.wait_for_contains_text("#stocks-fan-said", "all 3 series")
    lab.driver.execute_script("document.querySelector('#stocks-on').click()")
    asks_about(lab, "BETA")
    lab.driver.refresh()
    asks_about(lab, "BETA")
    lab.driver.execute_script("document.querySelector('#stocks-back-to-shipped').click()")
    lab.wait_for_contains_text("#stocks-note", "502", timeout=15)
    until(lambda: not lab.find_element(BANNER).is_displayed(), timeout=5)
    assert len(values_of(lab)) == 100


def test_pasted_cells_are_used_and_every_decision_is_said(lab: Any) -> None:
    open_stocks(lab)
    lab.find_element("#stocks-pasted").send_keys("טבע;1,5;2,5;;3,5\nUP;1;2;x;4\nLOW;4;3;2;1")
    lab.driver.execute_script("document.querySelector('#stocks-use-pasted').click()")
    asks_about(lab, "טבע")
    told = lab.find_element(BANNER)
    until(lambda: "Commas were read as decimal signs." in told.text, timeout=5)
    assert "Your cells: 2 series of 4 values; 1 dropped." in told.text
    assert "1 missing value in 1 series filled" in told.text
    lab.driver.execute_script("arguments[0].querySelector('details').open = true", told)
    until(lambda: "UP: line 2, column 4: “x” is not a number" in told.text, timeout=5)


def test_what_cannot_be_used_is_said_and_the_page_stays(lab: Any, tmp_path: Path) -> None:
    open_stocks(lab)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("prices.csv", TEMPLATE.read_text("utf-8"))
    renamed, large = tmp_path / "renamed.csv", tmp_path / "large.csv"
    renamed.write_bytes(packed.getvalue())
    large.write_bytes(b"0" * 21 * 10**6)
    lab.find_element(FILE).send_keys(str(renamed))
    lab.wait_for_contains_text(REFUSED, "renamed.csv is a zip archive, whatever its name says")
    lab.find_element(FILE).send_keys(str(large))
    lab.wait_for_contains_text(REFUSED, "large.csv is too large: 20.0 MB")
    assert "Nothing was sent" in lab.find_element(REFUSED).text
    asks_about(lab, "GOOG")
    assert not lab.find_element(BANNER).is_displayed()


def test_classical_forecasters_are_fitted_beside_the_page_and_join_the_table(lab: Any) -> None:
    open_stocks(lab)
    lab.find_element(FILE).send_keys(str(TEMPLATE))
    asks_about(lab, "ALPHA")
    for chip in ("auto-arima", "auto-ets"):  # the quick one is enough here
        lab.driver.execute_script(
            f"document.querySelector('.classical-row input[value={chip}]').click()"
        )
    lab.driver.execute_script("document.querySelector('#stocks-classical-start-fit').click()")
    lab.wait_for_contains_text("#stocks-note", "examined on 3 of 3 series", timeout=60)
    lab.wait_for_contains_text("#stocks-classical-said", "over 3 fitted series", timeout=10)
    assert "Theta" in [cell.text for cell in lab.find_elements('.ag-row [col-id="title"]')]
    assert "Theta" in lab.find_element("#stocks-readings").text


def test_table_and_predictions_are_saved_as_csv(lab: Any) -> None:
    open_stocks(lab)
    folder = Path(lab.download_path)
    for kind, name in (("table", "forecasters"), ("predictions", "predictions")):
        path = folder / f"unrolled-{name}-lecture.csv"
        lab.driver.execute_script(f"document.querySelector('#stocks-save-{kind}').click()")
        until(path.exists, timeout=15)
        header, *rows = path.read_text("utf-8-sig").splitlines()
        assert "stocks-stack" in (header if kind == "predictions" else "".join(rows))
        assert len(rows) > 5
