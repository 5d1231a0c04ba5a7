"""The next price of a series, as a visitor meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.fans import CHECK, fan
from core.forecast_verdict import verdict
from core.forecasts import ForecastTable, forecast_table
from core.ranking import LAGS, ranked
from core.remedies import Remedies
from core.remedy_trial import trial, yardstick

SEARCH, TITLE = "#stocks-ticker", "h1"
FIGURE = "#stocks-{} .js-plotly-plot"


def open_stocks(browser: Any, **query: str) -> None:
    """Open the page with a link, or without."""
    asked = "?" + urlencode(query) if query else ""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/stocks{asked}")
    for part in ("next", "all", "loss"):
        browser.wait_for_element(FIGURE.format(part) + " .main-svg", timeout=30)
    browser.wait_for_element(".ag-row", timeout=30)


def question(ticker: str) -> str:
    """Return the title of the page about a series."""
    return f"What would be the price of {ticker} tomorrow?"


def wait_for(browser: Any, ticker: str) -> None:
    """Wait until every part of the page is about a series."""
    browser.wait_for_text_to_equal(TITLE, question(ticker))
    until(lambda: parameter(browser, "ticker") == ticker, timeout=5)
    until(lambda: traces(browser, "all")[2]["customdata"] == [ticker], timeout=5)


def parameter(browser: Any, name: str) -> str:
    """Return a parameter of the link; nothing where it is missing."""
    return parse_qs(urlsplit(browser.driver.current_url).query).get(name, [""])[0]


def traces(browser: Any, figure: str) -> list[dict[str, Any]]:
    """Return the data of a figure as plotly has drawn them."""
    script = (
        "const plot = document.querySelector(arguments[0]);"
        "return plot.data.map(({x, y, meta, customdata, opacity}) =>"
        " ({x: [...x], y: [...y], meta, customdata, opacity}))"
    )
    return list(browser.driver.execute_script(script, FIGURE.format(figure)))


def press(browser: Any, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    ActionChains(browser.driver).send_keys(*keys).perform()


def cells(browser: Any, column: str) -> list[str]:
    """Return what a column of the table shows, from top to bottom."""
    found = browser.find_elements(f'.ag-row [col-id="{column}"]')
    return [cell.text for cell in sorted(found, key=lambda cell: cell.location["y"])]


def other_ticker(place: int = 0) -> str:
    """Return a series that is not the one shown at first."""
    names = [name for name in forecast_table().names if not name.startswith("GOO")]
    return names[place]


def click_point(browser: Any, ticker: str) -> None:
    """Click the point of a series among all of them."""
    plot = browser.find_element(FIGURE.format("all"))
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", plot)
    script = (
        "const plot = arguments[0], {xaxis, yaxis} = plot._fullLayout, points = plot.data[1];"
        "const i = points.customdata.indexOf(arguments[1]), box = plot.getBoundingClientRect();"
        "return [box.left + xaxis._offset + xaxis.d2p(points.x[i]),"
        " box.top + yaxis._offset + yaxis.d2p(points.y[i])]"
    )
    x, y = browser.driver.execute_script(script, plot, ticker)
    pointer = ActionChains(browser.driver)
    pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    pointer.perform()
    browser.wait_for_element(FIGURE.format("all") + " .hoverlayer text")
    pointer.click().perform()


def ranking(protocol: str = "lecture", k: int = LAGS) -> ForecastTable:
    """Return what the page has to show."""
    return ranked(forecast_table(), protocol, k)


def lonely_ticker(model: str) -> str:
    """Return the series whose point is farthest from every other one."""
    table = forecast_table()
    x, y = table.targets, table.forecaster(model).answers
    apart = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    apart[range(len(x)), range(len(x))] = 9
    return table.names[int(apart.min(axis=1).argmax())]


def test_the_lectures_question_is_answered_by_everyone(lab: Any) -> None:
    open_stocks(lab)
    lab.wait_for_text_to_equal(TITLE, question("GOOG"))
    table = ranking()
    place = table.names.index("GOOG")
    series, truth, *forecasts = traces(lab, "next")
    assert series["y"] == pytest.approx(table.series[place], abs=1e-5)
    assert (truth["x"], truth["meta"]) == ([len(series["x"])], "truth")
    assert truth["y"] == pytest.approx([table.targets[place]], abs=1e-5)
    for one in forecasts:
        answer = table.forecaster(one["meta"]).answers[place]
        assert one["y"] == pytest.approx([answer], abs=1e-5)
    assert {one["meta"] for one in forecasts} == {one.name for one in table.able}
    assert "scaling has seen the future" in lab.find_element(".controls").text


def test_another_protocol_changes_table_verdict_and_stage_and_the_link_keeps_it(lab: Any) -> None:
    open_stocks(lab)
    assert cells(lab, "title") == [one.title for one in ranking().able]
    assert cells(lab, "mse") == [f"{one.mse:.5f}" for one in ranking().able]
    lab.find_element('#stocks-protocol input[value="walk"] + label').click()
    walked = ranking("walk")
    until(lambda: cells(lab, "mse") == [f"{one.mse:.5f}" for one in walked.able], timeout=10)
    assert cells(lab, "file_mse") == [f"{one.file_mse:.5f}" for one in walked.able]
    assert "only from the values before it" in lab.find_element("#stocks-explained").text
    assert lab.find_element("#stocks-verdict").text.startswith(verdict(walked, "walk")[0])
    place = walked.names.index("GOOG")
    (stack,) = (one for one in traces(lab, "next") if one["meta"] == "stocks-stack")
    answer = walked.forecaster("stocks-stack").answers[place]
    assert stack["y"] == pytest.approx([answer], abs=1e-5)
    until(lambda: parameter(lab, "protocol") == "walk", timeout=5)
    lab.find_element('.ag-header-cell[col-id="parameters"]').click()
    until(lambda: cells(lab, "parameters")[:2] == ["0", "0"], timeout=5)


def test_a_link_restores_protocol_remedies_and_horizon(lab: Any) -> None:
    chosen = {"protocol": "others", "lags": "5", "model": "drift", "horizon": "7"}
    open_stocks(lab, **chosen, remedies="residual,more_neurons")
    table = ranking("others", 5)
    assert cells(lab, "mse") == [f"{one.mse:.5f}" for one in table.able]
    on = lab.find_elements(".remedies input:checked")
    assert [one.get_attribute("value") for one in on] == ["residual", "more_neurons"]
    lab.wait_for_element(FIGURE.format("fan") + " .main-svg", timeout=10)
    until(lambda: len(traces(lab, "fan")) == 4, timeout=10)
    wanted = fan(forecast_table(), "drift", table.names.index("GOOG"), CHECK, 5)
    assert traces(lab, "fan")[2]["y"][1:] == pytest.approx(wanted.path[:7], abs=1e-4)
    assert traces(lab, "fan")[3]["y"] == pytest.approx(wanted.truth[:7], abs=1e-4)
    assert (
        f"{wanted.coverage[:7].mean():.0%} lay inside" in lab.find_element("#stocks-fan-said").text
    )


def test_a_remedy_moves_both_errors_and_stays_in_the_link(lab: Any) -> None:
    open_stocks(lab)
    table, last = forecast_table(), yardstick(forecast_table())

    def shown(chosen: Remedies) -> bool:
        one = trial(table, chosen)
        drawn = traces(lab, "remedy-bars")
        wanted = [one.walk / last.walk, one.lecture / last.lecture]
        return bool(drawn) and drawn[0]["x"] == pytest.approx(wanted, abs=1e-3)

    until(lambda: shown(Remedies()), timeout=15)
    for name, chosen in (
        ("residual", Remedies(residual=True)),
        ("more_epochs", Remedies(residual=True, more_epochs=True)),
    ):
        chip = lab.find_element(f'.remedies input[value="{name}"] + label')
        lab.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", chip)
        chip.click()
        until(lambda chosen=chosen: shown(chosen), timeout=10)
    until(lambda: parameter(lab, "remedies") == "residual,more_epochs", timeout=5)


def test_a_series_is_chosen_by_keyboard_alone_and_the_link_follows(lab: Any) -> None:
    open_stocks(lab)
    wanted = other_ticker(40)
    lab.find_element(SEARCH).send_keys(wanted[:-1])
    lab.wait_for_element("[role=option]")
    assert len(lab.find_elements("[role=option]")) <= 60
    lab.find_element(SEARCH).send_keys(wanted[-1], Keys.ENTER)
    wait_for(lab, wanted)
    place = forecast_table().names.index(wanted)
    assert traces(lab, "next")[1]["y"] == pytest.approx([forecast_table().targets[place]], abs=1e-5)
    assert lab.find_element("#stocks-said").text.startswith(f"{wanted}, the next")


def test_the_arrow_keys_and_the_buttons_go_from_series_to_series(lab: Any) -> None:
    open_stocks(lab)
    options = sorted(name for name in forecast_table().names if not name.startswith("SIM"))
    after, before = (options[(options.index("GOOG") + step) % len(options)] for step in (1, -1))
    press(lab, Keys.ARROW_RIGHT)
    wait_for(lab, after)
    press(lab, Keys.ARROW_LEFT)
    wait_for(lab, "GOOG")
    lab.find_element("#stocks-back").click()
    wait_for(lab, before)


def test_a_point_among_all_series_is_put_on_stage_and_back_takes_it_off_again(lab: Any) -> None:
    open_stocks(lab, ticker=other_ticker(), model="last-value")
    wanted = lonely_ticker("last-value")
    click_point(lab, wanted)
    wait_for(lab, wanted)
    assert parameter(lab, "model") == "last-value"
    lab.driver.back()
    wait_for(lab, other_ticker())
    click_point(lab, wanted)
    wait_for(lab, wanted)


def test_a_link_restores_series_and_forecaster(lab: Any) -> None:
    wanted = other_ticker(3)
    open_stocks(lab, ticker=wanted.lower(), model="stocks-neuron")
    lab.wait_for_text_to_equal(TITLE, question(wanted))
    assert lab.find_element(SEARCH).get_attribute("value") == wanted
    chosen = lab.find_element("#stocks-model input:checked, .closer-choice input:checked")
    assert chosen.get_attribute("value") == "stocks-neuron"
    answers = forecast_table().forecaster("stocks-neuron").answers
    assert sorted(traces(lab, "all")[1]["y"]) == pytest.approx(sorted(answers), abs=1e-4)
    assert len(traces(lab, "loss")[0]["y"]) == 1000


def test_another_forecaster_is_looked_at_and_stays_when_the_series_changes(lab: Any) -> None:
    open_stocks(lab)
    lab.find_element('.closer-choice input[value="mean"] + label').click()
    until(lambda: len(set(traces(lab, "all")[1]["y"])) == 1, timeout=5)
    until(lambda: traces(lab, "loss") == [], timeout=5)
    lab.driver.execute_script("window.scrollTo(0, 0)")
    lab.find_element("#stocks-on").click()
    until(lambda: parameter(lab, "ticker") != "", timeout=5)
    assert parameter(lab, "model") == "mean"


@pytest.mark.parametrize(
    "ticker", ["nonsense", "<b>x</b><script>window.hit = 1</script>", "x" * 10_000]
)
def test_nonsense_in_the_link_is_said_and_goog_is_shown(lab: Any, ticker: str) -> None:
    open_stocks(lab, ticker=ticker)
    lab.wait_for_text_to_equal(TITLE, question("GOOG"))
    assert "Here is GOOG instead." in lab.find_element("#stocks-remarks").text
    assert lab.driver.execute_script("return window.hit") is None
    lab.find_element("#stocks-on").click()
    until(lambda: not lab.find_element("#stocks-remarks").is_displayed(), timeout=5)


def test_pointing_at_a_forecaster_singles_it_out_in_the_figure(lab: Any) -> None:
    open_stocks(lab)
    reading = lab.find_element('.readings [data-forecaster="stocks-stack"]')
    ActionChains(lab.driver).move_to_element(reading).perform()

    def strong() -> set[str]:
        shown = traces(lab, "next")[1:]
        return {one["meta"] for one in shown if one.get("opacity") in (None, 1)}

    until(lambda: strong() == {"stocks-stack"}, timeout=5)
    assert "is-echoed" in reading.get_attribute("class")
    ActionChains(lab.driver).move_to_element(lab.find_element(TITLE)).perform()
    until(lambda: "stocks-rnn" in strong(), timeout=5)


def test_on_a_phone_the_stage_comes_first_and_the_table_scrolls_in_itself(phone: Any) -> None:
    open_stocks(phone)
    stage, controls = (phone.find_element(part).rect["y"] for part in (".stage", ".controls"))
    assert stage < controls
    widths = "return [document.documentElement.scrollWidth, innerWidth]"
    content, screen = phone.driver.execute_script(widths)
    assert (content, screen) == (390, 390)
