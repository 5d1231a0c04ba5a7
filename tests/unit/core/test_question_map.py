"""Loaded questions on a plane, and two more on it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core import question_map
from core.contracts import Floats
from core.loaded_questions import sample_shelf
from core.pairs import LECTURE_PAIR, PairRequest
from core.question_map import MOST, PER, map_of
from core.question_map import question_map as told
from core.question_search import FAVOURITE
from core.question_shelf import Shelf
from core.settings import settings

PAIR = PairRequest(*LECTURE_PAIR)


@pytest.fixture(autouse=True)
def _samples_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let there be no real questions, wherever the tests run."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "none"))
    monkeypatch.setenv("UNROLLED_WORK", str(tmp_path / "work"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def unpacked(places: str) -> Floats:
    """Return places as the browser reads them."""
    low, high = np.frombuffer(base64.b64decode(places), np.uint8).reshape(2, -1)
    joined = np.stack([low, high], axis=1).reshape(-1).view("<i2")
    return (joined / PER).reshape(-1, 2)


def test_the_plane_is_the_one_of_the_widest_spread() -> None:
    random = np.random.default_rng(1)
    points = random.normal(size=(500, 6)) * [1, 5, 1, 3, 1, 1]
    shelf = Shelf("own", "points", [str(n) for n in range(500)], points, points[:, 0])
    found = map_of(shelf, "x")
    assert np.abs(found.axes[[1, 3], [0, 1]]) == pytest.approx([1, 1], abs=0.05)
    variance = points.var(axis=0)
    assert found.shares[0] == pytest.approx(variance[1] / variance.sum(), rel=0.1)
    assert found.places.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_a_sample_is_drawn_of_many_the_same_every_time() -> None:
    points = np.random.default_rng(1).normal(size=(MOST + 500, 3))
    shelf = Shelf("own", "points", [str(n) for n in range(len(points))], points, points[:, 0])
    found, again = map_of(shelf, "x"), map_of(shelf, "x")
    assert len(found.texts) == len(set(found.texts)) == MOST
    assert found.texts == again.texts
    assert found.total == MOST + 500


def test_a_loaded_question_that_is_typed_lies_on_its_own_dot() -> None:
    texts = sample_shelf(FAVOURITE).texts
    answer = told(PairRequest(texts[5], texts[9]))
    where = unpacked(answer["cloud"]["places"])
    for place, text in zip(answer["pair"]["places"], (texts[5], texts[9]), strict=True):
        assert where[answer["cloud"]["texts"].index(text)] == pytest.approx(place, abs=2e-4)
    whole, seen = answer["pair"]["apart"]
    assert 0 < seen <= whole
    assert np.linalg.norm(np.subtract(*answer["pair"]["places"])) == pytest.approx(seen, abs=2e-4)


def test_what_the_browser_knows_is_not_sent_again() -> None:
    key = told(PAIR)["key"]
    assert told(PAIR, key)["cloud"] is None
    assert told(PAIR, "other")["cloud"]
    assert told(PAIR, ["nonsense"])["cloud"]


def test_without_words_there_is_no_pair() -> None:
    answer = told(PairRequest("", "why"))
    assert answer["pair"] is None
    assert len(answer["cloud"]["texts"]) >= 300


def test_equal_questions_lie_on_one_spot() -> None:
    assert told(PairRequest("why is it so", "Why is it so?"))["pair"]["apart"] == [0, 0]


def test_the_map_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told(PAIR)
    monkeypatch.setattr(question_map, "map_of", lambda *_: pytest.fail("made again"))
    told(PAIR)
