"""Questions that ask the same pulled together, all others of the batch pushed apart.

For a batch of B known duplicates (u_i, v_i), each u_i has to find its own v_i among all B by the
cosine of the angle between them (InfoNCE: van den Oord et al. 2018; with in-batch negatives:
Henderson et al. 2017):

    L = -1/B Σ_i log softmax_j (cos(u_i, v_j) / τ) [j = i]

and each v_i its u_i; the two losses are averaged.

Known duplicates say nothing about pairs that are not; here every other question of a batch does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.contracts import Integers
from core.practice import Practice

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
    """How long and how hard.

    Attributes:
        epochs: Over all known duplicates, before the answer is learnt.
        batch: Pairs B.
        learning_rate: At the start; it falls to 0 along half a cosine.
        temperature: τ.
        is_cosine: Whether the vectors are brought to the same length first; else their dot product
            stands in the place of the cosine.
        beside: Weight of L while the answer is learnt; 0 for none.
        taught: Epochs of the first model, whose judgement of look-alikes is practised on; 0 for
            no practice.
        practised: Weight of the pairs that are practised on.
        is_judged_by_all: Whether the labelled pairs of the first lessons are answered by the whole
            model, instead of a simple judge on top of the tower.
    """

    epochs: int = 2
    batch: int = 384
    learning_rate: float = 0.0015
    temperature: float = 0.06
    is_cosine: bool = True
    beside: float = 0.3
    taught: int = 0
    practised: float = 1.0
    is_judged_by_all: bool = False


def apart(tower: Any, pairs: tuple[Any, ...], how: Pull) -> Any:
    """Return L, a tensor, of a batch: ids (B, T) of either side and groups (B,)."""
    import tensorflow as tf

    first, second, groups = pairs
    both = tower(tf.concat([first, second], 0), training=True)
    u, v = tf.split(tf.math.l2_normalize(both, -1) if how.is_cosine else both, 2)
    scores = tf.matmul(u, v, transpose_b=True) / how.temperature
    own = tf.range(tf.shape(groups)[0])
    linked = tf.equal(groups[:, None], groups[None, :])
    others = tf.logical_and(linked, own[:, None] != own[None, :])
    scores = tf.where(others, _NEVER, scores)
    there = tf.nn.sparse_softmax_cross_entropy_with_logits(own, scores)
    back = tf.nn.sparse_softmax_cross_entropy_with_logits(own, tf.transpose(scores))
    return (tf.reduce_mean(there) + tf.reduce_mean(back)) / 2


def pulled_beside(
    model: Any, tower: Any, pairs: Duplicates, how: Pull, practice: Practice | None = None
) -> Any:
    """Return a Keras model with the layers of `model` that also pulls duplicates while it learns.

    Every step draws a batch of duplicates beside its labelled pairs, and a batch to practise on
    where there is some. The loss it tells is that of the answers to labelled pairs alone, so that
    it can be compared with the one on validation rows.
    """
    import keras
    import tensorflow as tf

    drawn = _drawer((pairs.first, pairs.second, pairs.groups), how.batch)
    practised = practice and _drawer((*practice.inputs, practice.target), how.batch)

    class Beside(keras.Model):
        def compute_loss(self, *args: Any, training: bool = True, **named: Any) -> Any:
            loss = super().compute_loss(*args, training=training, **named)
            if not training:
                return loss
            more = how.beside * apart(tower, drawn(), how)
            if practised:
                *inputs, target = practised()
                answers = self(inputs, training=True)
                wrong = keras.losses.binary_crossentropy(target[:, None], answers)
                more += how.practised * tf.reduce_mean(wrong)
            return loss + more - tf.stop_gradient(more)

    return Beside(model.inputs, model.outputs)


def _drawer(arrays: tuple[Any, ...], size: int) -> Callable[[], tuple[Any, ...]]:
    """Return a function that draws the same random rows of every array, as tensors."""
    import tensorflow as tf

    kept, count = [tf.constant(array) for array in arrays], len(arrays[0])

    def draw() -> tuple[Any, ...]:
        rows = tf.random.uniform((min(size, count),), 0, count, tf.int32)
        return tuple(tf.gather(array, rows) for array in kept)

    return draw
