"""The app says what went wrong, keeps secrets, and lets nothing in from outside."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import brotli
import dash
import pytest
from dash import Dash
from flask.testing import FlaskClient

from components.ids import page_ids
from components.notice import NOTICES
from core import registry
from core.errors import InvalidInput
from tests.sources import PROJECT
from tests.unit.components.walk import classes

Ask = Callable[[str, str, list[dict[str, Any]]], dict[str, Any]]
LOADED = [{"id": "home-loaded", "property": "id", "value": "home-loaded"}]
TYPED = "what the visitor typed"


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Return a function that sends one callback's request, as the browser would."""
    client.get("/")

    def send(output: str, target: str, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        outputs: Any = [
            {"id": part.rsplit(".", 1)[0], "property": part.rsplit(".", 1)[1]}
            for part in target.split("...")
        ]
        body = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": inputs,
            "changedPropIds": [f"{inputs[0]['id']}.{inputs[0]['property']}"],
        }
        answer = client.post("/_dash-update-component", json=body)
        return answer.get_json() if answer.status_code == 200 else {}

    return send


def ask_for_page(ask: Ask, path: str) -> dict[str, Any]:
    """Return the router's answer for a path."""
    location = [
        {"id": "_pages_location", "property": "pathname", "value": path},
        {"id": "_pages_location", "property": "search", "value": ""},
        {"id": "shell-visit", "property": "data", "value": None},
    ]
    target = "_pages_content.children..._pages_store.data"
    return ask(f"..{target}..", target, location)


def notices(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the notices that came with an answer."""
    return answer["sideUpdate"][NOTICES]["sendNotifications"]


def test_a_lesson_error_reaches_the_learner_unchanged(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise InvalidInput("Row 7, column day_3: 'abc' is no number.")

    monkeypatch.setattr(registry, "datasets", refuse)
    answer = ask("home-loaded.children", "home-loaded.children", LOADED)
    (shown,) = notices(answer)
    assert shown["message"] == "Row 7, column day_3: 'abc' is no number."


def test_any_other_error_is_an_apology_and_a_line_in_the_log_without_what_was_typed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down() -> None:
        raise ValueError(TYPED)

    monkeypatch.setattr(registry, "datasets", break_down)
    with caplog.at_level(logging.ERROR, logger="unrolled"):
        answer = ask("home-loaded.children", "home-loaded.children", LOADED)
    (shown,) = notices(answer)
    assert "our side" in shown["message"]
    assert TYPED not in str(answer)
    (logged,) = [record.getMessage() for record in caplog.records if record.name == "unrolled"]
    assert "ValueError" in logged
    assert "home.py" in logged
    assert TYPED not in caplog.text


def test_a_page_that_cannot_be_made_is_replaced_by_a_page_that_says_so(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_query: str) -> None:
        raise InvalidInput("This link asks for a company that is not in the file.")

    monkeypatch.setitem(dash.page_registry["pages.home"], "layout", refuse)
    answer = ask_for_page(ask, "/")
    page = str(answer["response"]["_pages_content"])
    assert "This link asks for a company that is not in the file." in page
    assert "failed-page" in page


def test_an_unknown_path_has_the_status_404_and_a_page_of_its_own(
    client: FlaskClient, ask: Ask
) -> None:
    assert client.get("/no-such-page").status_code == 404
    assert client.get("/").status_code == 200
    answer = ask_for_page(ask, "/no-such-page")
    assert "There is no page at this address." in str(answer["response"])


class InlineScripts(HTMLParser):
    """Collects the scripts written into a document."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        runs = named.get("type") in (None, "text/javascript", "application/javascript")
        self.is_inside = tag == "script" and "src" not in named and runs

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.found.append(data)


def test_every_script_in_the_document_is_allowed_by_its_hash(client: FlaskClient) -> None:
    answer = client.get("/")
    reader = InlineScripts()
    reader.feed(answer.get_data(as_text=True))
    assert len(reader.found) == 2
    policy = answer.headers["Content-Security-Policy"]
    for script in reader.found:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy, script[:60]
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts is not None
    assert "unsafe" not in scripts[1]
    assert "default-src 'self';" in policy


def test_the_document_has_a_language_and_a_direction(client: FlaskClient) -> None:
    assert '<html lang="en" dir="ltr">' in client.get("/").get_data(as_text=True)


def lasting_address(client: FlaskClient, ending: str) -> str:
    """Return the address of a script or style as the page asks for it."""
    asked = re.findall(r'(?:src|href)="([^"]+)"', client.get("/").text)
    return next(address for address in asked if ending in address)


@pytest.mark.parametrize("ending", ["/assets/base.css?m=", "dash_mantine_components.v"])
def test_what_lasts_is_packed_once_and_unpacks_to_the_same(
    client: FlaskClient, ending: str
) -> None:
    address = lasting_address(client, ending)
    plain = client.get(address)
    packed, again = (client.get(address, headers={"Accept-Encoding": "br"}) for _ in range(2))
    assert plain.headers.get("Content-Encoding") is None
    assert packed.headers["Content-Encoding"] == "br"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.cache_control.max_age == 31_536_000
    assert brotli.decompress(packed.data) == plain.data
    assert again.data == packed.data
    assert len(packed.data) < 0.5 * len(plain.data)


def test_text_is_sent_compressed(client: FlaskClient) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 2


def test_fonts_and_dated_assets_are_kept_by_the_browser_and_others_are_asked_for_again(
    client: FlaskClient,
) -> None:
    def kept(address: str) -> str:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            return answer.headers["Cache-Control"]

    assert kept("/assets/page.css?m=1") == "max-age=31536000"
    assert kept("/assets/fonts/inter-latin-wght-normal.woff2") == "max-age=31536000"
    assert kept("/assets/icons/sun.svg") == "no-cache"


def test_every_callback_speaks_of_things_that_some_page_or_the_shell_has(
    dash_app: Dash, client: FlaskClient
) -> None:
    client.get("/")
    shown = {module: made(page) for module, page in dash.page_registry.items()}
    present = {
        part.id
        for tree in (dash_app.layout, *shown.values())
        for part in tree._traverse_ids()
        if isinstance(part.id, str)
    }
    # A page without its model shows a notice in place of its parts.
    excused = tuple(page_ids(m)("") for m, page in shown.items() if "unavailable" in classes(page))
    wanted = {
        entry["id"]
        for callback in dash_app.callback_map.values()
        for entry in (*callback["inputs"], *callback["state"])
        if not entry["id"].startswith(("{", *excused))
    }
    assert wanted
    assert wanted - present == set()


def made(page: dict[str, Any]) -> Any:
    """Return the layout of a page, made without a query."""
    return page["layout"]() if callable(page["layout"]) else page["layout"]


def test_the_app_is_imported_quickly_and_without_tensorflow() -> None:
    heavy = "import app, sys; print([m for m in ('keras', 'tensorflow') if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", heavy],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert run.stdout.strip() == "[]"
