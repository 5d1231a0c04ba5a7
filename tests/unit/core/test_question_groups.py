"""Groups of duplicates from the links of a maximum spanning tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core import group_desk, visitor_files
from core.contracts import Floats
from core.errors import MissingData
from core.group_desk import KIND, example, group, receive, stop
from core.question_groups import Links, links
from core.question_vectors import QuestionVectors, take_apart
from core.settings import settings
from tests.pair_fakes import siamese_model

TEXTS = [
    f"{start} {verb} the {thing}"
    for start in ("what", "how", "why")
    for verb in ("is", "does")
    for thing in ("sky", "red", "blue")
]


@pytest.fixture(scope="module")
def halves() -> QuestionVectors:
    return take_apart(siamese_model())


@pytest.fixture
def _kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("UNROLLED_WORK", str(tmp_path / "work"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def all_pairs(halves: QuestionVectors, vectors: Floats) -> Floats:
    """Return how probable every pair is, (n, n)."""
    count = len(vectors)
    own = (np.repeat(vectors[place : place + 1], count, 0) for place in range(count))
    rows = [halves.probabilities(one, vectors) for one in own]
    return np.array(rows)


def connected(is_linked: Floats) -> list[list[int]]:
    """Return the connected parts of a graph, found by walking."""
    left, found = set(range(len(is_linked))), []
    while left:
        part, edge = set(), {min(left)}
        while edge:
            part |= edge
            edge = {int(b) for a in edge for b in np.flatnonzero(is_linked[a])} - part
        found.append(sorted(part))
        left -= part
    return sorted(found, key=lambda part: (-len(part), part[0]))


def test_at_any_threshold_the_groups_are_those_of_all_pairs(halves: QuestionVectors) -> None:
    vectors = halves.vectors(TEXTS)
    found = links(halves, vectors, lambda *_: None)
    every = all_pairs(halves, vectors)
    sizes = set()
    for threshold in (0, *np.quantile(every, [0.2, 0.5, 0.8, 0.9, 0.97]), 1):
        expected = connected(every >= threshold)
        assert found.groups(threshold, len(TEXTS)) == expected
        sizes.add(len(expected))
    assert len(sizes) > 3


def test_the_links_come_the_most_probable_first_and_every_pair_is_counted(
    halves: QuestionVectors,
) -> None:
    said: list[tuple[int, int]] = []
    found = links(halves, halves.vectors(TEXTS), lambda *done: said.append(done))
    assert len(found.probability) == len(TEXTS) - 1
    assert (np.diff(found.probability) <= 0).all()
    total = len(TEXTS) * (len(TEXTS) - 1) // 2
    assert said[-1] == (total, total)
    assert said == sorted(said)


def test_one_question_has_no_links(halves: QuestionVectors) -> None:
    alone = links(halves, halves.vectors(["why"]), lambda *_: None)
    assert alone.groups(0, 1) == [[0]]
    none = Links(np.zeros(0, int), np.zeros(0, int), np.zeros(0))
    assert none.groups(0.5, 3) == [[0], [1], [2]]


@pytest.mark.usefixtures("_kept_here")
def test_a_list_is_compared_and_gone_afterwards() -> None:
    token = receive(None, None, "Why is the sky blue?\nwhy is the sky blue\n\nHow do I cook rice?")
    result = group(lambda *_: None, token["token"])
    assert list(result["first"]) == [0, 0, 1]
    assert list(result["different"]) == [0, 2]
    assert (len(result["one"]), len(result["probability"])) == (1, 1)
    assert len(result["remarks"]) == 2
    with pytest.raises(MissingData):
        visitor_files.fetch(token["token"], KIND)


@pytest.mark.usefixtures("_kept_here")
def test_what_is_no_list_is_refused_in_a_sentence() -> None:
    assert "two or more" in receive(None, None, "why")["refused"]
    assert list(receive(None, None, example())) == ["token"]


@pytest.mark.usefixtures("_kept_here")
def test_a_job_that_was_cancelled_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_desk, "_OFTEN", 0)
    token = receive(None, None, example())["token"]
    with pytest.raises(MissingData):
        group(lambda *_: stop(token), token)


@pytest.mark.usefixtures("_kept_here")
def test_nonsense_for_a_token_is_told_to_be_gone() -> None:
    for token in (None, "x", 7):
        with pytest.raises(MissingData):
            group(lambda *_: None, token)
