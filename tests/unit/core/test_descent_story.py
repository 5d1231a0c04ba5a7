"""What is said about a run follows from its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from core import descent_story
from core.descent import train_piece
from core.descent_settings import Descent
from core.descent_story import Story, is_lecture_file, is_lecture_run, story


def told(asked: Descent, N: int = 8, T: int = 60, naive: float = 0.1) -> str:
    """Train in one piece on made-up series and return what is said."""
    random = np.random.default_rng(4)
    X = random.uniform(-1, 1, (N, T))
    y = np.clip(X[:, -1] + random.normal(0, 0.1, N), -0.9, 0.9)
    piece = train_piece(X, y, asked, None, lambda: False)
    while piece.progress.epoch < asked.epochs and not piece.diverged:
        piece = train_piece(X, y, asked, piece.progress, lambda: False)
    return story(Story(asked, piece.progress, piece.diverged, N, naive), X, y)


def test_a_run_on_its_way_says_how_much_further_it_would_come() -> None:
    assert "the gradient is steep" in told(Descent(epochs=100))
    said = told(Descent(epochs=500))
    assert said.startswith("After 500 epochs the MSE is 0.")
    assert "still falling: 100 more epochs would take off about" in said


def test_a_run_in_the_valley_hardly_moves_any_more() -> None:
    assert "It hardly moves any more: the gradient is down to" in told(
        Descent(epochs=500, rate=1.0)
    )


def test_a_saturated_neuron_says_how_little_its_slope_and_gradient_are() -> None:
    said = told(Descent(epochs=50, start=(10.0, 10.0, 10.0)))
    assert "Every answer is 1 or −1" in said
    assert "·10⁻" in said
    assert "no longer moves" in said
    assert "one step moved" not in said


def test_a_step_that_was_too_long_is_named_by_its_epoch() -> None:
    said = told(Descent(epochs=50, rate=1000.0))
    assert "one step moved the weights by" in said
    assert "In epoch 1 " in said


def test_a_run_that_was_better_before_says_when() -> None:
    assert "It had been down to 0." in told(Descent(epochs=200, rate=8.0))
    good = Descent(epochs=30, rate=1000.0, start=(0.0, 1.0, 0.0))
    assert "Nowhere was it lower than at the start." in told(good)


def test_a_weight_beyond_numbers_is_explained_by_the_way_back() -> None:
    said = told(Descent(start=(0.0, 0.0, 1e6)))
    assert "After 0 epochs" in said
    assert "multiplied by up to |w₂| = 1.0·10⁶ at every step" in said


def test_one_series_can_be_hit_exactly_and_that_is_worth_nothing() -> None:
    assert "many other weights hit it as well" in told(Descent(epochs=2000, rate=0.5), N=1)


@pytest.mark.parametrize(("naive", "verdict"), [(1e-9, "better"), (9.0, "worse")])
def test_the_last_value_is_always_beside_it(naive, verdict) -> None:
    assert f": {verdict} than this neuron." in told(Descent(epochs=10), naive=naive)


def test_a_single_epoch_is_one_epoch() -> None:
    assert told(Descent(epochs=1)).startswith("After 1 epoch the MSE")


def test_other_series_are_not_measured_by_the_lectures_weights(monkeypatch) -> None:
    monkeypatch.setattr(descent_story, "is_lecture_file", lambda: False)
    assert "other series are loaded here" in told(Descent())
    monkeypatch.setattr(descent_story, "is_lecture_file", lambda: True)
    assert "off." in told(Descent())


def test_the_lectures_run_is_known_by_all_its_settings() -> None:
    assert is_lecture_run(Descent(seed=3))
    assert not is_lecture_run(Descent(epochs=999))
    assert not is_lecture_run(Descent(rows="some", count=502))


def test_the_lectures_file_is_known_byte_by_byte(real_data) -> None:
    assert is_lecture_file()
