"""Thresholds over the validation pairs, as a visitor meets them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from dash.testing.wait import until
from selenium.webdriver.common.keys import Keys

from core import registry
from core.pair_thresholds import pair_thresholds
from core.pairs import LECTURE_PAIR, PairRequest
from tests.browser.test_questions import SECOND, open_pair, write
from tests.browser.test_sentiment import js

PANEL = "#questions-thresholds"


def count(browser: Any, name: str) -> int:
    """Return a cell of the confusion table."""
    text = browser.find_element(f'{PANEL} [data-count="{name}"] strong').text
    return int(text.replace(",", ""))


def share(browser: Any, name: str) -> str:
    """Return a figure below it."""
    return str(browser.find_element(f'{PANEL} [data-share="{name}"]').text)


def drag(browser: Any, threshold: float) -> None:
    """Set the slider."""
    js(browser, f"dash_clientside.set_props('questions-threshold', {{value: {threshold}}})")


def weighed(browser: Any, name: str, threshold: float) -> bool:
    """Say whether the page shows what the core counts at a threshold."""
    told = pair_thresholds(name, PairRequest(*LECTURE_PAIR), threshold)["reading"]
    cells = ("true_no", "false_yes", "false_no", "true_yes")
    return [count(browser, cell) for cell in cells] == [told[cell] for cell in cells] and all(
        share(browser, one) == ("\u2013" if told[one] is None else f"{told[one]:.4f}")
        for one in ("precision", "recall", "f1", "accuracy")
    )


def own(name: str) -> float:
    """Return the threshold that a model was given on its validation pairs."""
    return registry.card(name).threshold


def test_counts_and_shares_follow_the_threshold_from_0_to_1(lab: Any) -> None:
    open_pair(lab)
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    lab.wait_for_element(f'{PANEL}[data-state="weighed"]')
    until(lambda: weighed(lab, "questions-siamese", 0.5), timeout=5)
    for threshold in (0, 0.31, 1):
        drag(lab, threshold)
        until(lambda at=threshold: weighed(lab, "questions-siamese", at), timeout=5)  # type: ignore[misc]
    assert "no duplicate is found" in lab.find_element(".thresholds-said").text
    assert "called different" in lab.find_element(".thresholds-pair").text
    drag(lab, 0)
    lab.wait_for_contains_text(".thresholds-pair", "called duplicates")
    offer = lab.find_elements(".thresholds-offers .preset")[0]
    js(lab, "document.querySelector('.thresholds-offers .preset').click()")
    until(lambda: offer.get_attribute("aria-pressed") == "true", timeout=5)
    js(lab, "dash_clientside.set_props('questions-threshold-model', {value: 'questions-best'})")
    until(lambda: weighed(lab, "questions-best", own("questions-siamese")), timeout=5)


def test_the_link_holds_the_threshold_and_keys_move_it(lab: Any) -> None:
    lab.driver.get(f"{lab.server_url.rstrip('/')}/questions?threshold=0.62&weighed=questions-best")
    lab.wait_for_element(PANEL)
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    lab.wait_for_element(f'{PANEL}[data-state="weighed"]')
    until(lambda: weighed(lab, "questions-best", 0.62), timeout=5)
    lab.find_element("#questions-threshold [role=slider]").send_keys(Keys.ARROW_RIGHT)
    query = lambda: parse_qs(urlsplit(lab.driver.current_url).query)  # noqa: E731
    until(lambda: query().get("threshold") == ["0.63"], timeout=5)
    assert query()["weighed"] == ["questions-best"]


def test_without_a_pair_the_rest_stays(lab: Any) -> None:
    open_pair(lab)
    write(lab, SECOND, "")
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    lab.wait_for_element(f'{PANEL}[data-state="no-pair"]')
    assert weighed(lab, "questions-siamese", 0.5)
