"""What a pair model learns before and beside its answers: word vectors, and what asks the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.contracts import Floats, Integers, Start
from core.contrastive import Duplicates, Pull, pulled_beside
from core.pieces import in_pieces
from core.practice import practice_pairs
from core.word_vectors import word_vectors

_RAREST = 2.5
_BATCH = 256  # labelled pairs in a step of the first lessons
_TOLD = 10


def learn_to_read(model: Any, tower: Any, start: Start, how: Pull) -> Any:
    """Make word vectors from all questions, pull known duplicates together; return what to train.

    Args:
        model: A pair model, padded in front with id V + 1; its first layer with a table as wide as
            `options.embedding` holds the word vectors, and one called "importance" a number per
            word, where it has one.
        tower: The Keras model from ids to the vector of a question, with its layers.
        start: What there is to learn from; `group` tells which pairs are linked.
        how: How to pull.
    """
    start.say("word vectors")
    pieces = in_pieces(start.columns, start.encode)
    inputs = tuple(np.concatenate(arrays) for arrays in zip(*pieces, strict=True))
    first, second = inputs[:2]
    padding = start.options.vocabulary_size + 1
    for layer in tower.layers:
        if layer.name == "importance":
            count = layer.get_weights()[0].shape[0]
            layer.set_weights([importance(np.concatenate([first, second]), count, padding)])
        elif layer.__class__.__name__ == "Embedding":
            questions = np.unique(np.concatenate([first, second]), axis=0)
            layer.set_weights([_vectors(questions, padding, layer.get_weights()[0], start.seed)])
    same = start.target == 1
    pairs = Duplicates(first[same], second[same], start.columns["group"][same].astype(np.int64))
    labelled = np.flatnonzero(start.weights > 0)
    if not len(pairs.groups) or not len(labelled):
        return model
    answered = (first[labelled], second[labelled]), start.target[labelled]
    judge = model if how.is_judged_by_all else _simple_judge(tower)
    pupil = pulled_beside(judge, tower, pairs, replace(how, beside=1.0))
    _first_lessons(pupil, len(pairs.groups), answered, how, start)
    beside = pulled_beside(model, tower, pairs, how) if how.beside else model
    if not how.taught:
        return beside
    _teach(beside, tuple(x[labelled] for x in inputs), start.target[labelled], how, start)
    _hold_scales(model)
    practice = practice_pairs(model, tower, inputs, start)
    return pulled_beside(model, tower, pairs, replace(how, beside=2 * how.beside), practice)


def _hold_scales(model: Any) -> None:
    """Keep the scales of batch normalisation: what is practised on is spread in another way."""
    for layer in model.layers:
        if layer.__class__.__name__ == "BatchNormalization":
            layer.trainable = False


def _teach(
    model: Any, inputs: tuple[NDArray[Any], ...], target: Floats, how: Pull, start: Start
) -> None:
    """Train the whole model on labelled pairs: the first judge of the pairs to practise on."""
    import keras

    steps = how.taught * -(-len(target) // _BATCH)

    class Told(keras.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            if batch % _TOLD == 0:
                start.say(f"a first model, step {batch}, loss {(logs or {}).get('loss', 0):.3f}")

    rate = keras.optimizers.schedules.CosineDecay(how.learning_rate, steps)
    model.compile(keras.optimizers.Adam(rate, clipnorm=1.0), "binary_crossentropy")
    model.fit(
        inputs, target[:, None], batch_size=_BATCH, epochs=how.taught, verbose=0, callbacks=[Told()]
    )


def _first_lessons(
    pupil: Any, count: int, answered: tuple[Any, Floats], how: Pull, start: Start
) -> None:
    """Train the tower on `count` duplicates, and on labelled pairs with a judge on top of it."""
    import keras

    rng = np.random.default_rng(start.seed)
    steps = how.epochs * (count // min(how.batch, count))
    rate = keras.optimizers.schedules.CosineDecay(how.learning_rate, max(steps, 1))
    pupil.compile(keras.optimizers.Adam(rate, clipnorm=1.0), "binary_crossentropy")
    (first, second), target = answered
    for step, rows in zip(range(1, steps + 1), _drawn(len(target), rng), strict=False):
        loss = pupil.train_on_batch((first[rows], second[rows]), target[rows, None])
        if step % _TOLD == 0:
            start.say(f"first lessons {step}/{steps}, loss {float(np.ravel(loss)[0]):.3f}")


def _drawn(count: int, rng: np.random.Generator) -> Iterator[Integers]:
    """Yield whole batches of row numbers without end, in a new order each time through."""
    while True:
        order = rng.permutation(count)
        whole = range(0, max(count - _BATCH + 1, 1), _BATCH)
        yield from (order[place : place + _BATCH] for place in whole)


def _simple_judge(tower: Any) -> Any:
    """Return a Keras model from two questions to an answer, with little on top of the tower."""
    from keras import Input, Model, layers

    ids = [Input(tower.inputs[0].shape[1:], dtype="int32") for _ in range(2)]
    u, v = (tower(question) for question in ids)
    apart = layers.Subtract()([u, v])
    seen = [
        layers.Multiply()([apart, apart]),
        layers.Multiply()([u, v]),
        layers.Dot(axes=1, normalize=True)([u, v]),
    ]
    x = layers.Dropout(0.3)(layers.Concatenate()(seen))
    x = layers.Dropout(0.3)(layers.Dense(64, activation="relu")(x))
    return Model(ids, layers.Dense(1, activation="sigmoid")(x))


def _vectors(questions: Integers, padding: int, table: Floats, seed: int) -> Floats:
    """Return a vector per row of the table; words that were never seen get small random ones."""
    turned = questions[:, ::-1]  # padding behind the text
    rows, size = table.shape
    vectors = word_vectors(np.where(turned == padding, 0, turned), rows, size, seed)
    unseen = (vectors == 0).all(axis=1)
    noise = np.random.default_rng(seed).normal(0, 0.1, vectors.shape)
    return np.where(unseen[:, None], noise, vectors).astype(np.float32)


def importance(ids: Integers, rows: int, padding: int) -> Floats:
    """Return how much each word counts at first, (rows, 1): the log of how rare it is, 0 to 2.5.

    About 1 for a word among the thousand most frequent; nothing for padding.
    """
    seen = np.bincount(ids.ravel(), minlength=rows)
    rare = np.log((len(ids) + 1) / (seen + 1))
    rare = np.minimum(rare / max(float(rare[1:2000].mean()), 1e-9), _RAREST)
    rare[padding] = 0
    return rare[:, None].astype(np.float32)
