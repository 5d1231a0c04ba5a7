"""Stories of a file of reviews, on a real server in a real browser."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from dash.testing.wait import until

from core import registry
from tests.browser.test_sentiment import eventually, js

JOB = "sentiment-job"
PATIENCE = 60


@pytest.fixture
def page(lab: Any) -> Any:
    """Return a browser on the sentiment page."""
    lab.driver.get(f"{lab.server_url.rstrip('/')}/sentiment")
    lab.wait_for_element(f'[data-upload="{JOB}-file"]', timeout=20)
    return lab


def give(browser: Any, path: Path, content: str | bytes) -> None:
    """Choose a file with this content, as the dialog of the browser would."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    browser.driver.find_element(
        "css selector", f'[data-upload="{JOB}-file"] input[type=file]'
    ).send_keys(str(path))


def said(browser: Any, part: str) -> str:
    """Return what stands in a part of the job."""
    return js(browser, f"return document.getElementById('{JOB}-{part}').innerText")


def click(browser: Any, part: str) -> None:
    """Click a button of the job."""
    js(browser, f"document.getElementById('{JOB}-{part}').click()")


def test_reviews_are_answered_measured_at_any_threshold_and_taken_away(
    page: Any, tmp_path: Path
) -> None:
    texts = [
        "Wonderful food, we loved it.",
        "Awful, rude and dirty.",
        "Great!",
        "Terrible \u05e8\u05e2",
    ]
    rows = pd.DataFrame({"Review": texts * 300, "stars": ["5", "1", "4", "2"] * 300})
    give(page, tmp_path / "mine.csv", rows.to_csv(index=False))
    until(lambda: "mine.csv: 1,200 rows." in said(page, "found"), timeout=PATIENCE)
    until(lambda: "read 1, 2 as 0 and read 4, 5 as 1" in said(page, "labels-said"), timeout=10)
    click(page, "accept")
    click(page, "start")
    until(lambda: "1,200 reviews read by LSTM" in said(page, "summary"), timeout=PATIENCE)
    model = registry.predictor("sentiment-lstm")
    expected = model.predict({"text": rows["Review"].to_numpy()})
    eventually(page, f"return document.querySelectorAll('#{JOB}-histogram .bars').length", 2)
    before = said(page, "confusion")
    assert "600" in before
    js(page, f"dash_clientside.set_props('{JOB}-threshold', {{value: 1}})")
    until(lambda: "At the threshold 1\n" in said(page, "confusion"), timeout=10)
    assert said(page, "confusion") != before
    click(page, "take")
    taken = Path(page.download_path) / "mine-answers.csv"
    until(taken.exists, timeout=20)
    answers = pd.read_csv(taken)
    assert answers["Review"].tolist() == rows["Review"].tolist()
    assert answers["probability"].to_numpy() == pytest.approx(expected, abs=1e-5)


def test_what_is_no_table_is_refused_in_place_and_a_job_can_be_cancelled(
    page: Any, tmp_path: Path
) -> None:
    give(page, tmp_path / "photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    until(
        lambda: "photo.csv is a picture, not text" in said(page, "file-refused"), timeout=PATIENCE
    )
    give(page, tmp_path / "many.csv", "text\n" + "fine\n" * 60_000)
    until(lambda: "has 60,000 rows, and at most 50,000" in said(page, "file-refused"), PATIENCE)
    give(page, tmp_path / "nameless.csv", "what,else\n" + f"{'good food ' * 150},1\n" * 20_000)
    until(lambda: "Its columns are what, else." in said(page, "found"), timeout=PATIENCE)
    js(page, f"dash_clientside.set_props('{JOB}-field-text', {{value: 'what'}})")
    time.sleep(0.2)
    click(page, "start")
    until(lambda: "of 20,000 reviews" in said(page, "progress-said"), timeout=PATIENCE)
    click(page, "cancel")
    eventually(page, f"return document.getElementById('{JOB}-start').disabled", False)
    time.sleep(1)
    assert said(page, "summary") == ""
    assert "Cancelled" in said(page, "stopped")
