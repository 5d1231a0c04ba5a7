"""Nothing is fetched from another host: the app works in a classroom without internet."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.sources import PROJECT, parse, python_files, tracked_files

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SHIPPED = (".css", ".js", ".svg", ".html", ".json")
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|^\s*//.*?$", re.DOTALL | re.MULTILINE)
ADDRESS = re.compile(r"(?:https?|wss?):\\?/\\?/[^\s\"'<>)]+", re.IGNORECASE)
WITHOUT_SCHEME = re.compile(r"(?:url\(|@import|src=|href=|fetch\()\s*[\"']?//[^\s\"')]+")
# Names of XML vocabularies look like addresses and are never fetched.
NAMES = re.compile(r"https?://www\.w3\.org/(?:2000/svg|1999/(?:xlink|xhtml)|XML/1998/namespace)$")
FETCHING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


def hosts(text: str) -> list[str]:
    """Return every address in a shipped file that a browser could fetch."""
    bare = COMMENT.sub("", text)
    found = ADDRESS.findall(bare) + WITHOUT_SCHEME.findall(bare)
    return [address for address in found if not NAMES.match(address)]


class Fetched(HTMLParser):
    """Collects what a browser fetches while it loads a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(FETCHING.get(tag, ""))
        if address:
            self.addresses.append(address)


def foreign_sources(tree: ast.AST) -> Iterator[str]:
    """Yield addresses of other hosts that Python code gives a component to load."""
    loading = {"src", "srcSet", "external_scripts", "external_stylesheets", "assets_external_path"}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in loading:
            texts = (n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant))
            yield from (t for t in texts if isinstance(t, str) and re.match(r"(?i)(https?:)?//", t))


def test_no_asset_names_another_host() -> None:
    assets = [n for n in tracked_files() if n.startswith("assets/") and n.endswith(SHIPPED)]
    found = {name: hosts((PROJECT / name).read_text("utf-8")) for name in assets}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_no_component_loads_from_another_host() -> None:
    places = python_files("app.py", "pages", "components")
    assert [(str(path), found) for path in places for found in foreign_sources(parse(path))] == []


def test_the_page_loads_everything_from_its_own_host(client: FlaskClient) -> None:
    page = Fetched()
    page.feed(client.get("/").get_data(as_text=True))
    assert len(page.addresses) > 3
    assert [a for a in page.addresses if not re.match(r"/(?!/)|data:", a)] == []


@pytest.mark.parametrize(
    "text",
    [
        "@import url(https://fonts.example.com/inter.css);",
        "@import '//fonts.example.com/inter.css';",
        "src: url(//fonts.example.com/inter.woff2)",
        'fetch("http://api.example.com/icons")',
        'const address = "wss:\\/\\/example.com"',
        '<image href="https://example.com/a.png"/>',
    ],
)
def test_a_foreign_host_is_found(text: str) -> None:
    assert len(hosts(text)) == 1


def test_names_comments_and_local_paths_are_left_alone() -> None:
    assert hosts('<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>') == []
    assert hosts("/* from https://example.com */ a { src: url(fonts/inter.woff2) }") == []
    assert hosts("// see https://example.com\nconst half = 4 // 2;") == []


def test_a_component_that_loads_from_outside_is_found() -> None:
    source = "html.Img(src='https://example.com/a.png'); Dash(external_scripts=['//cdn.example'])"
    assert len(list(foreign_sources(ast.parse(source)))) == 2
    assert list(foreign_sources(ast.parse("html.A(href='https://example.com')"))) == []
