"""The helper that says "clean" is believed because it also says "not clean"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.console import assert_console_clean, complaints


def test_an_error_on_the_page_is_found(lab: Any) -> None:
    assert_console_clean(lab)
    lab.driver.execute_script("console.error('something broke')")
    with pytest.raises(AssertionError, match="something broke"):
        assert_console_clean(lab)


def test_an_exception_in_a_handler_is_found(lab: Any) -> None:
    lab.driver.execute_script("setTimeout(() => { throw new Error('unseen') }, 0)")
    with pytest.raises(AssertionError, match="unseen"):
        assert_console_clean(lab)


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('https://example.org/collect').catch(() => {})",
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/a.png'}))",
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
    ],
    ids=["request", "picture", "script"],
)
def test_the_policy_refuses_what_is_not_ours_and_says_so(lab: Any, attempt: str) -> None:
    lab.driver.execute_script(attempt)
    assert any("Content Security Policy" in complaint for complaint in complaints(lab))
