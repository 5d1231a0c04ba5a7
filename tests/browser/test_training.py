"""Train it: a visitor runs gradient descent on the neuron's page."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

from dash.testing.wait import until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from core.descent_examples import examples
from core.forecasts import forecast_table

SAID, READING = "[data-descent='said']", "[data-descent='reading']"
ROWS = ".descent-runs tbody tr[data-slot]"
SHORT = "/neuron?train=200+0.01+1+1+1+0+some+20"


def open_bench(browser: Any, link: str = SHORT) -> None:
    """Open the page and wait until both figures can be drawn on."""
    browser.driver.get(browser.server_url.rstrip("/") + link)
    browser.wait_for_element("#neuron-train-ways .js-plotly-plot", timeout=30)
    browser.driver.execute_script("document.querySelector('.descent').scrollIntoView()")
    browser.wait_for_contains_text("[data-descent='slice']", "Loss on", timeout=30)


def press(browser: Any, act: str, within: str = ".descent") -> None:
    """Press a button by what it does."""
    button = browser.find_element(f"{within} [data-act='{act}']")
    browser.driver.execute_script("arguments[0].click()", button)


def points_drawn(browser: Any, slot: int) -> int:
    """Return how many points the figure shows of the way of a run."""
    figure = "document.querySelector('#neuron-train-ways .js-plotly-plot')"
    return int(browser.driver.execute_script(f"return {figure}.data[{1 + 2 * slot}].x.length"))


def test_a_run_is_trained_to_its_end_kept_saved_and_found_again(lab: Any, chromium: Any) -> None:
    open_bench(lab)
    press(lab, "train")
    lab.wait_for_contains_text(SAID, "After 200 epochs", timeout=30)
    assert points_drawn(lab, 0) > 10

    press(lab, "save")
    saved = Path(chromium.download_path) / "neuron-run-1.csv"
    until(saved.exists, timeout=10)
    with saved.open(encoding="utf-8") as file:
        head, *lines = csv.reader(file)
    assert head == ["epoch", "loss", "w0", "w1", "w2"]
    assert [int(line[0]) for line in lines] == list(range(201))
    assert f"{float(lines[-1][2]):.4f}".replace("-", "−") in lab.find_element(READING).text

    press(lab, "inside")
    shown = "return document.querySelector('#neuron-w0').value"
    until(lambda: lab.driver.execute_script(shown).startswith(lines[-1][2][:5]), timeout=10)

    lab.driver.refresh()
    lab.wait_for_contains_text(SAID, "After 200 epochs", timeout=30)
    assert len(lab.find_elements(ROWS)) == 1
    press(lab, "remove")
    lab.wait_for_contains_text(".descent-runs", "No run yet")


def test_a_run_can_be_paused_stepped_continued_and_stopped_by_key(lab: Any) -> None:
    open_bench(lab, "/neuron?train=5000+0.001+1+1+1+0+all")
    keys = lab.find_element("body")
    keys.send_keys("t")
    until(lambda: "epoch 0" not in lab.find_element(READING).text, timeout=30)
    keys.send_keys("t")
    lab.wait_for_contains_text("[data-descent='go']", "Continue")
    lab.wait_for_contains_text(SAID, "After", timeout=30)
    before = lab.find_element(READING).text
    time.sleep(0.3)
    assert lab.find_element(READING).text == before

    keys.send_keys("e")
    until(lambda: lab.find_element(READING).text != before, timeout=10)
    keys.send_keys("x")
    lab.wait_for_contains_text(SAID, "Run 1 was stopped. After")
    assert lab.find_element("[data-descent='go']").text == "Train"
    assert "of 5,000" in lab.find_element(ROWS).text


def test_runs_are_compared_and_what_went_wrong_is_explained(lab: Any) -> None:
    open_bench(lab, "/neuron?train=nonsense")
    assert "Here is the lecture’s run instead." in lab.find_element(".descent").text
    labels = [one.label for one in examples(forecast_table())]
    stuck = lab.driver.find_element(By.XPATH, f"//button[text()='{labels[3]}']")
    stuck.click()
    lab.wait_for_contains_text(SAID, "Every answer is 1 or −1", timeout=40)
    until(lambda: "train=300+0.01+10+10+10" in lab.driver.current_url, timeout=10)

    w2 = lab.find_element("#neuron-train-w2")
    w2.send_keys(Keys.CONTROL, "a")
    w2.send_keys("100000", Keys.TAB)
    for place in ("#neuron-train-w0", "#neuron-train-w1"):
        box = lab.find_element(place)
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys("0", Keys.TAB)
    until(lambda: "0+0+100000" in lab.driver.current_url, timeout=10)
    press(lab, "train")
    lab.wait_for_contains_text(SAID, "no longer a finite number", timeout=20)
    assert len(lab.find_elements(ROWS)) == 2

    lab.find_element("#neuron-train-epochs").send_keys(Keys.CONTROL, "a", Keys.BACKSPACE)
    until(lambda: "train=-+0.01" in lab.driver.current_url, timeout=10)
    press(lab, "train")
    lab.wait_for_contains_text(SAID, "The number of epochs must be a number; received nothing.")
    assert len(lab.find_elements(ROWS)) == 2
    press(lab, "clear")
    lab.wait_for_contains_text(".descent-runs", "No run yet")


def test_on_a_phone_with_little_motion_nothing_is_wider_and_the_run_is_drawn(phone: Any) -> None:
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    phone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", still)
    open_bench(phone)
    press(phone, "train")
    phone.wait_for_contains_text(SAID, "After 200 epochs", timeout=30)
    assert points_drawn(phone, 0) > 10
    assert phone.driver.execute_script("return document.documentElement.scrollWidth") <= 390
