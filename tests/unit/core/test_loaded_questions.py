"""Which questions are loaded, and how the real ones are prepared once for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from core import loaded_questions, registry
from core.contracts import REAL
from core.loaded_questions import once, prepare, real_shelf, sample_questions, sample_shelf, waiting
from core.settings import settings

MODEL = "questions-siamese"
CACHES = (
    settings,
    registry.dataset,
    loaded_questions._fingerprint,
    loaded_questions._opened,
)


def forget() -> None:
    """Let the next call look at the environment again."""
    for kept in CACHES:
        kept.cache_clear()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give made-up data and a work folder of its own to everything below."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UNROLLED_WORK", str(tmp_path / "work"))
    forget()
    yield tmp_path
    forget()


def made_up_pairs(folder: Path, word: str) -> None:
    """Write pairs that look like the real files; 601 questions are different."""
    rows = {
        "question1": [f"How does number {n} {word}?" for n in range(600)],
        "question2": [f"what does a {word} do"] * 600,
        "is_duplicate": ["1"] * 600,
    }
    for name in registry.dataset_spec("questions").files:
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame(rows).to_csv(path, index=False)


def test_there_are_hundreds_of_questions_written_for_the_product() -> None:
    assert len(sample_questions()) >= 300
    assert len(set(sample_questions())) == len(sample_questions())


def test_a_question_counts_once_whatever_its_case_and_punctuation() -> None:
    assert once(iter(["Why?", "why", "", "?!", "Who?"])) == ["Why?", "Who?"]


def test_without_real_data_there_is_nothing_to_wait_for(folders: Path) -> None:
    assert real_shelf(MODEL) is None
    assert waiting(MODEL) is None
    prepare(MODEL, lambda done, total: pytest.fail("nothing to prepare"))
    assert len(sample_shelf(MODEL)) >= 300


def test_real_questions_are_prepared_once_and_then_opened(folders: Path) -> None:
    made_up_pairs(folders, "work")
    before = waiting(MODEL)
    assert before is not None
    assert not before.is_running
    assert real_shelf(MODEL) is None
    said: list[tuple[int, int]] = []
    prepare(MODEL, lambda done, total: said.append((done, total)))
    assert said[-1] == (601, 601)
    shelf = real_shelf(MODEL)
    assert shelf is not None
    assert (shelf.origin, len(shelf)) == (REAL, 601)
    assert waiting(MODEL) is None
    prepare(MODEL, lambda done, total: pytest.fail("prepared twice"))


def test_while_one_prepares_another_does_not_and_sees_how_far_it_is(folders: Path) -> None:
    made_up_pairs(folders, "work")
    seen = []

    def look(done: int, total: int) -> None:
        seen.append(waiting(MODEL))
        prepare(MODEL, lambda *_: pytest.fail("two at once"))

    prepare(MODEL, look)
    assert seen[0] is not None
    assert seen[0].is_running
    assert (seen[0].total, seen[0].done > 0) == (601, True)


def test_other_data_get_other_vectors_and_the_older_ones_go(folders: Path) -> None:
    made_up_pairs(folders, "work")
    prepare(MODEL, lambda *_: None)
    made_up_pairs(folders, "play")
    forget()
    assert real_shelf(MODEL) is None
    prepare(MODEL, lambda *_: None)
    shelf = real_shelf(MODEL)
    assert shelf is not None
    assert any("play" in text for text in shelf.texts)
    assert len([p for p in (folders / "work" / "questions").iterdir() if p.is_dir()]) == 1
