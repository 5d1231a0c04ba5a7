"""Teaches the next-word model, in TensorFlow: streams of reviews side by side, chunk after chunk.

What is remembered at the end of a chunk goes into the next one (truncated back-propagation through
time); a boundary empties the memory. The answer is learnt against a sample of words drawn by their
frequency, each corrected by how likely it was to be drawn (Bengio and Senécal 2008), for comparing
with all words at every step would take five times as long. What is measured compares with all.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.contracts import EpochRecord, Floats, Integers, Weights
from core.errors import InvalidInput
from core.next_word import (
    ANSWER,
    BIAS,
    DOWN,
    DOWN_BIAS,
    KERNEL,
    RECURRENT,
    TABLE,
    NextWord,
    Options,
    opened,
    pack,
    parts_of,
)
from core.next_word_texts import BOUNDARY
from core.text import Vocabulary

_CHECKED = 60_000  # ids on which the weights to keep are chosen


@dataclass(frozen=True)
class Recipe:
    """How it is taught.

    Attributes:
        epochs: How often all reviews are read.
        streams: Texts read side by side.
        steps: Words of a chunk.
        rate: Learning rate at the beginning; it falls to 0 along half a cosine.
        drawn: Words drawn for every chunk, some of them twice.
        flattened: Power of the frequency by which they are drawn.
        hidden_input, hidden_output: Share of the numbers of a word, and of h, that are hidden.
        longest: Gradients longer than that are shortened.
        looks: How often per epoch the weights are checked.
    """

    epochs: int = 3
    streams: int = 64
    steps: int = 32
    rate: float = 0.002
    drawn: int = 2_500
    flattened: float = 0.75
    hidden_input: float = 0.1
    hidden_output: float = 0.2
    longest: float = 1.0
    looks: int = 4


def new_weights(options: Options, frequencies: Floats, seed: int) -> dict[str, np.ndarray]:
    """Return weights to begin with; the answer begins as the frequencies of the words."""
    draw = np.random.default_rng(seed)
    found = {}
    for name, shape in options.shapes.items():
        limit = 0.05 if name == TABLE else np.sqrt(6 / (shape[0] + shape[-1]))
        found[name] = draw.uniform(-limit, limit, shape).astype(np.float32)
    P = options.units
    turned = [np.linalg.qr(draw.standard_normal((P, P)))[0] for _ in range(4)]
    found[RECURRENT] = np.concatenate(turned, axis=1).astype(np.float32)
    found[BIAS] = np.zeros(4 * P, np.float32)
    found[BIAS][P : 2 * P] = 1  # forget gates begin open
    found[DOWN_BIAS] = np.zeros(options.embedding, np.float32)
    found[ANSWER] = np.log(frequencies).astype(np.float32)
    return found


def side_by_side(stream: Integers, streams: int) -> Integers:
    """Return a stream cut into `streams` rows of equal length, (streams, n)."""
    length = len(stream) // streams
    return stream[: length * streams].reshape(streams, length)


class Course:
    """One course in progress."""

    def __init__(
        self, train: Integers, check: Integers, known: Vocabulary, options: Options,
        recipe: Recipe, seed: int,
    ) -> None:  # fmt: skip
        import tensorflow as tf

        tf.random.set_seed(seed)
        self.known, self.options, self.recipe = known, options, recipe
        self.draw = np.random.default_rng(seed)
        counts = np.bincount(train, minlength=options.vocabulary_size + 1) + 1.0
        self.odds = counts**recipe.flattened / (counts**recipe.flattened).sum()
        self.log_drawn = np.log(-np.expm1(recipe.drawn * np.log1p(-self.odds)))
        first = new_weights(options, counts / counts.sum(), seed)
        self.variables = {name: tf.Variable(array, name=name) for name, array in first.items()}
        self.rows = side_by_side(train, recipe.streams)
        self.check = check[:_CHECKED]
        self.chunks = (self.rows.shape[1] - 1) // recipe.steps
        if self.chunks < recipe.looks:
            least = recipe.streams * (recipe.steps * recipe.looks + 1)
            raise InvalidInput(
                f"{len(train):,} words are too few to learn from; this recipe needs {least:,}."
            )
        self.total = self.chunks * recipe.epochs
        self.optimizer = _optimizer(recipe, self.total)
        self.step = _compiled(self)
        self.done = 0

    @property
    def weights(self) -> Weights:
        """What has been learnt so far."""
        return {name: variable.numpy() for name, variable in self.variables.items()}

    def run(self) -> Iterator[tuple[EpochRecord, Weights]]:
        """Yield every look at the weights: the loss is in nats per word, on all words in checks."""
        recipe, look = self.recipe, 0
        for _ in range(recipe.epochs):
            self._turn()
            state = self._blank()
            ends = np.linspace(0, self.chunks, recipe.looks + 1).round().astype(int)
            for start, end in pairwise(ends):
                began, sum_, look = time.monotonic(), 0.0, look + 1
                for chunk in range(start, end):
                    nats, state = self._learn(chunk, state)
                    sum_ += nats
                words = (end - start) * recipe.steps * recipe.streams
                told = {"words_per_second": words / max(time.monotonic() - began, 1e-9)}
                model = opened(pack(self.weights, self.known, self.options))
                yield (
                    EpochRecord(look, sum_ / max(end - start, 1), nats_of(model, self.check), told),
                    self.weights,
                )

    def _turn(self) -> None:
        """Let every row begin elsewhere in every epoch."""
        by = int(self.draw.integers(self.rows.size))
        self.rows = np.roll(self.rows.reshape(-1), by).reshape(self.rows.shape)

    def _blank(self) -> Any:
        shape = (self.recipe.streams, self.options.units)
        return np.zeros(shape, np.float32), np.zeros(shape, np.float32)

    def _learn(self, chunk: int, state: Any) -> tuple[float, Any]:
        start, end = chunk * self.recipe.steps, (chunk + 1) * self.recipe.steps
        drawn = np.unique(self.draw.choice(len(self.odds), self.recipe.drawn, p=self.odds))
        nats, *state = self.step(
            self.rows[:, start:end],
            self.rows[:, start + 1 : end + 1],
            *state,
            drawn.astype(np.int32),
        )
        self.done += 1
        return float(nats), state


def _optimizer(recipe: Recipe, total: int) -> Any:
    import keras

    rate = keras.optimizers.schedules.CosineDecay(recipe.rate, total, alpha=0.01)
    return keras.optimizers.Adam(rate, global_clipnorm=recipe.longest)


def _compiled(course: Course) -> Any:
    """Return one step of learning as a TensorFlow function."""
    import tensorflow as tf

    recipe, variables = course.recipe, course.variables
    names = list(variables)
    log_drawn = tf.constant(course.log_drawn, tf.float32)
    course.optimizer.build([variables[name] for name in names])

    def loss(x: Any, y: Any, h: Any, c: Any, drawn: Any) -> Any:
        w = variables
        read = tf.nn.dropout(tf.gather(w[TABLE], x), recipe.hidden_input)
        entering = tf.unstack(read @ w[KERNEL] + w[BIAS], axis=1)
        is_inside = tf.cast(x != BOUNDARY, tf.float32)[..., None]
        states = []
        for t, sums in enumerate(entering):
            h, c = h * is_inside[:, t], c * is_inside[:, t]
            i, f, g, o = tf.split(sums + h @ w[RECURRENT], 4, axis=1)
            c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
            h = tf.sigmoid(o) * tf.tanh(c)
            states.append(h)
        said = tf.nn.dropout(tf.stack(states, axis=1), recipe.hidden_output)
        said = tf.reshape(said @ w[DOWN] + w[DOWN_BIAS], (-1, course.options.embedding))
        wanted = tf.reshape(y, (-1,))
        answer = w[ANSWER] - log_drawn
        right = tf.reduce_sum(said * tf.gather(w[TABLE], wanted), axis=1) + tf.gather(
            answer, wanted
        )
        wrong = tf.matmul(said, tf.gather(w[TABLE], drawn), transpose_b=True)
        wrong += tf.gather(answer, drawn)
        wrong -= 1e9 * tf.cast(wanted[:, None] == drawn[None], tf.float32)
        both = tf.concat([right[:, None], wrong], axis=1)
        return tf.reduce_mean(tf.reduce_logsumexp(both, axis=1) - right), h, c

    numbers = tf.TensorSpec((recipe.streams, course.options.units), tf.float32)
    ids = tf.TensorSpec((recipe.streams, recipe.steps), tf.int32)

    @tf.function(input_signature=[ids, ids, numbers, numbers, tf.TensorSpec((None,), tf.int32)])
    def step(x: Any, y: Any, h: Any, c: Any, drawn: Any) -> Any:
        with tf.GradientTape() as tape:
            nats, h, c = loss(x, y, h, c, drawn)
        slopes = tape.gradient(nats, [variables[name] for name in names])
        slopes = [tf.convert_to_tensor(slope) for slope in slopes]
        course.optimizer.apply_gradients(
            zip(slopes, [variables[name] for name in names], strict=True)
        )
        return nats, h, c

    return step


def nats_of(model: NextWord, stream: Integers) -> float:
    """Return −ln p per word of a stream that begins with a boundary, every text read afresh."""
    found = [model.surprises(part) for part in parts_of(stream)]
    return float(np.concatenate(found).mean() * np.log(2)) if found else float("nan")
