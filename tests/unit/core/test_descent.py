"""Training in pieces: the same digits as in one go, and every bad request answered in words."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import numpy as np
import pytest

from core import descent, neuron
from core.descent import checked_progress, train_piece, training_piece
from core.descent_settings import Descent, descent_from_text
from core.errors import InvalidInput
from tests.forecast_tables import table


@pytest.fixture(autouse=True)
def small_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load four made-up series of three values; only the tests say when a piece is over."""
    monkeypatch.setattr(descent, "_LONGEST", 99)
    monkeypatch.setattr(descent, "forecast_table", table)


def series(N: int = 6, T: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Return made-up series and targets."""
    random = np.random.default_rng(2)
    return random.uniform(-1, 1, (N, T)), random.uniform(-1, 1, N)


def every(n: int) -> Any:
    """Return a clock that stops a piece after n epochs."""
    asked = iter(range(10**9))
    return lambda: next(asked) % n == n - 1


def in_pieces(X: np.ndarray, y: np.ndarray, asked: Descent, n: int) -> tuple[np.ndarray, Any]:
    """Return all points of a run that was cut every n epochs, and its last piece."""
    points, progress, piece = [], None, None
    while progress is None or (progress.epoch < asked.epochs and not piece.diverged):
        piece = train_piece(X, y, asked, progress, every(n))
        points.append(piece.points)
        told = json.loads(json.dumps(vars(piece.progress)))  # as the browser brings it back
        progress = checked_progress(told, Descent(asked.epochs + 1))
    return np.concatenate(points), piece


@pytest.mark.parametrize("n", [1, 7, 40, 1000])
def test_wherever_the_cuts_fall_not_a_digit_changes(n) -> None:
    X, y = series()
    points, _ = in_pieces(X, y, Descent(epochs=100, rate=0.3, start=(0.3, -1.2, 1.4)), n)
    whole = list(neuron.train(X, y, (0.3, -1.2, 1.4), 100, 0.3))
    assert points[:-1, 0].tolist() == [record.loss for record in whole]
    assert points[1:, 1:].tolist() == [list(record.weights) for record in whole]
    assert points[-1, 0] == neuron.loss(y, neuron.forward(X, whole[-1].weights)[:, -1])


@pytest.mark.parametrize("n", [1, 9, 1000])
def test_the_extremes_of_a_run_are_known_after_every_piece(n) -> None:
    X, y = series()
    points, piece = in_pieces(X, y, Descent(epochs=60, rate=3.0), n)
    now = piece.progress
    steps = np.linalg.norm(np.diff(points[:, 1:], axis=0), axis=1)
    assert (now.epoch, now.loss, now.first) == (60, points[-1, 0], points[0, 0])
    assert (now.lowest, now.lowest_epoch) == (points[:, 0].min(), points[:, 0].argmin())
    assert now.longest == pytest.approx(steps.max(), rel=1e-12)
    assert now.longest_epoch == steps.argmax() + 1


def test_a_run_that_diverges_keeps_what_came_before() -> None:
    X, y = series(T=100)
    piece = train_piece(X, y, Descent(start=(0.0, 0.0, 1e4)), None, every(10))
    assert piece.points.shape == (1, 4)
    assert "diverged in epoch 1" in (piece.diverged or "")
    later = checked_progress({**vars(piece.progress), "epoch": 41}, Descent())
    assert "diverged in epoch 42" in (train_piece(X, y, Descent(), later, every(1)).diverged or "")


def test_steps_beyond_the_range_of_squares_still_have_a_length() -> None:
    X, y = series(T=100)
    piece = train_piece(X, y, Descent(epochs=2, start=(0.0, 0.0, 100.0)), None, every(10))
    assert 1e190 < piece.progress.longest < math.inf


def test_the_answer_is_json_and_brings_points_progress_and_words() -> None:
    asked = {"run": 3, "settings": "20 0.1 1 1 1 0 all", "progress": None}
    answer = json.loads(json.dumps(training_piece(asked, seconds=99)))
    points = np.frombuffer(base64.b64decode(answer["points"])).reshape(-1, 4)
    made = table()
    *_, last = neuron.train(made.series, made.targets, epochs=20, learning_rate=0.1)
    assert tuple(points[-1, 1:]) == last.weights
    assert (answer["run"], answer["is_over"], answer["series"]) == (3, True, 4)
    assert answer["said"].startswith("After 20 epochs the MSE is")


def test_a_single_epoch_can_be_asked_for_and_then_the_rest() -> None:
    asked = {"run": 1, "settings": "20 0.1 1 1 1 0 all", "is_single": True}
    first = training_piece(asked, seconds=99)
    assert (first["progress"]["epoch"], first["is_over"]) == (1, False)
    rest = {**asked, "progress": first["progress"], "is_single": False}
    assert training_piece(rest, seconds=99)["progress"]["epoch"] == 20


def test_a_piece_ends_when_its_time_is_up() -> None:
    asked = {"run": 1, "settings": "5000 0.1 1 1 1 0 all"}
    assert training_piece(asked, seconds=-1)["progress"]["epoch"] == 1


def test_a_busy_processor_ends_a_piece_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "_LONGEST", -1)
    asked = {"run": 1, "settings": "5000 0.1 1 1 1 0 all"}
    assert training_piece(asked, seconds=99)["progress"]["epoch"] == 1


PROGRESS = vars(
    train_piece(*series(), descent_from_text("9 0.1 1 1 1 0 all"), None, every(2)).progress
)


@pytest.mark.parametrize(
    "wrong",
    [
        "x",
        {},
        {**PROGRESS, "weights": [1, 2]},
        {**PROGRESS, "weights": "abc"},
        {**PROGRESS, "weights": [1, 2, "3"]},
        {**PROGRESS, "weights": [1, 2, math.nan]},
        {**PROGRESS, "loss": None},
        {**PROGRESS, "loss": True},
        {**PROGRESS, "epoch": 9},
        {**PROGRESS, "epoch": -1},
        {**PROGRESS, "more": 1},
    ],
)
def test_a_run_cannot_go_on_from_what_is_no_place(wrong) -> None:
    answer = training_piece({"run": 5, "settings": "9 0.1 1 1 1 0 all", "progress": wrong})
    assert answer["run"] == 5
    assert answer["problem"].startswith("This run")


@pytest.mark.parametrize("ask", [None, "x", 7, [], {}, {"settings": "x"}, {"settings": ["a"]}])
def test_what_is_no_request_is_answered_in_words(ask) -> None:
    assert training_piece(ask)["problem"]


def test_weights_without_a_loss_are_refused() -> None:
    X, y = series()
    forged = checked_progress({**PROGRESS, "epoch": 1, "weights": [0, 1.7e308, 0]}, Descent())
    with pytest.raises(InvalidInput, match="nearer to 0"):
        train_piece(np.zeros_like(X), y, Descent(), forged, every(2))
