"""Teaching the language model: on little, but for real."""

import numpy as np
import pytest

from core.errors import InvalidInput
from core.next_word import Options
from core.next_word_course import Course, Recipe, side_by_side
from core.next_word_texts import load, stream, vocabulary
from core.next_word_training import Teaching, fit_counting
from core.text import Vocabulary

TINY = Options(vocabulary_size=8, embedding=8, units=16)


def course(words, recipe, seed=1):
    known = Vocabulary(tuple("abcdef"), 8, "marked")
    check = [*words[:200], 0]
    return Course(np.array(words, np.int32), np.array(check, np.int32), known, TINY, recipe, seed)


def test_streams_lie_side_by_side_without_losing_their_order():
    assert side_by_side(np.arange(11), 3).tolist() == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_what_always_follows_is_learnt_and_the_check_compares_with_all_words():
    words = [0, *([1, 2, 3, 4, 5, 6] * 300), 0]
    recipe = Recipe(
        epochs=3, streams=4, steps=8, rate=0.02, drawn=40, hidden_input=0, hidden_output=0, looks=1
    )
    records = [record for record, _ in course(words, recipe).run()]
    assert [record.epoch for record in records] == [1, 2, 3]
    assert records[-1].loss < 0.1 * records[0].loss
    assert records[-1].val_loss < 0.1 * np.log(8)


def test_the_same_seed_teaches_the_same():
    words = [0, *np.random.default_rng(5).integers(1, 7, 800).tolist(), 0]
    recipe = Recipe(epochs=1, streams=4, steps=8, drawn=20, looks=1)
    one, other = (next(w for _, w in course(words, recipe).run()) for _ in range(2))
    for name, array in one.items():
        np.testing.assert_allclose(array, other[name], atol=1e-6)


def test_too_few_words_are_refused():
    with pytest.raises(InvalidInput, match="too few to learn from"):
        course([0, 1, 2, 0], Recipe())


def test_reviews_fall_into_three_parts_that_share_no_text(monkeypatch, tmp_path):
    from core import settings

    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path))
    settings.settings.cache_clear()
    try:
        found = load(1)
        assert found.origin == "sample"
        parts = [set(found.train), set(found.check), set(found.held_out)]
        assert all(parts)
        assert not parts[0] & parts[1]
        assert not parts[0] & parts[2]
        assert load(1) == found
        known = vocabulary(found.train, 500)
        ids = stream(found.check, known)
        assert ids[0] == ids[-1] == 0
        assert (ids == 0).sum() == len(found.check) + 1
        assert ids.max() <= known.unknown
        counted = fit_counting(1)["measured"]
        assert [entry["order"] for entry in counted] == [1, 2, 3]
        assert counted[1]["perplexity"] < counted[0]["perplexity"]
        teaching = Teaching(1, recipe=Recipe(epochs=1, streams=4, looks=1), options=TINY)
        assert len(list(teaching.run())) == 1
        (entry,) = teaching.finish().card.measured
        assert entry["role"] == "held_out"
        assert 1 < entry["perplexity"] < 9
    finally:
        settings.settings.cache_clear()
