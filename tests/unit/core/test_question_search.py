"""A question looked for among the loaded ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core import question_search, registry
from core.errors import InvalidInput, MissingData, NotTrained
from core.loaded_questions import Waiting, loaded_shelf, sample_questions
from core.question_search import FAVOURITE, NEAREST, pieces, search, search_model, standing
from core.settings import settings
from core.word_matches import probabilities


@pytest.fixture(autouse=True)
def _samples_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let there be no real questions, wherever the tests run."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "none"))
    monkeypatch.setenv("UNROLLED_WORK", str(tmp_path / "work"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_model_with_the_better_vectors_searches() -> None:
    assert search_model() == FAVOURITE


def test_without_a_model_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_search, "vector_models", lambda: [])
    with pytest.raises(NotTrained, match="nothing can be searched"):
        search_model()


def test_a_loaded_question_is_found_first_and_told_to_have_the_same_words() -> None:
    asked = sample_questions()[17]
    answer = search(asked.upper(), FAVOURITE)
    first = answer["found"][0]
    assert (first["text"], first["is_same"], first["lacks"]) == (asked, True, [])
    assert first["cosine"] == pytest.approx(1, abs=1e-4)
    assert len(answer["found"]) == NEAREST
    cosines = [entry["cosine"] for entry in answer["found"]]
    assert cosines == sorted(cosines, reverse=True)
    assert answer["ms"] > 0


@pytest.mark.parametrize("judge", ["questions-siamese", FAVOURITE, "questions-best"])
def test_the_probability_is_what_the_judge_says_of_the_pair(judge: str) -> None:
    query = "How can I learn to cook?"
    answer = search(query, judge)
    pairs = [(query, entry["text"]) for entry in answer["found"]]
    expected = probabilities(registry.predictor(judge), pairs)
    found = [entry["probability"] for entry in answer["found"]]
    assert found == pytest.approx(expected.tolist(), abs=2e-4)


def test_the_nearest_are_those_of_all_loaded_ones() -> None:
    shelf = loaded_shelf(FAVOURITE)
    halves = question_search.question_vectors(FAVOURITE)
    own = halves.comparable(halves.vectors(["How can I learn to cook?"]))[0]
    best = shelf.texts[int(np.argmax(shelf.vectors @ own))]
    assert search("How can I learn to cook?", FAVOURITE)["found"][0]["text"] == best


def test_words_that_differ_are_cut_out() -> None:
    cut = pieces("Why is the SKY blue?", {"why", "is", "blue"})
    assert cut == [("Why is ", 0), ("the", 1), (" ", 0), ("SKY", 1), (" blue?", 0)]
    assert pieces("", {"why"}) == []
    assert "".join(text for text, _ in pieces("\U0001f642 מה זה?", set())) == "\U0001f642 מה זה?"


def test_nothing_typed_is_answered_with_what_to_do() -> None:
    for nothing in ("", "  ?!", None, 7, ["why"]):
        answer = search(nothing, FAVOURITE)
        assert "Type a question" in answer["missing"]
        assert "350" in answer["said"] or "questions written" in answer["said"]


def test_unknown_words_are_named_and_a_query_without_a_known_one_is_doubted() -> None:
    assert "blorptal" in search("What is a blorptal?", FAVOURITE)["remarks"][0]
    assert "knows none of these words" in search("blorptal vexnik", FAVOURITE)["remarks"][0]
    assert "knows none of these words" in search("מה עושה הרשת", FAVOURITE)["remarks"][0]
    assert search("What is the sky?", FAVOURITE)["remarks"] == []


def test_a_long_query_is_told_to_be_read_in_part() -> None:
    said = search("why is the sky blue " * 250, FAVOURITE)["remarks"]
    assert "1,250 words, but the model reads 24" in said[0]
    said = search("why is the sky blue " * 5000, FAVOURITE)["remarks"]
    assert "first 20,000 characters" in said[0]


def test_half_a_character_and_tags_are_words_like_others() -> None:
    answer = search("\ud800 <b>why</b>", FAVOURITE)
    assert answer["query"] == "? <b>why</b>"
    assert answer["found"]


def test_a_judge_that_is_none_is_refused() -> None:
    for judge in ("sentiment-lstm", "nobody", None):
        with pytest.raises(InvalidInput):
            search("why", judge)


def test_where_it_stands_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not on this server" in standing()["said"]
    assert standing()["waiting"] is None
    monkeypatch.setattr(question_search, "waiting", lambda _name: Waiting(512, 2000, True))
    told = standing()
    assert told["waiting"] == {"done": 512, "total": 2000, "is_running": True}
    assert told["said"].startswith("512 of 2,000 questions asked on Quora")


def test_without_a_work_folder_the_questions_of_the_product_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nowhere(_name: str) -> None:
        raise MissingData("no folder")

    monkeypatch.setattr("core.loaded_questions.real_shelf", nowhere)
    monkeypatch.setattr(question_search, "waiting", nowhere)
    assert standing()["waiting"] is None
    assert search("why", FAVOURITE)["found"]
