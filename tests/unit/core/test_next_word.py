"""The language model in NumPy, on a small network with made-up weights."""

import numpy as np
import pytest

from core.errors import Incompatible, NotTrained
from core.next_word import (
    NextWord,
    Options,
    open_next_word,
    opened,
    pack,
    parts_of,
    perplexity,
)
from core.next_word_course import new_weights
from core.text import Vocabulary

SMALL = Options(vocabulary_size=12, embedding=5, units=8)
KNOWN = Vocabulary(("the", "a", ".", "soup"), 12, "marked")


def small_model(seed: int = 1) -> NextWord:
    """Return a model that has learnt nothing."""
    frequencies = np.full(13, 1 / 13)
    return opened(pack(new_weights(SMALL, frequencies, seed), KNOWN, SMALL))


def test_word_by_word_the_memory_is_the_same_as_in_one_go():
    model, ids = small_model(), np.array([1, 4, 12, 3, 2])
    whole = model.read(ids)
    state = None
    for word in ids:
        state = model.read(np.array([word]), state).state
    np.testing.assert_allclose(whole.state.h, state.h, atol=1e-6)
    np.testing.assert_allclose(whole.state.C, state.C, atol=1e-6)


def test_after_every_word_the_probabilities_add_up_to_one():
    model = small_model()
    log_p = model.log_probabilities(model.read(np.array([1, 2, 3])).h[:, 0])
    assert log_p.shape == (4, 13)
    np.testing.assert_allclose(np.exp(log_p).sum(axis=1), 1, rtol=1e-5)


def test_the_surprise_of_a_word_is_what_the_words_before_it_say():
    model, ids = small_model(), np.array([1, 4, 3])
    found = model.surprises(ids)
    first = model.log_probabilities(model.begin.h)[0]
    second = model.log_probabilities(model.read(ids[:1]).h[1])[0]
    np.testing.assert_allclose(
        found[:2], [-first[1] / np.log(2), -second[4] / np.log(2)], rtol=1e-5
    )
    assert model.surprises(ids[:1]).shape == (1,)
    assert model.surprises(ids[:0]).shape == (0,)


def test_long_texts_are_worked_out_in_pieces_without_a_seam():
    model = small_model()
    ids = np.random.default_rng(1).integers(1, 13, 700)
    found = model.surprises(ids)
    log_p = model.log_probabilities(model.read(ids).h[:-1, 0])
    np.testing.assert_allclose(found, -log_p[np.arange(700), ids] / np.log(2), rtol=1e-4)


def test_a_saved_model_reads_the_same(tmp_path):
    from core import artifacts

    model = small_model()
    packed = pack(model.weights, KNOWN, SMALL)
    artifacts.save(tmp_path / "next-word", packed)
    again = open_next_word(tmp_path / "next-word")
    ids = np.array([1, 4, 12])
    np.testing.assert_array_equal(again.surprises(ids), opened(packed).surprises(ids))
    assert again.vocabulary == KNOWN


def test_a_folder_that_is_not_there_or_holds_something_else_is_refused(tmp_path):
    with pytest.raises(NotTrained, match="python -m core train next-word"):
        open_next_word(tmp_path / "next-word")
    weights = dict(small_model().weights)
    weights["answer/0"] = weights["answer/0"][:-1]
    with pytest.raises(Incompatible):
        opened(pack(weights, KNOWN, SMALL))


def test_a_stream_falls_into_texts_each_with_its_end():
    parts = list(parts_of(np.array([0, 3, 4, 0, 5, 0])))
    assert [part.tolist() for part in parts] == [[3, 4, 0], [5, 0]]


def test_perplexity_is_the_number_of_equal_words():
    assert perplexity(np.full(9, 3.0)) == 8
