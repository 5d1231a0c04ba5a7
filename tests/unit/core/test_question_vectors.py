"""One vector per question: the halves say what the whole says, and search is exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core import registry
from core.errors import Incompatible, InvalidInput
from core.models.questions import SiameseOptions
from core.question_shelf import (
    MappedTexts,
    Shelf,
    files_of,
    mapped_shelf,
    shelf_of,
    write_shelf,
    write_texts,
)
from core.question_vectors import QuestionVectors, question_vectors, take_apart, vector_models
from tests.pair_fakes import pair_model, siamese_model

ASKED = ("why is the sky blue", "what does a do", "", "is the sky red", "🙂 למה", "how " * 50)


@pytest.fixture(params=["fake", *(name for name, _ in vector_models())])
def halves(request: pytest.FixtureRequest) -> QuestionVectors:
    if request.param == "fake":
        return take_apart(siamese_model(calibration=(0.9, -0.1)))
    return question_vectors(request.param)


def test_the_two_halves_say_what_the_whole_model_says(halves: QuestionVectors) -> None:
    turned = ASKED[::-1]
    pairs = (np.array(side, dtype=object) for side in (ASKED, turned))
    whole = halves.model.predict(dict(zip(halves.model.spec.reads, pairs, strict=True)))
    made = halves.probabilities(halves.vectors(ASKED), halves.vectors(turned))
    np.testing.assert_allclose(made, whole, atol=1e-5)


def test_a_model_that_only_multiplies_is_searched_by_the_dot_product() -> None:
    assert take_apart(siamese_model()).measure == "dot product"
    other = take_apart(pair_model("Subtract", SiameseOptions(20, 6, 4, 5)))
    assert other.measure == "cosine"
    lengths = np.linalg.norm(other.comparable(other.vectors(ASKED)), axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-5)


def test_no_question_makes_no_vector(halves: QuestionVectors) -> None:
    none = halves.vectors([])
    assert none.shape == (0, halves.vectors(["a"]).shape[1])
    assert halves.probabilities(none, none).shape == (0,)


def test_a_model_without_a_vector_of_one_question_is_refused() -> None:
    with pytest.raises(Incompatible, match="together"):
        take_apart(registry.predictor("questions-best"))
    with pytest.raises(InvalidInput):
        question_vectors("sentiment-lstm")


def test_the_nearest_are_those_that_sorting_everything_finds(halves: QuestionVectors) -> None:
    shelf = shelf_of(
        halves, "own", "questions", [f"{text} {n}" for n in range(9) for text in ASKED]
    )
    wanted = halves.comparable(halves.vectors(["why is the sky red"]))[0]
    places, measure = shelf.nearest(wanted, 7)
    everything = np.sort(shelf.vectors @ wanted)[::-1]
    np.testing.assert_allclose(measure, everything[:7])
    np.testing.assert_allclose(shelf.vectors[places] @ wanted, measure, rtol=1e-5, atol=1e-6)
    assert len(shelf.nearest(wanted, 10_000)[0]) == len(shelf)


def test_a_shelf_gives_vectors_back_as_the_model_made_them(halves: QuestionVectors) -> None:
    shelf = shelf_of(halves, "own", "questions", ASKED)
    np.testing.assert_allclose(
        shelf.as_made(np.arange(len(ASKED))), halves.vectors(ASKED), rtol=1e-4, atol=1e-6
    )


def test_an_empty_shelf_has_nothing_near() -> None:
    empty = Shelf("own", "questions", [], np.zeros((0, 5), np.float32), np.zeros(0, np.float32))
    assert len(empty.nearest(np.ones(5), 10)[0]) == 0


def test_texts_come_back_from_the_disk_as_they_were(tmp_path: Path) -> None:
    write_texts(ASKED, tmp_path / "letters", tmp_path / "ends.npy")
    kept = MappedTexts(tmp_path / "letters", tmp_path / "ends.npy")
    assert list(kept) == list(ASKED)
    assert kept[-1] == ASKED[-1]
    with pytest.raises(IndexError):
        kept[len(ASKED)]


def test_an_interrupted_shelf_goes_on_where_it_stopped(tmp_path: Path) -> None:
    halves = take_apart(siamese_model())
    texts = [f"why {n} is the sky" for n in range(1300)]
    first = next(write_shelf(tmp_path, halves, texts))
    assert 0 < first < len(texts)
    np.lib.format.open_memmap(files_of(tmp_path).vectors, "r+")[0] = 7  # is not written again
    done = list(write_shelf(tmp_path, halves, texts))
    assert done[0] > first
    assert done[-1] == len(texts)
    shelf = mapped_shelf(tmp_path, "real", "questions")
    assert (shelf.vectors[0] == 7).all()
    np.testing.assert_allclose(shelf.vectors[1:], halves.vectors(texts)[1:], atol=1e-6)
    assert shelf.texts[1299] == texts[1299]
