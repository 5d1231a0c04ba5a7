"""The shipped language model against Keras, against counting, and against what it has read."""

import numpy as np
import pytest

from core import next_word
from core.next_word_answer import NextWordRequest, writing
from core.next_word_texts import load
from core.next_word_training import Streams
from core.sampling import Dice

WINDOW, TEXTS, SOME = 12, 200, 250
BEGINNINGS = (
    "",
    "The food",
    "I",
    "This movie",
    "We went there",
    "My wife and I",
    "The staff",
    "If",
)


def test_the_memory_is_the_one_that_keras_has():
    import keras

    model = next_word.shipped()
    ids = np.random.default_rng(2).integers(1, 10_001, 60)
    w = model.weights
    lstm = keras.layers.LSTM(model.card.options["units"], return_sequences=True)
    vectors = w[next_word.TABLE][np.concatenate([[0], ids])][None]
    lstm.build(vectors.shape)
    lstm.set_weights([w[next_word.KERNEL], w[next_word.RECURRENT], w[next_word.BIAS]])
    expected = np.asarray(lstm(vectors))[0]
    np.testing.assert_allclose(model.read(ids).h[:, 0], expected, atol=1e-5)


def test_its_folder_is_small_and_its_card_says_how_it_was_learnt():
    from core.settings import settings

    folder = settings().trained / next_word.NAME
    assert sum(path.stat().st_size for path in folder.iterdir()) < 10e6
    card = next_word.shipped().card
    assert card.training["seed"] is not None
    assert card.training["words"] > 5e6
    assert card.measured[0]["n"] > 300_000


@pytest.fixture(scope="module")
def streams(real_data):
    """Return the reviews it has learnt from and those it has never seen."""
    card = next_word.shipped().card
    return Streams.of(load(card.training["seed"]), card.options["vocabulary_size"])


def test_the_perplexity_on_the_card_is_about_what_some_of_the_held_out_reviews_give(streams):
    model = next_word.shipped()
    assert model.vocabulary == streams.known
    parts = list(next_word.parts_of(streams.held_out))
    assert len(parts) == model.card.measured[0]["reviews"]
    found = np.concatenate([model.surprises(part) for part in parts[:SOME]])
    wanted = model.card.measured[0]["perplexity"]
    assert next_word.perplexity(found) == pytest.approx(wanted, rel=0.06)


def test_no_twelve_words_in_a_row_of_what_it_writes_stand_in_what_it_has_read(streams):
    written = set()
    for seed in range(TEXTS):
        beginning = BEGINNINGS[seed % len(BEGINNINGS)]
        steps = writing(NextWordRequest(beginning, Dice(seed=seed)))["steps"]
        ids = [streams.known.ids[step["word"]] for step in steps if _is_word(step["word"])]
        written |= {tuple(ids[t : t + WINDOW]) for t in range(len(ids) - WINDOW + 1)}
    assert len(written) > 20 * TEXTS
    marks = [place for word, place in streams.known.ids.items() if not _is_word(word)]
    words = streams.train[~np.isin(streams.train, marks)]  # "!!!!!!!!!!!!" is no sentence
    learnt = _Windows(words)
    assert not [window for window in written if window in learnt]
    assert tuple(words[1_000 : 1_000 + WINDOW].tolist()) in learnt  # a copy is found


def _is_word(word):
    return any(letter.isalnum() for letter in word)


class _Windows:
    """Says whether a run of ids stands in a stream; without keeping ten million tuples."""

    def __init__(self, stream):
        power = np.array([pow(1_000_003, k, 2**64) for k in range(WINDOW)], np.uint64)
        views = np.lib.stride_tricks.sliding_window_view(stream.astype(np.uint64), WINDOW)
        sums = np.zeros(len(views), np.uint64)
        for k in range(WINDOW):
            sums += views[:, k] * power[k]
        self.power, self.sums = power, np.unique(sums)

    def __contains__(self, window):
        with np.errstate(over="ignore"):
            sum_ = (np.array(window, np.uint64) * self.power).sum(dtype=np.uint64)
        place = np.searchsorted(self.sums, sum_)
        return bool(place < len(self.sums) and self.sums[place] == sum_)
