"""What the browser complained about."""

from __future__ import annotations

from typing import Any


def complaints(browser: Any) -> list[str]:
    """Return what the console received since the last call: errors, refused requests."""
    return [entry["message"] for entry in browser.driver.get_log("browser")]


def assert_console_clean(browser: Any) -> None:
    """Fail if anything on the page went wrong, even if nobody could see it."""
    found = complaints(browser)
    assert not found, "\n".join(found)
