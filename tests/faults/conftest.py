"""A server for the tests that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the app with two workers of four threads, as `make run` does."""
    with serving(tmp_path_factory.mktemp("served") / "work") as server:
        yield server
