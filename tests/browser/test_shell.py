"""The frame around every page, as a visitor meets it."""

from __future__ import annotations

from typing import Any

import dash
import pytest
from dash import Dash
from dash.testing.wait import until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from components.navigation import lecture_pages
from tests.browser.console import complaints

SCHEME = "return document.documentElement.dataset.mantineColorScheme"
TYPE_SIZE = "return parseFloat(getComputedStyle(document.documentElement).fontSize)"
NAVIGATION = ".mantine-AppShell-navbar"


def press(browser: Any, *keys: str) -> None:
    """Press keys, wherever the focus is."""
    ActionChains(browser.driver).send_keys(*keys).perform()


def eventually(browser: Any, script: str, value: Any) -> None:
    """Wait until a script returns this value."""
    until(lambda: browser.driver.execute_script(script) == value, timeout=5)


def is_in_view(browser: Any, selector: str) -> bool:
    """Say whether a part of the frame is on the screen (the navigation slides off it)."""
    box = browser.find_element(selector).rect
    width = browser.driver.execute_script("return innerWidth")
    return box["x"] + box["width"] > 0 and box["x"] < width


def paths() -> list[str]:
    """Return where all pages are, home first."""
    return ["/", *(stop.path for stop in lecture_pages())]


def open_page(browser: Any, path: str) -> None:
    """Go to a page and wait until nothing is being computed any more."""
    browser.driver.get(browser.server_url.rstrip("/") + path)
    browser.wait_for_element("h1")
    until(browser._wait_for_callbacks, timeout=20)


def test_home_shows_one_card_per_page_and_what_is_loaded(lab: Any) -> None:
    lab.wait_for_text_to_equal("h1", "What does a recurrent network remember?")
    names = [card.text for card in lab.find_elements(".topic-card h3")]
    assert names == [stop.name for stop in lecture_pages()]
    lab.wait_for_element(".loaded-list")
    assert lab.driver.title == "Unrolled"


def test_nothing_is_fetched_from_another_host(lab: Any) -> None:
    for path in paths():
        open_page(lab, path)
        script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        fetched = lab.driver.execute_script(script)
        assert len(fetched) > 5
        home = lab.server_url.rstrip("/") + "/"
        assert [name for name in fetched if not name.startswith((home, "data:", "blob:"))] == []


def test_the_navigation_leads_through_the_lecture(lab: Any) -> None:
    links = lab.find_elements(f"{NAVIGATION} a")
    assert [link.text for link in links] == [stop.name for stop in lecture_pages()]
    for stop in lecture_pages():
        link = f'{NAVIGATION} a[href="{stop.path}"]'
        lab.find_element(link).click()
        lab.wait_for_contains_text(".page-place", stop.name)
        assert lab.find_element(link).get_attribute("data-active")


def test_the_foot_leads_from_page_to_page(lab: Any) -> None:
    for stop in lecture_pages():
        lab.find_element(".pager-next").click()
        lab.wait_for_contains_text(".page-place", stop.name)
    assert lab.find_elements(".pager-next") == []


def test_dark_is_remembered_and_does_not_flash_light_on_the_way(lab: Any) -> None:
    before = lab.driver.execute_script(SCHEME)
    after = "light" if before == "dark" else "dark"
    lab.find_element("#shell-scheme").click()
    eventually(lab, SCHEME, after)
    lab.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {
            "source": "document.addEventListener('DOMContentLoaded', () => {"
            "const root = document.documentElement;"
            "window.first = [root.dataset.mantineColorScheme,"
            "getComputedStyle(root).backgroundColor,"
            "Boolean(document.querySelector('.header'))]})"
        },
    )
    lab.driver.refresh()
    lab.wait_for_element(".header")
    scheme, background, is_drawn = lab.driver.execute_script("return window.first")
    assert not is_drawn, "looked before the app was drawn"
    assert scheme == after
    assert lab.driver.execute_script(SCHEME) == after
    drawn = "return getComputedStyle(document.body).backgroundColor"
    assert lab.driver.execute_script(drawn) == background


def test_p_presents_with_larger_type_and_without_the_navigation(lab: Any) -> None:
    assert lab.driver.execute_script(TYPE_SIZE) == 16
    assert is_in_view(lab, NAVIGATION)
    press(lab, "p")
    eventually(lab, TYPE_SIZE, 16 * 1.35)
    until(lambda: not is_in_view(lab, NAVIGATION), timeout=3)
    assert lab.find_element("#shell-present").get_attribute("aria-pressed") == "true"
    lab.driver.refresh()
    eventually(lab, TYPE_SIZE, 16 * 1.35)
    press(lab, "p")
    eventually(lab, TYPE_SIZE, 16)
    until(lambda: is_in_view(lab, NAVIGATION), timeout=3)


