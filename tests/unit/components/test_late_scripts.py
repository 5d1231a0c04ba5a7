"""Scripts that can wait: linked, not run; versioned, so that browsers may keep them."""

from __future__ import annotations

import ast
import re

import brotli
import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from components.late_scripts import FOLDER, PLOTLY, without_late_scripts
from tests.sources import PROJECT, parse, python_files

SCRIPTS = """<script src="/a.js"></script>
<script src="/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1.min.js"></script>
<script src="/_dash-component-suites/dash/dash_table/bundle.v1.js"></script>"""
BUNDLE = (FOLDER / PLOTLY).read_text("utf-8")
LATE = re.compile(r'<link rel="prefetch" as="script" id="late-([\w-]+)" href="([^"]+)">')


def test_what_can_wait_is_linked_and_what_nobody_uses_is_gone() -> None:
    left = without_late_scripts(SCRIPTS, "/course/")
    assert re.findall(r'<script src="([^"]+)">', left) == ["/a.js"]
    links = dict(LATE.findall(left))
    assert list(links) == ["plotly", "grid", "grid-parts"]
    assert all(address.startswith("/course/vendor/") for address in links.values())


def test_every_late_script_is_served_packed_and_kept(client: FlaskClient) -> None:
    document = client.get("/").get_data(as_text=True)
    assert "dash_ag_grid.v" not in document
    for _, address in LATE.findall(document):
        with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.status_code == 200
            assert answer.mimetype == "text/javascript"
            assert answer.cache_control.max_age == 31_536_000
            assert len(brotli.decompress(answer.data)) > 2 * len(answer.data)


@pytest.mark.parametrize(
    "address", [f"/vendor/plotly/{PLOTLY}x", "/vendor/plotly/LICENSE-plotly.txt", "/vendor/a/b"]
)
def test_nothing_else_is_served_from_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_bundle_is_of_the_version_that_plotly_for_python_is_made_for() -> None:
    assert f"v{get_plotlyjs_version()}\n" in BUNDLE[:200]
    assert get_plotlyjs_version() in PLOTLY
    assert (FOLDER / "LICENSE-plotly.txt").is_file()


def drawn() -> set[str]:
    """Return every kind of trace that a picture is made of: `go.Bar(…)` or {"type": "bar"}."""
    import plotly.graph_objects as go

    kinds = {name.lower() for name in dir(go) if hasattr(getattr(go, name), "hoverinfo")}
    found: set[str] = set()
    for path in python_files("components", "pages"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("go."):
                found.add(ast.unparse(node.func)[3:].lower())
            if isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                found |= {
                    value.value
                    for key, value in pairs
                    if isinstance(key, ast.Constant)
                    and key.value == "type"
                    and isinstance(value, ast.Constant)
                }
    return found & kinds


def test_the_bundle_draws_every_kind_of_trace_that_the_pages_use() -> None:
    used = drawn()
    assert {"scatter", "bar", "contour"} <= used
    missing = [kind for kind in used if f'moduleType:"trace",name:"{kind}"' not in BUNDLE]
    assert missing == []
    assert 'moduleType:"trace",name:"surface"' not in BUNDLE


def test_the_image_takes_the_bundle_along() -> None:
    assert "COPY vendor vendor" in (PROJECT / "Dockerfile").read_text("utf-8")
