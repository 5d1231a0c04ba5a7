"""What the better pair models read, and how known duplicates are pulled together."""

import numpy as np
import pandas as pd
import pytest

from core import registry
from core.contrastive import Duplicates, Pull, pulled_beside
from core.labelled_pairs import (
    beside_themselves,
    natural_weights,
    only_labelled,
    with_negatives,
)
from core.practice import Practice, near_pairs
from core.question_tower import TowerOptions, question_ids
from core.reading_lessons import importance
from core.settings import settings
from core.text import Vocabulary

MODELS = ["questions-siamese", "questions-siamese-plus", "questions-best"]
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


def test_a_frequent_word_counts_less_than_a_rare_one_and_padding_nothing():
    ids = np.array([[9, 1, 2], [9, 1, 3], [1, 4, 5], [9, 9, 1]])
    found = importance(ids, rows=10, padding=9)[:, 0]
    assert found[1] < found[2] == found[5]
    assert found[9] == 0
    assert found[7] >= found[2]  # never seen


def answering_model():
    import keras

    keras.utils.set_random_seed(1)
    ids = keras.Input((2,), dtype="int32")
    vector = keras.layers.Flatten()(keras.layers.Embedding(60, 8)(ids))
    answer = keras.layers.Dense(1, activation="sigmoid")(vector)
    return keras.Model(ids, answer), keras.Model(ids, vector)


def test_a_mined_negative_shares_a_word_and_no_group_and_weights_keep_the_share():
    verbs, things = ("paint", "sell", "buy", "fix", "park"), ("car", "bike", "house", "boat")
    asked = [f"how do i {verb} a {thing}" for verb in verbs for thing in things]
    columns = {
        "question1": np.array(asked, dtype=object),
        "question2": np.array([f"please {text}" for text in asked], dtype=object),
        "is_duplicate": np.ones(20),
        "source": np.full(20, "duplicate_pairs", dtype=object),
        "only_training": np.ones(20, bool),
        "group": np.arange(20),
    }
    more = with_negatives(columns, 1)
    mined = np.flatnonzero(more["source"] == "mined")
    assert 5 <= len(mined) <= 20
    assert not more["is_duplicate"][mined].any()
    for row in mined:
        one, other = (set(more[name][row].split()) for name in ("question1", "question2"))
        assert one & other
        assert one != other - {"please"}
    weights = natural_weights(more)
    assert weights.mean() == pytest.approx(1)
    assert weights[mined[0]] / weights[0] == pytest.approx(0.85 / 0.5)


def test_near_questions_of_other_groups_are_paired_and_linked_ones_are_not():
    random = np.random.default_rng(0)
    centres = np.repeat(np.eye(5), 8, axis=0)
    vectors = centres + random.normal(0, 0.01, centres.shape)
    groups = np.arange(40) // 2  # 2 of the 8 questions of a centre are linked
    mixed = random.permutation(40)
    one, other = near_pairs(vectors[mixed], groups[mixed], random)
    assert 8 <= len(one) <= 16
    np.testing.assert_array_equal(mixed[one] // 8, mixed[other] // 8)
    assert (groups[mixed][one] != groups[mixed][other]).all()
    assert not len(near_pairs(vectors[:1], groups[:1], random)[0])


def test_what_is_practised_is_learnt_beside_the_labelled_pairs():
    model, tower = answering_model()
    first = np.arange(0, 40).reshape(20, 2)
    pairs = Duplicates(first, first[:, ::-1] + 20, np.arange(20))
    practice = Practice((first[10:],), np.tile([0.0, 1.0], 5).astype(np.float32))
    how = Pull(batch=20, beside=0.0, practised=1.0)
    beside = pulled_beside(model, tower, pairs, how, practice)
    beside.compile(keras_adam(), loss="binary_crossentropy")
    beside.fit(first[:10], np.ones((10, 1)), epochs=60, batch_size=10, verbose=0)
    answers = np.asarray(model(first))[:, 0]
    assert (answers[:10] > 0.5).all()
    np.testing.assert_array_equal(answers[10:] > 0.5, practice.target == 1)


def keras_adam():
    import keras

    return keras.optimizers.Adam(0.05)


def cosine_of(tower, pairs):
    u, v = (np.asarray(tower(x)) for x in (pairs.first, pairs.second))
    return float(((u * v).sum(1) / np.linalg.norm(u, axis=1) / np.linalg.norm(v, axis=1)).mean())


def test_duplicates_come_nearer_while_the_answer_is_learnt_and_the_loss_told_is_the_answers():
    model, tower = answering_model()
    first = np.arange(0, 40).reshape(20, 2)
    pairs = Duplicates(first, first[:, ::-1] + 20, np.arange(20))
    before = cosine_of(tower, pairs)
    beside = pulled_beside(model, tower, pairs, Pull(batch=20, beside=1.0))
    beside.compile(optimizer="adam", loss="binary_crossentropy")
    y = np.tile([0.0, 1.0], 10)[:, None]
    losses = beside.fit(first, y, epochs=40, batch_size=20, verbose=0).history["loss"]
    assert cosine_of(tower, pairs) > before + 0.2
    assert losses[0] == pytest.approx(0.69, abs=0.05)  # L alone would be log 20 and more
    told = beside.evaluate(first, y, verbose=0)
    assert told == pytest.approx(losses[-1], abs=0.02)


@pytest.mark.parametrize("name", MODELS)
def test_the_order_of_the_questions_changes_no_answer(name):
    model = registry.predictor(name)
    one = np.array(["How do I learn to swim?", "", "Zebra 12", "What is life"], dtype=object)
    other = np.array(["Is swimming hard to learn?", "Why?", "zebras", "?"], dtype=object)
    there = model.predict({"question1": one, "question2": other})
    back = model.predict({"question1": other, "question2": one})
    np.testing.assert_allclose(there, back, rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", MODELS[1:])
def test_a_question_beside_itself_is_the_same(name):
    samples = pd.read_csv(settings().samples / "question_pairs.csv")
    asked = [
        *samples["question1"],
        *samples["question2"],
        "",
        "qqqq",
        "Why",
        "\u05dc\u05de\u05d4?",
        "x " * 900,
    ]
    same = np.array(asked, dtype=object)
    answers = registry.predictor(name).predict({"question1": same, "question2": same})
    low = [(asked[row], answers[row]) for row in np.flatnonzero(answers < 0.95)]
    assert not low