def test_a_question_mark_lists_the_keys(lab: Any) -> None:
    press(lab, "?")
    lab.wait_for_text_to_equal(".mantine-Modal-title", "Keyboard")
    assert len(lab.find_elements(".key-row")) >= 5
    press(lab, Keys.ESCAPE)
    lab.wait_for_no_elements(".mantine-Modal-title")


def test_keys_are_left_alone_while_someone_types(lab: Any) -> None:
    lab.driver.execute_script(
        "const field = document.createElement('input'); field.id = 'field';"
        "document.querySelector('#content').prepend(field); field.focus()"
    )
    press(lab, "p", "?")
    assert lab.find_element("#field").get_attribute("value") == "p?"
    assert lab.driver.execute_script(TYPE_SIZE) == 16
    assert lab.driver.find_elements("css selector", ".mantine-Modal-title") == []


def test_the_first_tab_offers_to_skip_the_navigation(lab: Any) -> None:
    lab.wait_for_element(".loaded-list")
    press(lab, Keys.TAB)
    focused = lab.driver.switch_to.active_element
    assert focused.text == "Skip to the page"
    press(lab, Keys.ENTER)
    eventually(lab, "return document.activeElement.id", "content")


def test_another_page_puts_the_keyboard_at_its_beginning(lab: Any) -> None:
    lab.wait_for_element(".loaded-list")
    assert lab.driver.execute_script("return document.activeElement.id") != "content"
    lab.find_element(".pager-next").click()
    eventually(lab, "return document.activeElement.id", "content")


def test_an_unknown_address_has_a_page_that_leads_back(lab: Any) -> None:
    lab.driver.get(f"{lab.server_url.rstrip('/')}/no-such-page")
    lab.wait_for_text_to_equal("h1", "This step was never unrolled")
    assert all("404" in complaint for complaint in complaints(lab))
    lab.find_element(".way-home").click()
    lab.wait_for_text_to_equal("h1", "What does a recurrent network remember?")


def test_a_lost_server_is_said_and_the_page_stays(lab: Any) -> None:
    lab.wait_for_element(".loaded-list")
    lab.driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    lab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    lab.find_element(".pager-next, .wordmark").click()
    if not lab.driver.find_elements("css selector", ".pager-next"):
        lab.driver.execute_script("dash_clientside.set_props('shell-visit', {data: 1})")
    lab.wait_for_contains_text(".mantine-Notification-root", "cannot be reached")
    assert lab.find_element("h1").is_displayed()
    lab.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False,
        "downloadThroughput": -1, "uploadThroughput": -1})  # fmt: skip
    until(lambda: not lab.find_elements(".mantine-Notification-root"), timeout=30)
    assert complaints(lab) != []


def test_the_phone_hides_the_navigation_behind_a_button(phone: Any) -> None:
    assert not is_in_view(phone, NAVIGATION)
    phone.find_element("#shell-burger").click()
    until(lambda: is_in_view(phone, NAVIGATION), timeout=3)
    links = phone.find_elements(f"{NAVIGATION} a")
    if links:
        links[-1].click()
        phone.wait_for_contains_text(".page-place", lecture_pages()[-1].name)
        until(lambda: not is_in_view(phone, NAVIGATION), timeout=3)


def test_no_page_scrolls_sideways_on_a_phone(phone: Any) -> None:
    for path in paths():
        open_page(phone, path)
        widths = "return [document.documentElement.scrollWidth, innerWidth]"
        content, screen = phone.driver.execute_script(widths)
        assert screen == 390, path
        assert content <= screen, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_without_a_complaint(lab: Any, dash_app: Dash, scheme: str) -> None:
    lab.driver.execute_script(f"localStorage.setItem('mantine-color-scheme-value', '{scheme}')")
    assert set(paths()) <= {page["path"] for page in dash.page_registry.values()}
    for path in paths():
        open_page(lab, path)
        assert lab.driver.execute_script(SCHEME) == scheme
        assert lab.driver.execute_script("return document.querySelector('parsererror')") is None
        assert complaints(lab) == [], path
