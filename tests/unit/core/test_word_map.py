"""The map of word vectors and who is near whom."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core import registry, word_map
from core.errors import Incompatible, InvalidInput
from core.text import Vocabulary
from core.word_map import landmarks, nearest, principal_components, vectors_of, word_table

WORDS = ("north", "south", "east", "northeast")
TABLE = np.array([[9, 9, 9], [0, 2, 0], [0, -1, 0], [3, 0, 0], [1, 1, 0], [5, 5, 5]], dtype=float)


@pytest.fixture
def vectors():
    return vectors_of("small", Vocabulary(WORDS, 5), TABLE)


def test_the_components_are_those_of_a_singular_value_decomposition() -> None:
    points = np.random.default_rng(3).normal(size=(60, 5)) * [5, 3, 1, 1, 0.1]
    mean, axes, shares = principal_components(points)
    _, values, rows = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(np.abs(np.diag(rows[:2] @ axes)), [1, 1], atol=1e-9)
    np.testing.assert_allclose(shares, (values**2 / (values**2).sum())[:2])
    np.testing.assert_allclose(mean, points.mean(axis=0))


def test_an_axis_points_the_way_of_its_largest_entry() -> None:
    points = np.random.default_rng(3).normal(size=(60, 5))
    _, axes, _ = principal_components(points)
    assert (axes[np.abs(axes).argmax(axis=0), [0, 1]] > 0).all()
    _, mirrored, _ = principal_components(-points)
    np.testing.assert_allclose(axes, mirrored)


def test_points_that_are_all_the_same_have_a_map_too() -> None:
    _, axes, shares = principal_components(np.ones((4, 3)))
    assert np.isfinite(axes).all()
    assert shares.tolist() == [0, 0]


def test_neighbours_are_ranked_by_angle_and_not_by_length(vectors) -> None:
    found = nearest(vectors, "north", 3)
    assert [word for word, _ in found] == ["northeast", "east", "south"]
    np.testing.assert_allclose([cosine for _, cosine in found], [np.sqrt(0.5), 0, -1], atol=1e-6)


def test_an_unknown_word_stands_at_the_row_of_unknown(vectors) -> None:
    assert vectors.row_of("west") == 5
    assert nearest(vectors, "west", 1)[0][0] == "northeast"


def test_there_are_never_more_neighbours_than_words(vectors) -> None:
    assert len(nearest(vectors, "north", 99)) == 3


def test_the_vectors_cannot_be_written_to(vectors) -> None:
    for array in (vectors.table, vectors.directions, vectors.places):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_landmarks_lie_outermost() -> None:
    places = np.array([[0, 0], [5, 0], [-5, 0], [0, 5], [0, -5], [1, 1]])
    assert landmarks(places) == [1, 2, 3, 4]
    assert landmarks(np.zeros((0, 2))) == []


def test_every_shipped_model_that_reads_words_is_offered() -> None:
    offered = word_map.embedding_models()
    reading = [spec.name for spec in registry.models().values() if spec.words]
    assert set(offered) == {n for n in reading if not registry.why_unavailable(n)}
    assert next(iter(offered)) == word_map.FAVOURITE
    for wrong in ("stocks-rnn", None, ["x"], {"a": 1}):
        with pytest.raises(InvalidInput, match="Choose one of"):
            word_map.checked_model(wrong)


def stand_in(vocabulary: Vocabulary | None, *tables: np.ndarray) -> Any:
    """Return what `word_table` looks at of a model: its words and its embeddings, in order."""
    steps = [SimpleNamespace(kind="Embedding", layer=place) for place in range(len(tables))]
    network = SimpleNamespace(weights=lambda layer: (tables[layer],))
    return SimpleNamespace(
        spec=SimpleNamespace(title="Stand-in"),
        card=SimpleNamespace(architecture=SimpleNamespace(steps=steps)),
        artifact=SimpleNamespace(vocabulary=vocabulary, network=network),
    )


def test_of_several_embeddings_the_one_of_the_words_is_taken() -> None:
    vocabulary = Vocabulary(WORDS, 5)
    scores, short = np.zeros((99, 1)), np.zeros((3, 8))
    assert word_table(stand_in(vocabulary, scores, short, TABLE))[1] is TABLE
    for model in (stand_in(vocabulary, scores, short), stand_in(None, TABLE), stand_in(vocabulary)):
        with pytest.raises(Incompatible, match="no word vectors"):
            word_table(model)


def test_a_model_without_word_vectors_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "predictor", lambda _name: stand_in(None))
    assert word_map.embedding_models() == {}


def test_the_table_is_the_trained_one() -> None:
    shipped = word_map.word_vectors(word_map.FAVOURITE)
    network = registry.predictor(word_map.FAVOURITE).artifact.network
    np.testing.assert_array_equal(shipped.table, network.weights("embedding")[0])
    assert [word for word, _ in nearest(shipped, "terrible", 12)].count("terrible") == 0
    near = dict(nearest(shipped, "terrible", 40))
    assert {"worst", "horrible"} <= set(near)
