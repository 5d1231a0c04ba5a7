"""The character LSTM by hand answers, and slopes, as Keras does."""

from __future__ import annotations

import numpy as np

from core.char_lstm import Size, gradient, log_probabilities, new_weights, read

SIZE = Size(V=6, P=4)
RANDOM = np.random.default_rng(5)
IDS, NEXT = RANDOM.integers(0, 6, (9, 3)), RANDOM.integers(0, 6, (9, 3))


def test_forward_and_back_through_time_agree_with_keras() -> None:
    import keras
    import tensorflow as tf

    vector = new_weights(SIZE, seed=2) + RANDOM.normal(0, 0.2, SIZE.parameters).astype(np.float32)
    part = SIZE.views(vector)
    there = read(part, IDS, SIZE.blank(3))
    nats, slope = gradient(SIZE, part, there, NEXT)
    model = keras.Sequential(
        [keras.Input((None, SIZE.V)), keras.layers.LSTM(SIZE.P, return_sequences=True),
         keras.layers.Dense(SIZE.V, activation="log_softmax")]
    )  # fmt: skip
    model.set_weights([part[name] for name in ("W", "U", "b", "D", "d")])
    read_by_keras = np.eye(SIZE.V, dtype=np.float32)[IDS.T]
    with tf.GradientTape() as tape:
        said = model(read_by_keras)
        wanted = tf.gather(said, NEXT.T, axis=2, batch_dims=2)
        expected = -tf.reduce_mean(wanted)
    slopes = [np.ravel(g) for g in tape.gradient(expected, model.trainable_variables)]
    ours = log_probabilities(part, there.h[1:]).transpose(1, 0, 2)
    np.testing.assert_allclose(ours, said, rtol=0, atol=1e-5)
    np.testing.assert_allclose(nats, expected, rtol=1e-5)
    np.testing.assert_allclose(slope, np.concatenate(slopes), rtol=0, atol=1e-6)
