"""What the environment may say, and what it may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import InvalidInput
from core.settings import Settings, settings


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Let the environment be read again, before and after."""
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_folders_and_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNROLLED_WORK", "/somewhere")
    monkeypatch.setenv("UNROLLED_KEPT_MB", " 20 ")
    monkeypatch.setenv("UNROLLED_KEPT_MINUTES", "5")
    found = settings()
    assert (found.work, found.kept_bytes) == (Path("/somewhere"), 20 * 2**20)
    assert found.kept_seconds == 300


def test_what_is_not_said_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEPT_MB", "KEPT_MINUTES"):
        monkeypatch.setenv(f"UNROLLED_{name}", "")
    assert settings().kept_bytes == Settings().kept_bytes
    assert settings().kept_seconds == 3600


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²", "inf"])
@pytest.mark.parametrize("name", ["UNROLLED_KEPT_MB", "UNROLLED_KEPT_MINUTES"])
def test_nonsense_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidInput, match=f"{name} must be a whole number above 0"):
        settings()
