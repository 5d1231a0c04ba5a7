"""No page is heavier than a slow network bears: the first visit, and every page after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dash
import pytest
from dash import Dash

from tests.browser.weight import forget, heaviest, received
from tests.serving import Served, serving

FIRST, LATER = 2_200_000, 150_000  # bytes


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve as `make run` does: compressed, with what browsers may keep."""
    with serving(tmp_path_factory.mktemp("served") / "work") as server:
        yield server


def paths() -> list[str]:
    """Return the address of every page."""
    return [page["path"] for page in dash.page_registry.values() if "404" not in page["path"]]


def test_a_first_visit_is_light_enough(tab: Any, served: Served, dash_app: Dash) -> None:
    too_heavy = {}
    for path in paths():
        forget(tab)
        found = received(tab, served.address + path)
        assert any("plotly" in address for address in found)
        if sum(found.values()) > FIRST:
            too_heavy[path] = (sum(found.values()), heaviest(found))
    assert too_heavy == {}


def test_whoever_has_seen_one_page_gets_the_others_nearly_for_nothing(
    tab: Any, served: Served, dash_app: Dash
) -> None:
    forget(tab)
    assert sum(received(tab, f"{served.address}/").values()) > LATER
    too_heavy = {}
    for path in paths():
        found = received(tab, served.address + path)
        if sum(found.values()) > LATER:
            too_heavy[path] = (sum(found.values()), heaviest(found))
    assert too_heavy == {}


def test_what_is_too_heavy_is_counted_and_named(tab: Any, served: Served) -> None:
    forget(tab)
    found = received(tab, f"{served.address}/")
    (plotly,) = (address for address in found if "plotly" in address)
    assert found[plotly] > 300_000
    assert "plotly" in heaviest(found)
