"""What the better pair models read, and how known duplicates are pulled together."""

import numpy as np
import pytest

from core import registry
from core.contrastive import Duplicates, Pull, pull_together
from core.labelled_pairs import beside_themselves, only_labelled
from core.question_tower import TowerOptions, question_ids
from core.text import Vocabulary

KNOWN = Vocabulary(("how", "do", "i"), 10, "plain")
OPTIONS = TowerOptions(vocabulary_size=10, strangers=7, length=4)


def ids(first, second=""):
    columns = {"question1": np.array([first]), "question2": np.array([second])}
    return [found[0].tolist() for found in question_ids(columns, OPTIONS, KNOWN)]


def test_padding_stands_in_front_and_an_empty_question_is_one_row_of_its_own():
    assert ids("How do I") == [[11, 1, 2, 3], [11, 11, 11, 10]]


def test_strangers_share_rows_by_their_letters():
    (one, other) = ids("Zurich", "Geneva")
    assert one[-1] != other[-1]
    assert all(12 <= found[-1] < OPTIONS.rows for found in (one, other))
    assert ids("zurich") == ids("ZURICH")


def test_known_duplicates_weigh_nothing_in_the_epochs_and_some_questions_meet_themselves():
    columns = {
        "question1": np.array(["a", "b", "c"], dtype=object),
        "question2": np.array(["d", "e", "f"], dtype=object),
        "is_duplicate": np.array([1.0, 0.0, 1.0]),
        "source": np.array(["labelled_pairs", "labelled_pairs", "duplicate_pairs"], dtype=object),
    }
    more = beside_themselves(columns, 1)
    assert only_labelled(columns).tolist() == [1, 1, 0]
    assert len(more["question1"]) == 4
    assert more["question1"][3] == more["question2"][3] in ("a", "b")
    assert more["is_duplicate"][3] == 1


def test_pulling_brings_duplicates_nearer_than_others():
    import keras

    keras.utils.set_random_seed(1)
    tower = keras.Sequential(
        [keras.Input((2,), dtype="int32"), keras.layers.Embedding(60, 8), keras.layers.Flatten()]
    )
    first = np.arange(0, 40).reshape(20, 2)
    pairs = Duplicates(first, first[:, ::-1] + 20, np.arange(20))
    said = []
    pull_together(tower, pairs, Pull(epochs=60, batch=20, learning_rate=0.02), 1, said.append)
    u, v = (np.asarray(tower(x)) for x in (pairs.first, pairs.second))
    u, v = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (u, v))
    nearest = (u @ v.T).argmax(axis=1)
    assert (nearest == np.arange(20)).mean() > 0.9
    assert "60/60" in said[-1]


@pytest.mark.parametrize("name", ["questions-siamese", "questions-siamese-plus", "questions-best"])
def test_the_order_of_the_questions_changes_no_answer(name):
    model = registry.predictor(name)
    one = np.array(["How do I learn to swim?", "", "Zebra 12", "What is life"], dtype=object)
    other = np.array(["Is swimming hard to learn?", "Why?", "zebras", "?"], dtype=object)
    there = model.predict({"question1": one, "question2": other})
    back = model.predict({"question1": other, "question2": one})
    np.testing.assert_allclose(there, back, rtol=0, atol=1e-6)


def test_a_question_beside_itself_is_the_same():
    asked = np.array(["How do I learn to swim?", "Is Quora dying?", "Why do cats purr"], object)
    answers = registry.predictor("questions-best").predict({"question1": asked, "question2": asked})
    assert (answers >= 0.9).all(), answers
