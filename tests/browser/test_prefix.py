"""Under a path prefix, as behind a proxy that serves other sites too: pages work as at the root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.serving import Served, serving

PREFIX = "/course/rnn/"


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve below a prefix."""
    work = tmp_path_factory.mktemp("served") / "work"
    with serving(work, first=PREFIX, WORKERS="1", DASH_URL_BASE_PATHNAME=PREFIX) as server:
        yield server


def test_pages_answer_draw_and_lead_to_each_other_below_a_prefix(
    tab: Any, prefixed: Served
) -> None:
    tab.driver.get(f"{prefixed.address}{PREFIX}sentiment")
    box = tab.wait_for_element("#sentiment-text", timeout=30)
    box.send_keys(" and good")
    tab.wait_for_contains_text("body", "and good", timeout=20)
    tab.wait_for_element("#sentiment-curve .main-svg", timeout=30)  # plotly has come
    tab.find_element(f'.nav-link[href="{PREFIX}stocks"]').click()
    tab.wait_for_element("#stocks-next .main-svg", timeout=30)
    tab.wait_for_element(".ag-root", timeout=30)  # so has the grid
    assert tab.driver.execute_script("return location.pathname") == f"{PREFIX}stocks"
    fetched = tab.driver.execute_script(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    )
    assert [a for a in fetched if a.startswith("http") and PREFIX not in a] == []
