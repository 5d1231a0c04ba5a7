"""The character LSTM: its gradient is measured, its chunks join, its writing is reproducible."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from core.char_lstm import (
    Adam,
    Size,
    State,
    bits_per_character,
    gradient,
    log_probabilities,
    loss,
    new_weights,
    read,
    written,
)

SIZE = Size(V=5, P=3)
RANDOM = np.random.default_rng(3)
IDS, NEXT = RANDOM.integers(0, 5, (7, 2)), RANDOM.integers(0, 5, (7, 2))
STATE = State(RANDOM.normal(size=(2, 3)), RANDOM.normal(size=(2, 3)))
KEPT = (RANDOM.random((7, 2, 3)) < 0.5) * 2.0


def weights():
    return new_weights(SIZE, seed=1).astype(np.float64) + RANDOM.normal(0, 0.1, SIZE.parameters)


def loss_of(vector, kept):
    there = read(SIZE.views(vector), IDS, STATE)
    h = there.h[1:] if kept is None else there.h[1:] * kept
    found = log_probabilities(SIZE.views(vector), h)
    return -np.take_along_axis(found, NEXT[..., None], axis=-1).mean()


@pytest.mark.parametrize("kept", [None, KEPT])
def test_the_gradient_agrees_with_central_differences_in_every_weight(kept) -> None:
    vector = weights()
    there = read(SIZE.views(vector), IDS, STATE)
    nats, slope = gradient(SIZE, SIZE.views(vector), there, NEXT, kept)
    assert nats == pytest.approx(loss_of(vector, kept), rel=1e-12)
    measured = np.empty_like(slope)
    for place in range(len(vector)):
        above, below = vector.copy(), vector.copy()
        above[place] += 1e-5
        below[place] -= 1e-5
        measured[place] = (loss_of(above, kept) - loss_of(below, kept)) / 2e-5
    np.testing.assert_allclose(slope, measured, rtol=1e-5, atol=1e-9)
    assert np.abs(slope).min(initial=1, where=slope != 0) > 0


def test_two_chunks_are_one_text() -> None:
    part = SIZE.views(weights())
    whole = read(part, IDS, STATE)
    first = read(part, IDS[:4], STATE)
    second = read(part, IDS[4:], first.state)
    np.testing.assert_allclose(second.h[1:], whole.h[5:], rtol=1e-12)
    np.testing.assert_allclose(second.state.C, whole.state.C, rtol=1e-12)


def test_what_may_come_next_adds_up_to_one() -> None:
    found = log_probabilities(SIZE.views(weights()), read(SIZE.views(weights()), IDS, STATE).h)
    np.testing.assert_allclose(np.exp(found).sum(axis=-1), 1, rtol=1e-12)


def test_bits_per_character_are_those_of_reading_all_at_once(monkeypatch) -> None:
    part, ids = SIZE.views(weights()), IDS.reshape(-1)
    blank = State(np.zeros((1, 3)), np.zeros((1, 3)))
    there = read(part, ids[:-1, None], blank)
    expected = loss(part, there, ids[1:, None]) / np.log(2)
    monkeypatch.setattr("core.char_lstm._PIECE", 3)
    assert bits_per_character(part, ids[1:], ids[:1]) == pytest.approx(expected, rel=1e-12)


def test_a_network_that_knows_nothing_needs_log2_of_the_alphabet() -> None:
    part = SIZE.views(np.zeros(SIZE.parameters))
    assert bits_per_character(part, IDS[1:, 0], IDS[:1, 0]) == pytest.approx(np.log2(5))


def test_adam_learns_what_always_comes_next() -> None:
    text = np.tile([0, 1, 2, 3, 4], 40)[:, None]
    vector = new_weights(SIZE, seed=0)
    part, adam = SIZE.views(vector), Adam(SIZE.parameters)
    first, last = 0.0, 0.0
    for step in range(150):
        there = read(part, text[:-1], SIZE.blank(1))
        last, slope = gradient(SIZE, part, there, text[1:])
        first = last if step == 0 else first
        adam.step(vector, slope, 0.03)
    assert first > 1.2
    assert last < 0.1
    assert list(islice(written(part, np.array([0]), 0, 0), 6)) == [1, 2, 3, 4, 0, 1]


def test_the_same_seed_writes_the_same_and_another_something_else() -> None:
    part = SIZE.views(weights())
    found = [list(islice(written(part, np.array([0]), 1.0, seed), 40)) for seed in (1, 1, 2)]
    assert found[0] == found[1] != found[2]


def test_warm_writing_follows_the_probabilities() -> None:
    part = SIZE.views(weights())
    p = np.exp(log_probabilities(part, read(part, np.array([[0]]), SIZE.blank(1)).h[-1, 0]))
    drawn = [next(written(part, np.array([0]), 1.0, seed)) for seed in range(2_000)]
    np.testing.assert_allclose(np.bincount(drawn, minlength=5) / 2_000, p, atol=0.05)
