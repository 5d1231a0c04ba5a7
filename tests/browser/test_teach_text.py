"""Stories of a network that learns a visitor's own text, on a real server in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dash.testing.wait import until

HEBREW = "\u05de\u05d4 \u05d4\u05d5\u05d0 \u05d4\u05d5\u05dc\u05da \u05dc\u05d5\u05de\u05e8? " * 45


def visit(browser: Any) -> Any:
    """Open the page."""
    browser.driver.get(f"{browser.server_url.rstrip('/')}/next-word")
    browser.wait_for_element("#next-word-own-start", timeout=20)
    return browser


def part(name: str) -> str:
    """Return where a part of the section is."""
    return f"#next-word-own-{name}"


def text(browser: Any, selector: str) -> str:
    """Return what stands somewhere."""
    script = "return document.querySelector(arguments[0])?.textContent ?? ''"
    return browser.driver.execute_script(script, selector)


def paste(browser: Any, pasted: str) -> None:
    """Put a text into the box as a visitor does; wait until it has been weighed."""
    script = """const box = document.getElementById("next-word-own-pasted");
        const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
        set.call(box, arguments[0]);
        box.dispatchEvent(new Event("input", { bubbles: true }));"""
    browser.driver.execute_script(script, pasted)
    ending = "" if len(pasted) == 1 else "s"
    said = f"{len(pasted):,} character{ending}, " if pasted else "From 1 to 200 kB."
    until(lambda: text(browser, part("length")).startswith(said), timeout=10)


def start(browser: Any) -> None:
    """Press the button."""
    browser.driver.execute_script(f"document.querySelector('{part('start')}').click()")


def is_shown(browser: Any, name: str) -> bool:
    """Say whether a part can be seen."""
    return browser.find_element(part(name)).is_displayed()


def test_hebrew_is_learnt_written_handed_over_kept_over_a_reload_and_forgotten(lab: Any) -> None:
    visit(lab)
    paste(lab, HEBREW)
    start(lab)
    until(lambda: is_shown(lab, "result"), timeout=40)
    until(lambda: len(text(lab, f"{part('written')} .own-written-text")) == 400, timeout=10)
    first = text(lab, f"{part('written')} .own-written-text")
    assert set(first) <= set(HEBREW)
    assert lab.find_element(f"{part('written')} p").value_of_css_property("direction") == "rtl"
    assert "bits per character" in text(lab, ".own-verdict")
    lab.find_element(part("again")).click()
    until(lambda: text(lab, f"{part('written')} .own-written-text") not in {"", first}, timeout=10)
    lab.find_element(part("weights")).click()
    file = Path(lab.download_path) / "my-lstm.safetensors"
    until(file.exists, timeout=10)
    assert "\u05de" not in lab.driver.current_url
    assert "?" not in lab.driver.current_url
    lab.driver.refresh()
    lab.wait_for_element(part("start"), timeout=20)
    until(lambda: is_shown(lab, "result"), timeout=10)
    lab.find_element(part("forget")).click()
    until(lambda: "Forgotten" in text(lab, part("stopped")), timeout=5)
    until(lambda: not is_shown(lab, "result"), timeout=5)


def test_a_long_course_says_how_far_it_is_and_can_be_cancelled(phone: Any) -> None:
    visit(phone)
    phone.driver.execute_script(f"document.querySelector('{part('example')}').click()")
    until(lambda: "44 kB" in text(phone, part("length")), timeout=10)
    start(phone)
    until(lambda: "s left" in text(phone, part("said")), timeout=90)
    until(lambda: is_shown(phone, "course"), timeout=5)
    phone.driver.execute_script(f"document.querySelector('{part('cancel')}').click()")
    until(lambda: "Nothing was kept" in text(phone, part("stopped")), timeout=10)
    until(lambda: phone.find_element(part("start")).is_enabled(), timeout=10)
    assert not is_shown(phone, "result")
    width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.driver.execute_script(width) <= 0


def test_what_cannot_be_learnt_is_refused_with_a_sentence(lab: Any, tmp_path: Path) -> None:
    visit(lab)
    for pasted, why in (("a", "has one character"), ("a" * 5_000, "5,000 times"), ("", "no text")):
        paste(lab, pasted)
        start(lab)
        until(lambda why=why: why in text(lab, part("refused")), timeout=10)
    line = "'ab '.repeat(20).concat('\\n')"
    make = f"dash_clientside.set_props('next-word-own-pasted', {{value: {line}.repeat(84000)}})"
    lab.driver.execute_script(make)
    until(lambda: "5.1 MB, and at most 200 kB" in text(lab, part("refused")), timeout=10)
    start(lab)
    until(lambda: "Nothing was sent" in text(lab, part("refused")), timeout=5)
    paste(lab, "")
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2_000))
    lab.find_element(f"{part('file')} input").send_keys(str(picture))
    until(lambda: "picture.txt" in text(lab, part("file-name")), timeout=5)
    start(lab)
    until(lambda: "a picture, not text" in text(lab, part("refused")), timeout=10)
