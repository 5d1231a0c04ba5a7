"""A worker is small at rest and stays so after a lecture: nothing large is left behind."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.serving import Served, memory, page_body, review_body, serving

AT_REST, AFTER_A_LECTURE = 150, 190  # MB of a million bytes
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="RSS and PSS are Linux's")


def load_the_page(served: Served) -> None:
    """Ask for a document and for everything it names, as a browser does."""
    document = served.get("/sentiment")[1].decode()
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', document):
        assert served.get(address, **{"Accept-Encoding": "br"})[0] == 200
    assert "sentiment-text" in str(served.ask(page_body("/sentiment"))[1])


def test_a_worker_is_small_at_rest_and_after_a_lecture(tmp_path: Path) -> None:
    with serving(tmp_path / "work", WORKERS="1") as served:
        assert memory(served)[0] < AT_REST
        load_the_page(served)
        for count in range(200):
            assert served.ask(review_body("good food " * (count % 80)))[0] == 200
        assert memory(served)[0] < AFTER_A_LECTURE
