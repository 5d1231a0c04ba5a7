"""Questions that ask the same pulled together, all others of the batch pushed apart.

For a batch of B known duplicates (u_i, v_i), each u_i has to find its own v_i among all B by the
cosine of the angle between them (InfoNCE: van den Oord et al. 2018; with in-batch negatives:
Henderson et al. 2017):

    L = -1/B Σ_i log softmax_j (cos(u_i, v_j) / τ) [j = i]

Known duplicates say nothing about pairs that are not; here every other question of a batch does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.contracts import Integers

_NEVER = -1e9


@dataclass(frozen=True)
class Duplicates:
    """N pairs of questions that ask the same.

    Attributes:
        first, second: (N, T) ids.
        groups: (N,); pairs of one group are linked and are no negatives for each other.
    """

    first: Integers
    second: Integers
    groups: Integers


@dataclass(frozen=True)
class Pull:
    """How long and how hard: epochs, pairs in a batch, learning rate, temperature τ."""

    epochs: int = 4
    batch: int = 512
    learning_rate: float = 0.0015
    temperature: float = 0.06


def pull_together(
    tower: Any, pairs: Duplicates, how: Pull, seed: int, say: Callable[[str], object]
) -> None:
    """Train `tower`, a Keras model from ids (B, T) to vectors (B, P), in place."""
    rng = np.random.default_rng(seed)
    size = min(how.batch, len(pairs.groups))
    count = len(pairs.groups) // max(size, 1)
    step = _stepper(tower, how, count * how.epochs)
    for epoch in range(1, how.epochs + 1):
        order = rng.permutation(len(pairs.groups))
        lost = 0.0
        for place in range(count):
            rows = order[place * size : (place + 1) * size]
            turned = rng.random(len(rows)) < 0.5
            first = np.where(turned[:, None], pairs.second[rows], pairs.first[rows])
            second = np.where(turned[:, None], pairs.first[rows], pairs.second[rows])
            lost += float(step(first, second, pairs.groups[rows]))
            say(f"pulled together {epoch}/{how.epochs}, loss {lost / (place + 1):.3f}")


def _stepper(tower: Any, how: Pull, steps: int) -> Callable[..., Any]:
    """Return a function that takes one step of gradient descent and returns the loss."""
    import keras
    import tensorflow as tf

    rate = keras.optimizers.schedules.CosineDecay(how.learning_rate, max(steps, 1))
    optimizer = keras.optimizers.Adam(rate, clipnorm=1.0)
    optimizer.build(tower.trainable_variables)

    @tf.function(reduce_retracing=True)
    def step(first: Any, second: Any, groups: Any) -> Any:
        with tf.GradientTape() as tape:
            both = tower(tf.concat([first, second], 0), training=True)
            u, v = tf.split(tf.math.l2_normalize(both, -1), 2)
            scores = tf.matmul(u, v, transpose_b=True) / how.temperature
            own = tf.range(tf.shape(groups)[0])
            linked = tf.equal(groups[:, None], groups[None, :])
            others = tf.logical_and(linked, own[:, None] != own[None, :])
            scores = tf.where(others, _NEVER, scores)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(own, scores))
        gradient = tape.gradient(loss, tower.trainable_variables)
        optimizer.apply_gradients(zip(gradient, tower.trainable_variables, strict=True))
        return loss

    return step
