"""A list of questions in groups, as a visitor meets it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash.testing.wait import until

from tests.browser.test_sentiment import js

PANEL, BOX = "#questions-groups", "questions-groups-pasted"
LIST = (
    "Why is the sky blue?\nwhy is the sky blue\n\n"
    "How do I boil an egg?\nHow do I boil eggs?\n<b>Who?</b>"
)
PATIENCE = 60


@pytest.fixture
def page(lab: Any) -> Any:
    """Return a browser at the list of questions."""
    lab.driver.get(f"{lab.server_url.rstrip('/')}/questions")
    lab.wait_for_element(PANEL)
    js(lab, f"document.querySelector('{PANEL}').scrollIntoView()")
    return lab


def start(browser: Any, text: str) -> None:
    """Paste a list and have it grouped."""
    js(browser, "dash_clientside.set_props(arguments[0], {value: arguments[1]})", BOX, text)
    lines = len([line for line in text.split("\n") if line])
    browser.wait_for_contains_text("#questions-groups-length", f"{lines:,} line")
    js(browser, "document.getElementById('questions-groups-start').click()")


def summary(browser: Any) -> str:
    """Return what is said about the groups."""
    return str(js(browser, "return document.querySelector('.groups-summary').innerText"))


def groups(browser: Any) -> list[list[str]]:
    """Return the groups that are shown."""
    script = (
        "return [...document.querySelectorAll('.group')]"
        ".map(group => [...group.querySelectorAll('li')].map(one => one.textContent))"
    )
    return list(js(browser, script))


def join_from(browser: Any, threshold: float) -> None:
    """Set the slider."""
    js(browser, f"dash_clientside.set_props('questions-groups-threshold', {{value: {threshold}}})")


def test_a_list_is_grouped_at_any_threshold_and_taken_away(page: Any, tmp_path: Path) -> None:
    start(page, LIST)
    until(lambda: "5 questions" in summary(page), timeout=PATIENCE)
    assert "One line without a word was left out." in summary(page)
    assert "1 repeats the words" in summary(page)
    join_from(page, 1)
    same = ["Why is the sky blue?", "why is the sky blue"]
    until(lambda: groups(page) == [same], timeout=5)
    assert "of the same words" in page.find_element(".group-head").text
    join_from(page, 0)
    until(lambda: [len(group) for group in groups(page)] == [5], timeout=5)
    assert "weakest link" in page.find_element(".group-head").text
    assert page.driver.find_elements("css selector", f"{PANEL} .group b b") == []
    query = lambda: parse_qs(urlsplit(page.driver.current_url).query)  # noqa: E731
    until(lambda: query().get("joined") == ["0"], timeout=5)
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.driver.execute_cdp_cmd("Page.setDownloadBehavior", folder)
    join_from(page, 1)
    until(lambda: len(groups(page)) == 1, timeout=5)
    js(page, "document.getElementById('questions-groups-take').click()")
    target = tmp_path / "question-groups.csv"
    until(target.exists, timeout=10)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["question", "group"]
    assert [row[0] for row in rows[1:]] == [line for line in LIST.split("\n") if line]
    assert [row[1] for row in rows[1:]] == ["1", "1", "2", "3", "4"]


def test_one_question_and_too_many_are_refused(page: Any) -> None:
    start(page, "Why?")
    page.wait_for_contains_text("#questions-groups-refused", "nothing to group")
    start(page, "\n".join(f"why {n}" for n in range(5001)))
    page.wait_for_contains_text("#questions-groups-refused", "5,001 questions, and at most 5,000")
    assert page.find_element("#questions-groups-length").text == "5,001 lines; 5,000 at most."


def test_a_long_job_says_how_far_it_is_and_can_be_cancelled(page: Any) -> None:
    start(page, "\n".join(f"why is the sky number {n} so blue" for n in range(5000)))
    page.wait_for_contains_text("#questions-groups-said", "pairs compared", timeout=PATIENCE)
    js(page, "document.getElementById('questions-groups-cancel').click()")
    page.wait_for_contains_text("#questions-groups-stopped", "Cancelled", timeout=PATIENCE)
    until(
        lambda: js(page, "return document.getElementById('questions-groups-progress').hidden"),
        timeout=PATIENCE,
    )
    assert not page.find_element(".groups .job-result").is_displayed()
