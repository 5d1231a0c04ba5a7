"""One collection of figures for a whole run of `make bench`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.benchmarks.figures import Figures


@pytest.fixture(scope="session")
def figures() -> Iterator[Figures]:
    """Collect what is measured; at the end print the table and write the JSON."""
    collected = Figures()
    yield collected
    print(f"\n\n{collected.table()}\n\nwritten to {collected.write()}")
