"""Tables that visitors bring, for the tests: into a folder of their own, with a tiny model."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import batch_job, registry, visitor_files, visitor_parts, work_folder
from core.contracts import Columns, Floats
from core.settings import Settings


class WordCounter:
    """Stands in for a trained model: sure of what says "good" or "bad", undecided otherwise."""

    def __init__(self, name: str) -> None:
        self.spec = registry.model_spec(name)
        self.card = type("Card", (), {"threshold": 0.5})()
        self.longest = 0

    def predict(self, columns: Columns) -> Floats:
        """Return 0.9, 0.1 or 0.5 per row."""
        texts = [" ".join(row) for row in zip(*columns.values(), strict=True)]
        self.longest = max([self.longest, *map(len, texts)])
        return np.array([0.9 if "good" in t else 0.1 if "bad" in t else 0.5 for t in texts])


def private_folder(monkeypatch: pytest.MonkeyPatch, folder: Path, **more: Any) -> Path:
    """Keep what visitors give under `folder`; return where."""
    found = Settings(work=folder / "work", **more)
    monkeypatch.setattr(work_folder, "settings", lambda: found)
    monkeypatch.setattr(visitor_files, "settings", lambda: found)
    return folder / "work" / "uploads"


def counting_model(monkeypatch: pytest.MonkeyPatch) -> WordCounter:
    """Let a stand-in answer whatever model a job asks for."""
    model = WordCounter("sentiment-lstm")
    monkeypatch.setattr(batch_job.registry, "predictor", lambda _: model)
    return model


def given(content: bytes | str, name: str = "reviews.csv") -> str:
    """Give a file as a browser would; return its token."""
    raw = content.encode() if isinstance(content, str) else content
    return visitor_parts.receive(io.BytesIO(raw), name, len(raw))
